package io.plimsoll.client.course;

import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** The course of a run that is going on, as the control port shows it. */
public interface LiveCourse {

  /** Calls back with every sample from now on, without histograms. On the control port's loop. */
  void listen(Consumer<Sample> listener);

  /** The course up to the last second. For any thread. */
  CompletableFuture<Course> course();
}
