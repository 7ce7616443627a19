package io.plimsoll.bench.compare;

import io.netty.buffer.ByteBuf;

/**
 * A worker of beanstalkd: reserves a job, puts the reply into the tube it names, deletes the job.
 */
final class BeanstalkWorker extends WorkerPeer {

  private static final byte[] RESERVE = Job.bytes("reserve\r\n");
  private static final byte[] USE = Job.bytes("use ");
  private static final byte[] DELETE = Job.bytes("delete ");
  private static final byte[] END = Job.bytes("\r\n");
  private static final byte[] REPLY = BeanstalkLines.put(Job.ANSWER);

  private final BeanstalkLines lines = new BeanstalkLines();

  BeanstalkWorker(Turns turns) {
    super(turns);
  }

  @Override
  void connected() {
    send(BeanstalkLines.watch(Job.QUEUE));
    send(RESERVE);
    nowReady();
  }

  @Override
  void line(ByteBuf in, int from, int end) {
    switch (lines.kind(in, from, end)) {
      case JOB_DATA -> reply(in, from, end);
      case ERROR -> failed(text(in, from, end));
      case JOB_HEAD, DONE -> {}
    }
  }

  private void reply(ByteBuf in, int from, int end) {
    int space = in.indexOf(from, end, (byte) ' ');
    if (space < 0) {
      failed(text(in, from, end));
      return;
    }
    send(USE);
    send(in, from, space - from);
    send(END);
    send(REPLY);
    send(DELETE);
    send(lines.id());
    send(END);
    send(RESERVE);
  }
}
