package io.plimsoll.replay.load;

import io.plimsoll.replay.execute.ApiRequest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.io.JsonStringEncoder;

/**
 * The requests of one stage, one after the other, picked at random by shares. The same seed gives
 * the same sequence, whatever the server does. Pure.
 */
final class LoadSequence {

  private static final String JSON = "application/json";

  /** Any character that JSON needs no escape for; 64 of them, so that 6 random bits pick one. */
  private static final byte[] PAYLOAD =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
          .getBytes(StandardCharsets.US_ASCII);

  /** What one entry of the kind {@code postDel} has created, and not deleted again. */
  private static final class Created {
    /** A name, and which request of the sequence creates it. */
    record Name(String name, long index) {}

    final Deque<Name> names = new ArrayDeque<>();
    long created;
    long deleted;
  }

  private final LoadSpec spec;
  private final String server;
  private final String runId;
  private final String namePrefix;
  private final Random random;
  private final int allShares;
  private final Map<LoadSpec.Share, Created> created = new HashMap<>();
  private long names;

  /** Of the request that is being made. */
  private long index = -1;

  /**
   * @param server URL of the server, may have a path
   * @param stage which stage of the profile, from 0
   */
  LoadSequence(LoadSpec spec, int stage, String server, LoadSettings settings) {
    this.spec = spec;
    this.server = server.endsWith("/") ? server.substring(0, server.length() - 1) : server;
    runId = settings.runId();
    namePrefix = "plimsoll-" + runId + "-" + settings.runner() + "-" + stage + "-";
    // Neighbouring seeds of this generator have similar beginnings; a large odd factor parts them.
    random =
        new Random(settings.seed() + (settings.runner() * 1_000L + stage) * 0x9E3779B97F4A7C15L);
    allShares = spec.requests().stream().mapToInt(LoadSpec.Share::shares).sum();
  }

  /** The next request. */
  LoadCall next() {
    index++;
    LoadSpec.Share share = pick();
    LoadRequest request = share.request();
    if (request instanceof LoadRequest.ListObjects r) {
      return list(r);
    }
    if (request instanceof LoadRequest.WatchList r) {
      return watchList(r);
    }
    if (request instanceof LoadRequest.GetObject r) {
      Query query = new Query().add("resourceVersion", r.stale() ? "0" : "");
      return get(r.resource().path() + "/" + encoded(r.name()), query, accept());
    }
    if (request instanceof LoadRequest.Put r) {
      return put(r);
    }
    if (request instanceof LoadRequest.Patch r) {
      String name = r.name() + "-" + random.nextInt(r.keySpaceSize());
      return write("PATCH", r.resource(), name, r.patchType().mediaType(), r.body());
    }
    if (request instanceof LoadRequest.PodLog r) {
      return podLog(r);
    }
    if (request instanceof LoadRequest.PostDel r) {
      return postDel(r, created.computeIfAbsent(share, s -> new Created()));
    }
    throw new IllegalStateException("no kind " + request);
  }

  private LoadSpec.Share pick() {
    int left = random.nextInt(allShares);
    for (LoadSpec.Share share : spec.requests()) {
      left -= share.shares();
      if (left < 0) {
        return share;
      }
    }
    throw new IllegalStateException("shares do not sum up");
  }

  private LoadCall list(LoadRequest.ListObjects r) {
    Query query =
        new Query()
            .add("labelSelector", r.selector())
            .add("fieldSelector", r.fieldSelector())
            .add("limit", r.limit() == 0 ? "" : Long.toString(r.limit()))
            .add("resourceVersion", r.stale() ? "0" : "");
    return get(r.resource().path(), query, accept());
  }

  private LoadCall watchList(LoadRequest.WatchList r) {
    Query query =
        new Query()
            .add("watch", "true")
            .add("sendInitialEvents", "true")
            .add("resourceVersionMatch", "NotOlderThan")
            .add("allowWatchBookmarks", "true")
            .add("labelSelector", r.selector())
            .add("fieldSelector", r.fieldSelector());
    return new LoadCall(get(r.resource().path(), query, accept()).request(), true);
  }

