package io.plimsoll.bench.compare;

import java.util.concurrent.CompletableFuture;

/** A worker's connection. */
abstract class WorkerPeer extends LinePeer {

  private final Turns turns;
  private final CompletableFuture<Void> ready = new CompletableFuture<>();

  WorkerPeer(Turns turns) {
    this.turns = turns;
  }

  /** Completes when the server knows of this worker, as far as that matters to it. */
  final CompletableFuture<Void> ready() {
    return ready;
  }

  final void nowReady() {
    ready.complete(null);
  }

  final void failed(String what) {
    turns.failed("worker got: " + what);
  }

  @Override
  final void ended(String why) {
    turns.failed("worker: " + why);
  }
}
