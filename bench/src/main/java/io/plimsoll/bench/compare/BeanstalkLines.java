package io.plimsoll.bench.compare;

import io.netty.buffer.ByteBuf;

/**
 * What clients and workers of beanstalkd have in common: which lines are a job. By beanstalkd's
 * protocol.txt; the data of a job is a line of its own here, since it holds no newline.
 *
 * <p>Commands are sent several at a time where one does not need the reply to another: more than
 * client libraries do.
 */
final class BeanstalkLines {

  /** Priority, delay in seconds, and seconds until the server gives the job to another. */
  static final String PRIORITY_DELAY_RUN = "0 0 60";

  private static final byte[] RESERVED = Job.bytes("RESERVED ");

  private boolean dataIsNext;
  private byte[] id = {};

  /** What a line is to its reader. */
  enum Kind {
    JOB_HEAD,
    JOB_DATA,
    DONE,
    ERROR
  }

  Kind kind(ByteBuf in, int from, int end) {
    if (dataIsNext) {
      dataIsNext = false;
      return Kind.JOB_DATA;
    }
    if (LinePeer.begins(in, from, end, RESERVED)) {
      dataIsNext = true;
      int first = from + RESERVED.length;
      id = new byte[in.indexOf(first, end, (byte) ' ') - first];
      in.getBytes(first, id);
      return Kind.JOB_HEAD;
    }
    // INSERTED, DELETED, USING and WATCHING; others by their first two letters are errors.
    return switch (in.getByte(from) << 8 | in.getByte(from + 1)) {
      case 'I' << 8 | 'N', 'U' << 8 | 'S', 'W' << 8 | 'A' -> Kind.DONE;
      case 'D' << 8 | 'E' -> in.getByte(from + 2) == 'L' ? Kind.DONE : Kind.ERROR;
      default -> Kind.ERROR;
    };
  }

  /** The number of the job that was last reserved. */
  byte[] id() {
    return id;
  }

  static byte[] put(String data) {
    return Job.bytes("put %s %d\r\n%s\r\n".formatted(PRIORITY_DELAY_RUN, data.length(), data));
  }

  /** Takes jobs of this tube only. */
  static byte[] watch(String tube) {
    return Job.bytes("watch " + tube + "\r\nignore default\r\n");
  }

  static byte[] use(String tube) {
    return Job.bytes("use " + tube + "\r\n");
  }
}
