package io.plimsoll.client.cluster;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/**
 * Which part of which log of a pod.
 *
 * @param pod its name
 * @param container of it
 * @param previous whether of the run before the present one, of a container that was restarted
 * @param lines how many of the last ones; 0 = all. A line of more than 16 KiB may count as several
 * @param bytes where to stop, 1 or more: what is after so many of these lines is left out
 */
public record PodLog(String pod, String container, boolean previous, int lines, int bytes) {

  /** Checks the limits. */
  public PodLog {
    if (lines < 0 || bytes < 1) {
      throw new IllegalArgumentException(
          "log: " + lines + " lines, " + bytes + " bytes (expected: 0 or more, 1 or more)");
    }
  }

  /** Of the API, below the server's URL. */
  String path(String namespace) {
    return "/api/v1/namespaces/"
        + encoded(namespace)
        + "/pods/"
        + encoded(pod)
        + "/log?container="
        + encoded(container)
        + (previous ? "&previous=true" : "")
        + (lines == 0 ? "" : "&tailLines=" + lines)
        + "&limitBytes="
        + bytes;
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
