package io.plimsoll.client.load;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * A run that is going on, as the control port shows it: one load, or all of a scenario. For every
 * thread.
 */
public interface LiveRun {

  /** What is driven, for titles and names of files: the queue, or the scenario's name. */
  String name();

  /** The load whose settings and statistics a user may change; null if none may be. */
  @Nullable Load adjustable();

  /** The few figures that are cheap to get. */
  CompletableFuture<Status> status();

  /**
   * The statistics now.
   *
   * @param where the percentiles are worked out
   */
  CompletableFuture<Snapshot> snapshot(Executor where);

  /**
   * The statistics now, with histograms, from which statistics of several clients can be made one.
   *
   * @param where the percentiles are worked out
   */
  CompletableFuture<Snapshot> detailed(Executor where);

  /** Counts a request to the control port that was refused. */
  void httpRefused(int status);
}
