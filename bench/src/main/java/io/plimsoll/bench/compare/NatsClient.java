package io.plimsoll.bench.compare;

import io.netty.buffer.ByteBuf;

/** A client of NATS: each slot has an inbox of its own, all of them one subscription. */
final class NatsClient extends ClientPeer {

  private final NatsLines lines = new NatsLines();
  private final byte[] subscribe;
  private final byte[][] requests;

  /** Where in the head of a message the slot begins. */
  private final int slotAt;

  private int slot;

  NatsClient(int index, int slots, Turns turns) {
    super(slots, turns);
    String inbox = NatsLines.INBOX + index + ".";
    this.subscribe = Job.bytes("SUB " + inbox + "* 1\r\n");
    this.slotAt = "MSG ".length() + inbox.length();
    this.requests = new byte[slots][];
    for (int i = 0; i < slots; i++) {
      requests[i] =
          Job.bytes(
              "PUB %s %s%d %d\r\n%s\r\n"
                  .formatted(Job.QUEUE, inbox, i, Job.ARGUMENT.length(), Job.ARGUMENT));
    }
  }

  @Override
  void connected() {
    send(NatsLines.CONNECT);
    send(subscribe);
    askAll();
  }

  @Override
  void request(int which) {
    send(requests[which]);
  }

  @Override
  void line(ByteBuf in, int from, int end) {
    switch (lines.kind(this, in, from, end)) {
      case MESSAGE_HEAD -> slot = slot(in, from + slotAt, end);
      case MESSAGE_TEXT -> answered(slot);
      case ERROR -> failed(text(in, from, end));
      case PONG, NOTHING -> {}
    }
  }

  private static int slot(ByteBuf in, int from, int end) {
    int number = 0;
    for (int i = from; i < end && in.getByte(i) != ' '; i++) {
      number = number * 10 + (in.getByte(i) - '0');
    }
    return number;
  }
}
