package io.plimsoll.bench.compare;

import java.nio.charset.StandardCharsets;

/** What goes to and fro, on every system the same. */
final class Job {

  /** Name of the queue, the function, the subject, the tube. */
  static final String QUEUE = "bench";

  /** One short argument. */
  static final String ARGUMENT = "0.25";

  /** As short a reply: on which node. */
  static final String ANSWER = "node-a";

  private Job() {}

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
