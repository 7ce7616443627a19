package io.plimsoll.bench.compare;

import io.netty.buffer.ByteBuf;

/** A client where a request and its answer are one line each. */
final class LineClient extends ClientPeer {

  private final LineForm form;
  private final byte[][] requests;
  private final byte[] afterNumber;
  private boolean first = true;

  LineClient(LineForm form, int slots, Turns turns) {
    super(slots, turns);
    this.form = form;
    this.afterNumber = Job.bytes(form.afterAnswer());
    this.requests = LineForm.encode(form.request(), slots);
  }

  @Override
  void connected() {
    askAll();
  }

  @Override
  void request(int slot) {
    send(first ? Job.bytes(form.request().of(slot, true)) : requests[slot]);
    first = false;
  }

  @Override
  void line(ByteBuf in, int from, int end) {
    int slot = form.number(in, from, end, afterNumber);
    if (slot < 0) {
      failed(text(in, from, end));
      return;
    }
    answered(slot);
  }
}
