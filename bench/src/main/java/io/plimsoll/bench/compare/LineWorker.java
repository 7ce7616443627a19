package io.plimsoll.bench.compare;

import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.List;

/** A worker where all messages are one line each: replies, and asks again with the same number. */
final class LineWorker extends WorkerPeer {

  private final LineForm form;
  private final byte[] afterNumber;
  private final List<byte[]> repliesAndAsks = new ArrayList<>();

  LineWorker(LineForm form, int slots, Turns turns) {
    super(turns);
    this.form = form;
    this.afterNumber = Job.bytes(form.afterItem());
    for (int slot = 0; slot < slots; slot++) {
      repliesAndAsks.add(Job.bytes(form.reply().of(slot, false) + form.ask().of(slot, false)));
    }
  }

  @Override
  void connected() {
    for (int slot = 0; slot < repliesAndAsks.size(); slot++) {
      send(Job.bytes(form.ask().of(slot, slot == 0)));
    }
    nowReady();
  }

  @Override
  void line(ByteBuf in, int from, int end) {
    int slot = form.number(in, from, end, afterNumber);
    if (slot < 0 || slot >= repliesAndAsks.size()) {
      failed(text(in, from, end));
      return;
    }
    send(repliesAndAsks.get(slot));
  }
}
