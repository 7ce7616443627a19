package io.plimsoll.standin.kfp;

/** How far a run is, as {@code v2beta1RuntimeState} has it; those that a stand-in comes to. */
enum RunState {
  PENDING(false),
  RUNNING(false),
  SUCCEEDED(true),
  FAILED(true),
  CANCELING(false),
  CANCELED(true);

  private final boolean over;

  RunState(boolean over) {
    this.over = over;
  }

  boolean isFinal() {
    return over;
  }
}
