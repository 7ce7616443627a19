package io.plimsoll.bench.compare;

import io.netty.buffer.ByteBuf;

/** A worker of NATS: a member of the queue group. It is sent work and does not ask. */
final class NatsWorker extends WorkerPeer {

  private static final byte[] SUBSCRIBE = Job.bytes("SUB " + Job.QUEUE + " workers 1\r\n");
  private static final byte[] PUBLISH = Job.bytes("PUB ");

  private static final byte[] REPLY =
      Job.bytes(" %d\r\n%s\r\n".formatted(Job.ANSWER.length(), Job.ANSWER));

  /** Where in the head of a message the subject to reply to begins. */
  private static final int REPLY_TO_AT = ("MSG " + Job.QUEUE + " 1 ").length();

  private final NatsLines lines = new NatsLines();

  NatsWorker(Turns turns) {
    super(turns);
  }

  @Override
  void connected() {
    send(NatsLines.CONNECT);
    send(SUBSCRIBE);
    send(NatsLines.PING);
  }

  @Override
  void line(ByteBuf in, int from, int end) {
    switch (lines.kind(this, in, from, end)) {
      case MESSAGE_HEAD -> reply(in, from + REPLY_TO_AT, end);
      case PONG -> nowReady();
      case ERROR -> failed(text(in, from, end));
      case MESSAGE_TEXT, NOTHING -> {}
    }
  }

  /** Before the text has come: it changes nothing. */
  private void reply(ByteBuf in, int from, int end) {
    int space = in.indexOf(from, end, (byte) ' ');
    if (space < 0) {
      failed(text(in, from, end));
      return;
    }
    send(PUBLISH);
    send(in, from, space - from);
    send(REPLY);
  }
}
