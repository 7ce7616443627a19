package io.plimsoll.standin.api;

import io.plimsoll.standin.store.ApiException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * What pods have written, whatever the container: no pod runs, and a test says in its annotations
 * what it would have written. Pure.
 */
final class PodLogs {

  /** What the pod's container has written; without it numbered lines. */
  static final String LOG = "plimsoll.io/log";

  /** What the container had written when it ended and was started again. */
  static final String PREVIOUS_LOG = "plimsoll.io/previous-log";

  /** As many as a short-lived pod may have written. */
  private static final int NUMBERED_LINES = 100;

  /** The pieces in which container runtimes write lines, and which are what is counted. */
  private static final int PIECE_BYTES = 16 << 10;

  private PodLogs() {}

  /**
   * The bytes that are asked for.
   *
   * @throws ApiException 400 if a parameter is bad, or there was no previous container
   */
  static byte[] read(ObjectNode pod, String name, Query query) {
    byte[] log = log(pod, name, query).getBytes(StandardCharsets.UTF_8);
    int from = start(log, query.number("tailLines", Long.MAX_VALUE));
    long most = query.number("limitBytes", Long.MAX_VALUE);
    if (most == 0) {
      throw ApiException.badRequest("limitBytes: 0 (expected: 1 or more)");
    }
    return Arrays.copyOfRange(log, from, from + (int) Math.min(log.length - from, most));
  }

  private static String log(ObjectNode pod, String name, Query query) {
    String log = annotation(pod, LOG);
    if (log == null) {
      return IntStream.rangeClosed(1, NUMBERED_LINES)
          .mapToObj(line -> "line " + line + " of pod " + name + "\n")
          .collect(Collectors.joining());
    }
    if (!query.flag("previous")) {
      return log;
    }
    String previous = annotation(pod, PREVIOUS_LOG);
    if (previous == null) {
      String container = query.get("container");
      throw ApiException.badRequest(
          "previous terminated container \""
              + (container == null ? "" : container)
              + "\" in pod \""
              + name
              + "\" not found");
    }
    return previous;
  }

  private static @Nullable String annotation(ObjectNode pod, String key) {
    return pod.path("metadata").path("annotations").path(key).asString(null);
  }

  /** Where the last so many pieces begin. */
  private static int start(byte[] log, long pieces) {
    int start = log.length;
    for (long found = 0; found < pieces && start > 0; found++) {
      // Of a line with its end: what is over from whole pieces comes last.
      int line = lineStart(log, start);
      int length = Math.max(1, start - line - (log[start - 1] == '\n' ? 1 : 0));
      start = line + (length - 1) / PIECE_BYTES * PIECE_BYTES;
    }
    return start;
  }

  /** Where the line begins whose end is here. */
  private static int lineStart(byte[] log, int end) {
    int start = end - 1;
    while (start > 0 && log[start - 1] != '\n') {
      start--;
    }
    return start;
  }
}