  private LoadCall podLog(LoadRequest.PodLog r) {
    String path =
        "/api/v1/namespaces/" + encoded(r.namespace()) + "/pods/" + encoded(r.name()) + "/log";
    Query query =
        new Query()
            .add("container", r.container())
            .add("tailLines", r.tailLines() < 0 ? "" : Long.toString(r.tailLines()))
            .add("limitBytes", r.limitBytes() < 0 ? "" : Long.toString(r.limitBytes()));
    // A log is plain text, an error is JSON.
    return get(path, query, "*/*");
  }

  private LoadCall put(LoadRequest.Put r) {
    String name = r.name() + "-" + random.nextInt(r.keySpaceSize());
    String body = configMap(name, r.resource().namespace(), "", r.payloadSize());
    return write("PUT", r.resource(), name, JSON, body);
  }

  private LoadCall postDel(LoadRequest.PostDel r, Created objects) {
    if (objects.deleted + 1 <= objects.created * r.deleteRatio()) {
      objects.deleted++;
      Created.Name oldest = objects.names.remove();
      ApiRequest delete = write("DELETE", r.resource(), oldest.name(), null, null).request();
      return new LoadCall(delete, false, oldest.index());
    }
    String name = namePrefix + names++;
    objects.created++;
    if (r.deleteRatio() > 0) {
      objects.names.add(new Created.Name(name, index));
    }
    String labels = ",\"labels\":{\"plimsoll-load\":\"" + runId + "\"}";
    String body = configMap(name, r.resource().namespace(), labels, r.payloadSize());
    String path = r.resource().path();
    return new LoadCall(
        new ApiRequest("POST", server + path, accept(), JSON, body, "POST " + path, false), false);
  }

  private LoadCall get(String path, Query query, String accept) {
    // The same path from the cache and from the store are two things to measure.
    return new LoadCall(
        new ApiRequest(
            "GET", server + path + query, accept, null, null, "GET " + path + query, false),
        false);
  }

  private LoadCall write(
      String method,
      LoadRequest.Resource resource,
      String name,
      @Nullable String contentType,
      @Nullable String body) {
    String path = resource.path();
    return new LoadCall(
        new ApiRequest(
            method,
            server + path + "/" + encoded(name),
            accept(),
            contentType,
            body,
            method + " " + path + "/:name",
            false),
        false);
  }

  private String accept() {
    return spec.contentType().accept();
  }

  private String configMap(String name, String namespace, String labels, int payloadSize) {
    return "{\"apiVersion\":\"v1\",\"kind\":\"ConfigMap\",\"metadata\":{\"name\":\""
        + quoted(name)
        + "\",\"namespace\":\""
        + quoted(namespace)
        + "\""
        + labels
        + "},\"data\":{\"payload\":\""
        + payload(payloadSize)
        + "\"}}";
  }

  private String payload(int size) {
    byte[] bytes = new byte[size];
    random.nextBytes(bytes);
    for (int i = 0; i < size; i++) {
      bytes[i] = PAYLOAD[bytes[i] & 63];
    }
    return new String(bytes, StandardCharsets.US_ASCII);
  }

  private static String quoted(String text) {
    StringBuilder quoted = new StringBuilder();
    JsonStringEncoder.getInstance().quoteAsString(text, quoted);
    return quoted.toString();
  }

  private static String encoded(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /** The query of a URL, empty or with a question mark. */
  private static final class Query {
    private final StringBuilder text = new StringBuilder();

    /** Adds a parameter, unless its value is empty. */
    Query add(String name, String value) {
      if (!value.isEmpty()) {
        text.append(text.isEmpty() ? '?' : '&').append(name).append('=').append(encoded(value));
      }
      return this;
    }

    @Override
    public String toString() {
      return text.toString();
    }
  }
}
