package io.plimsoll.client.course;

import io.plimsoll.client.load.Change;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;

/** The course of a run that is going on, as the control port shows it. */
public interface LiveCourse {

  /**
   * Calls back with every sample from now on, without histograms, and what was done to the run in
   * it. On the control port's loop.
   */
  void listen(BiConsumer<Sample, List<Change>> listener);

  /** The course up to the last second. For any thread. */
  CompletableFuture<Course> course();
}
