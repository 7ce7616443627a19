package io.plimsoll.client.report;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/** The report of a test that goes on. */
@FunctionalInterface
public interface LiveReport {

  /**
   * What the test has come to so far. For any thread.
   *
   * @param where the percentiles are worked out, which takes the load no time then
   */
  CompletableFuture<TestReport> soFar(Executor where);
}
