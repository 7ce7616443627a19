package io.plimsoll.backend.workload;

/** What a backend runs for each work item. */
public interface Workload extends AutoCloseable {

  /** Starts one run. Called on the event loop, does not block. */
  Run start(Order order, RunListener listener);

  /**
   * Whether a run loads its partition and then waits for {@link Run#go()}. One that does not is
   * started when that comes.
   */
  default boolean loadsPartitions() {
    return false;
  }

  /** Ends the threads of this workload. Called when nothing runs any more. */
  @Override
  default void close() {}
}
