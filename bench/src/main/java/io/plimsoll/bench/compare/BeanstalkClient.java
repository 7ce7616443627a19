package io.plimsoll.bench.compare;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.buffer.ByteBuf;

/**
 * A client of beanstalkd: puts a job that names its own tube, and reserves the reply from there.
 * One request at a time, since replies do not say what they answer.
 */
final class BeanstalkClient extends ClientPeer {

  private static final byte[] DELETE = Job.bytes("delete ");
  private static final byte[] END = Job.bytes("\r\n");

  private final BeanstalkLines lines = new BeanstalkLines();
  private final byte[] watch;
  private final byte[] request;

  BeanstalkClient(int index, int slots, Turns turns) {
    super(slots, turns);
    if (slots != 1) {
      throw new IllegalArgumentException("slots: " + slots + " (expected: 1)");
    }
    String tube = "reply-" + index;
    this.watch = BeanstalkLines.watch(tube);
    this.request =
        Job.bytes(
            new String(BeanstalkLines.put(tube + " " + Job.ARGUMENT), US_ASCII) + "reserve\r\n");
  }

  @Override
  void connected() {
    send(BeanstalkLines.use(Job.QUEUE));
    send(watch);
    askAll();
  }

  @Override
  void request(int slot) {
    send(request);
  }

  @Override
  void line(ByteBuf in, int from, int end) {
    switch (lines.kind(in, from, end)) {
      case JOB_DATA -> {
        send(DELETE);
        send(lines.id());
        send(END);
        answered(0);
      }
      case ERROR -> failed(text(in, from, end));
      case JOB_HEAD, DONE -> {}
    }
  }
}
