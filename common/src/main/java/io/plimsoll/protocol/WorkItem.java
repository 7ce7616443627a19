package io.plimsoll.protocol;

import java.util.List;

/**
 * One item of work, frontend to backend.
 *
 * @param id the work request's; {@link Message#NO_ID} in classic mode
 * @param args arguments for the workload, as the client sent them
 * @param limitSeconds run time limit as the client sent it, 0 = none
 */
public record WorkItem(long id, List<String> args, double limitSeconds) implements WorkerAnswer {

  public WorkItem {
    args = List.copyOf(args);
  }
}
