package io.plimsoll.backend.workload;

/** One run of a workload. */
@FunctionalInterface
public interface Run {

  /**
   * Ends the run early. Its outcome is still reported, with an error unless it had ended already.
   * Called on the event loop, does not block; only the first call counts.
   *
   * @param why the error of the outcome
   */
  void stop(String why);

  /**
   * Every run of its replay is ready: the work itself begins, and with it the limit. Called on the
   * event loop after {@link RunListener#ready()}, and not for an order without runners.
   */
  default void go() {}
}
