package io.plimsoll.bench.compare;

import io.netty.buffer.ByteBuf;

/**
 * How messages look where each is one line with a number in it: the session mode of the frontend,
 * and the bare hub.
 *
 * @param numberAt where in a line the number begins
 * @param afterAnswer what follows the number in a good answer
 * @param afterItem what follows it in a work item
 * @param request asks for an answer
 * @param ask asks for a work item
 * @param reply answers a work item
 */
record LineForm(
    int numberAt, String afterAnswer, String afterItem, Text request, Text ask, Text reply) {

  /** A session with the frontend; a backend's replies have these fields. */
  static final LineForm SESSION =
      new LineForm(
          "{\"Id\":".length(),
          ",\"Pod\"",
          ",\"Args\"",
          (slot, first) ->
              "{\"Id\":%d,%s\"Queue\":\"%s\",\"Args\":[\"%s\"]}\n"
                  .formatted(slot, keepAlive(first), Job.QUEUE, Job.ARGUMENT),
          (slot, first) ->
              "{\"Id\":%d,%s\"Queue\":\"%s\",\"Wait\":86400}\n"
                  .formatted(slot, keepAlive(first), Job.QUEUE),
          (slot, first) ->
              "{\"Id\":%d,\"Pod\":\"p\",\"Node\":\"%s\",\"Runtime\":0,\"Retcode\":0}\n"
                  .formatted(slot, Job.ANSWER));

  /** The bare hub, and the echo: a number and the text. */
  static final LineForm HUB =
      new LineForm(
          0,
          " ",
          " ",
          (slot, first) -> slot + " " + Job.ARGUMENT + "\n",
          (slot, first) -> "" + Hub.ASK + slot + "\n",
          (slot, first) -> slot + " " + Job.ANSWER + "\n");

  /** A message. */
  interface Text {

    /**
     * The message.
     *
     * @param first whether nothing was sent on the connection before
     */
    String of(int slot, boolean first);
  }

  /** The number of a line, or -1 if something else than {@code after} follows it. */
  int number(ByteBuf in, int from, int end, byte[] after) {
    int index = from + numberAt;
    int number = 0;
    int digit;
    while (index < end && (digit = in.getByte(index) - '0') >= 0 && digit <= 9) {
      number = number * 10 + digit;
      index++;
    }
    return LinePeer.begins(in, index, end, after) ? number : -1;
  }

  /** The messages of so many slots, none of them the first of a connection. */
  static byte[][] encode(Text text, int slots) {
    byte[][] all = new byte[slots][];
    for (int slot = 0; slot < slots; slot++) {
      all[slot] = Job.bytes(text.of(slot, false));
    }
    return all;
  }

  private static String keepAlive(boolean first) {
    return first ? "\"KeepAlive\":true," : "";
  }
}
