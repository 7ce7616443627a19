package io.plimsoll.bench.compare;

/** A client's connection: a number of slots, each of which has one request outstanding. */
abstract class ClientPeer extends LinePeer {

  /** {@link System#nanoTime} of the requests that are out, else 0. */
  private final long[] starts;

  private final Turns turns;

  ClientPeer(int slots, Turns turns) {
    this.starts = new long[slots];
    this.turns = turns;
  }

  /** Puts the request of a slot together. */
  abstract void request(int slot);

  /** Begins to ask. */
  final void askAll() {
    for (int slot = 0; slot < starts.length; slot++) {
      ask(slot, System.nanoTime());
    }
  }

  /** The answer for a slot is there: notes it, and asks again. */
  final void answered(int slot) {
    if (slot < 0 || slot >= starts.length || starts[slot] == 0) {
      turns.failed("an answer that nobody waits for: " + slot);
      return;
    }
    long now = System.nanoTime();
    long latency = now - starts[slot];
    starts[slot] = 0;
    if (turns.answered(latency, () -> askLater(slot))) {
      ask(slot, now);
    }
  }

  final void failed(String what) {
    turns.failed("client got: " + what);
  }

  @Override
  final void ended(String why) {
    turns.failed("client: " + why);
  }

  private void ask(int slot, long now) {
    starts[slot] = now;
    turns.asked();
    request(slot);
  }

  private void askLater(int slot) {
    ask(slot, System.nanoTime());
    flush();
  }
}
