package io.plimsoll.bench.compare;

import io.netty.buffer.ByteBuf;

/** Asks in classic mode: each request on a connection of its own, which the frontend closes. */
final class ClassicClient {

  private static final byte[] REQUEST =
      Job.bytes(
          "{\"Queue\":\"%s\",\"Args\":[\"%s\"],\"Limit\":0}".formatted(Job.QUEUE, Job.ARGUMENT));

  private static final byte[] GOOD = Job.bytes("{\"Pod\":\"p\"");

  private final Dial dial;
  private final Turns turns;

  ClassicClient(Dial dial, Turns turns) {
    this.dial = dial;
    this.turns = turns;
  }

  /** From here to the answer is the time that counts: connecting is a part of it. */
  void ask() {
    turns.asked();
    dial.connect(new Exchange(System.nanoTime()));
  }

  private final class Exchange extends LinePeer {

    private final long start;
    private boolean answered;

    private Exchange(long start) {
      super((byte) '}');
      this.start = start;
    }

    @Override
    void connected() {
      send(REQUEST);
    }

    @Override
    void line(ByteBuf in, int from, int end) {
      if (answered || !begins(in, from, end, GOOD)) {
        turns.failed("client got: " + text(in, from, end));
        return;
      }
      answered = true;
      if (turns.answered(System.nanoTime() - start, ClassicClient.this::ask)) {
        ask();
      }
    }

    @Override
    void ended(String why) {
      if (!answered) {
        turns.failed("client: " + why);
      }
    }
  }
}
