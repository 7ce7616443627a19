package io.plimsoll.bench.compare;

import io.netty.buffer.ByteBuf;

/** Works in classic mode: a connection for each item, which the frontend closes after the reply. */
final class ClassicWorker {

  private static final byte[] ASK = Job.bytes("{\"Queue\":\"%s\"}".formatted(Job.QUEUE));

  private static final byte[] ITEM =
      Job.bytes("{\"Error\":\"\",\"Args\":[\"%s\"]".formatted(Job.ARGUMENT));

  private static final byte[] REPLY =
      Job.bytes(
          ("{\"Pod\":\"p\",\"Node\":\"%s\",\"Device\":\".\",\"Error\":\"\",\"Timeout\":0,"
                  + "\"Runtime\":0,\"Retcode\":0}")
              .formatted(Job.ANSWER));

  private final Dial dial;
  private final Turns turns;

  ClassicWorker(Dial dial, Turns turns) {
    this.dial = dial;
    this.turns = turns;
  }

  void ask() {
    dial.connect(new Exchange());
  }

  private final class Exchange extends LinePeer {

    private boolean gotItem;
    private boolean askedAgain;

    private Exchange() {
      super((byte) '}');
    }

    @Override
    void connected() {
      send(ASK);
    }

    @Override
    void line(ByteBuf in, int from, int end) {
      if (gotItem || !begins(in, from, end, ITEM)) {
        turns.failed("worker got: " + text(in, from, end));
        return;
      }
      gotItem = true;
      send(REPLY);
    }

    @Override
    void afterRead() {
      super.afterRead();
      if (gotItem && !askedAgain) {
        askedAgain = true;
        ask();
      }
    }

    @Override
    void ended(String why) {
      if (!gotItem) {
        turns.failed("worker: " + why);
      }
    }
  }
}
