package io.plimsoll.replay.execute;

import io.plimsoll.replay.profile.LoadOptions;
import io.plimsoll.replay.profile.LoadedProfile;
import io.plimsoll.replay.profile.ProfileException;
import io.plimsoll.replay.profile.ProfileSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes small profiles. */
final class Profiles {

  private final List<String> entries = new ArrayList<>();
  private int connections = 2;
  private int clients = 2;
  private boolean disableHttp2;

  Profiles connections(int number) {
    connections = number;
    return this;
  }

  Profiles clients(int number) {
    clients = number;
    return this;
  }

  Profiles disableHttp2() {
    disableHttp2 = true;
    return this;
  }

  static String map(String name) {
    return "{\"metadata\":{\"name\":\"" + name + "\"}}";
  }

  static String path(String name) {
    return "/api/v1/namespaces/default/configmaps/" + name;
  }

  static String path() {
    return "/api/v1/namespaces/default/configmaps";
  }

  Profiles create(long millis, String name, int expect) {
    return add(millis, "CREATE", name, path(), map(name), expect);
  }

  Profiles get(long millis, String name, int expect) {
    return add(millis, "GET", name, path(name), null, expect);
  }

  Profiles list(long millis) {
    return add(millis, "LIST", "", path(), null, 200);
  }

  Profiles watch(long millis) {
    return add(millis, "WATCH", "", path(), null, 200);
  }

  Profiles delete(long millis, String name, int expect) {
    return add(millis, "DELETE", name, path(name), null, expect);
  }

  Profiles add(
      long millis, String verb, String name, String path, @Nullable String body, int expect) {
    return add(millis, verb, name, path, body, expect, null);
  }

  Profiles add(
      long millis,
      String verb,
      String name,
      String path,
      @Nullable String body,
      int expect,
      @Nullable String patchType) {
    StringBuilder entry = new StringBuilder();
    entry.append("{\"timestamp\":").append(millis);
    entry.append(",\"verb\":\"").append(verb);
    entry.append("\",\"namespace\":\"default\",\"resourceKind\":\"ConfigMap\",\"apiPath\":\"");
    entry.append(path).append('"');
    if (!name.isEmpty()) {
      entry.append(",\"name\":\"").append(name).append('"');
    }
    if (body != null) {
      entry.append(",\"body\":\"").append(body.replace("\"", "\\\"")).append('"');
    }
    if (patchType != null) {
      entry.append(",\"patchType\":\"").append(patchType).append('"');
    }
    if (expect != 0) {
      entry.append(",\"expect\":").append(expect);
    }
    entries.add(entry.append('}').toString());
    return this;
  }

  LoadedProfile load() {
    try {
      Path file = Files.createTempFile("plimsoll", ".json");
      try {
        Files.writeString(file, toString());
        return LoadedProfile.load(ProfileSource.of(file), LoadOptions.DEFAULTS);
      } finally {
        Files.delete(file);
      }
    } catch (IOException | ProfileException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public String toString() {
    return "{\"version\":1,\"spec\":{\"runnerCount\":1,\"connsPerRunner\":"
        + connections
        + ",\"clientsPerRunner\":"
        + clients
        + ",\"contentType\":\"json\",\"disableHTTP2\":"
        + disableHttp2
        + "},\"requests\":[\n"
        + String.join(",\n", entries)
        + "]}";
  }
}
