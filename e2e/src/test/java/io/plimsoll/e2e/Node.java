package io.plimsoll.e2e;

import io.plimsoll.e2e.Overlay.Container;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * Starts the programs of containers as a node would: with their arguments and environment, and
 * their volumes. Only addresses are others, as there is one loopback interface for all, and so are
 * the paths of volumes.
 */
final class Node {

  static final String NAME = "node-1";
  private static final String NAMESPACE = "plimsoll";

  private final Overlay overlay;
  private final Path volumes;

  /** What stands in an argument, and what stands there for it. */
  private final Map<String, String> instead = new HashMap<>();

  private final List<String> environment = new ArrayList<>();

  /** Of options. */
  private final Map<String, String> values = new HashMap<>();

  /**
   * A node.
   *
   * @param volumes an empty folder
   */
  Node(Overlay overlay, Path volumes) {
    this.overlay = overlay;
    this.volumes = volumes;
    for (String listening : List.of(":9996", ":9997", ":9998", ":9999", ":6443")) {
      instead(listening, "127.0.0.1:0");
    }
  }

  /** From now on {@code there} is put where an argument, or its value, is {@code what}. */
  void instead(String what, String there) {
    instead.put(what, there);
  }

  /** From now on {@code option} has this value, whatever the arguments say. */
  void value(String option, String value) {
    values.put(option, value);
  }

  /** Sets a variable of the environment of all programs from now on. */
  void environment(String name, String value) {
    environment.add(name + "=" + value);
  }

  /** Starts the program of a container, with {@code more} arguments at the end. */
  Jar start(Container container, int index, String... more) {
    List<String> wrapper = new ArrayList<>(List.of("env"));
    wrapper.addAll(environment);
    for (JsonNode variable : container.spec().path("env")) {
      String field = variable.at("/valueFrom/fieldRef/fieldPath").asString("");
      String value =
          switch (field) {
            case "" -> variable.path("value").asString();
            case "spec.nodeName" -> NAME;
            case "metadata.name" -> container.owner() + "-" + index;
            case "metadata.namespace" -> NAMESPACE;
            default -> throw new IllegalArgumentException("fieldPath: " + field);
          };
      wrapper.add(variable.path("name").asString() + "=" + value);
    }
    List<String> args = new ArrayList<>();
    String before = "";
    for (String arg : container.args()) {
      String there = there(arg.replace("$(POD_NAMESPACE)", NAMESPACE), container);
      args.add(values.getOrDefault(before, there));
      before = arg;
    }
    args.addAll(List.of(more));
    return Jar.startIn(wrapper, container.program(), args.toArray(String[]::new));
  }

  private String there(String arg, Container container) {
    int equals = arg.startsWith("--") ? arg.indexOf('=') + 1 : 0;
    String value = arg.substring(equals);
    String mounted = mounted(value, container);
    return arg.substring(0, equals) + instead.getOrDefault(value, mounted);
  }

  /** A path on a volume, where that volume is here. */
  private String mounted(String path, Container container) {
    for (JsonNode mount : container.spec().path("volumeMounts")) {
      String at = mount.path("mountPath").asString();
      if (path.equals(at) || path.startsWith(at + "/")) {
        return volume(mount.path("name").asString(), container) + path.substring(at.length());
      }
    }
    return path;
  }

  private Path volume(String name, Container container) {
    try {
      Path folder = Files.createDirectories(volumes.resolve(name));
      for (JsonNode volume : container.pod().path("volumes")) {
        if (volume.path("name").asString().equals(name)) {
          JsonNode files = overlay.configMap(volume.at("/configMap/name").asString(""));
          for (Map.Entry<String, JsonNode> file : files.properties()) {
            Files.writeString(folder.resolve(file.getKey()), file.getValue().asString());
          }
        }
      }
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
