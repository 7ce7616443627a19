package io.plimsoll.backend.workload;

import io.plimsoll.protocol.Progress.Phase;

/** Hears how one run goes. Called on the event loop, never before the run's start has returned. */
@FunctionalInterface
public interface RunListener {

  /** The run has loaded what it needs, and waits for {@link Run#go()}. At most once. */
  default void ready() {}

  /** How far the run is. */
  default void progress(Phase phase, long done, long total, long failed) {}

  /** The outcome: called exactly once, and last; what the run used is free by then. */
  void done(Outcome outcome);
}
