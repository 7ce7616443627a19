package io.plimsoll.backend.workload;

import java.util.function.Consumer;

/** What a backend runs for each work item. */
public interface Workload extends AutoCloseable {

  /**
   * Starts one run. Called on the event loop, does not block.
   *
   * @param done gets the outcome, exactly once, on the event loop and after this method has
   *     returned; what the run used is free by then
   */
  Run start(Order order, Consumer<Outcome> done);

  /** Ends the threads of this workload. Called when nothing runs any more. */
  @Override
  default void close() {}
}
