package io.plimsoll.protocol;

import java.util.List;

/**
 * One item of work, frontend to backend.
 *
 * @param id the work request's; {@link Message#NO_ID} in classic mode
 * @param args arguments for the workload, as the client sent them
 * @param limitSeconds run time limit as the client sent it, 0 = none
 * @param runner which partition of a replay, from 0
 * @param runners of how many, 1 to {@link Limits#RUNNERS}; 0 = no replay: {@link Go} is not awaited
 */
public record WorkItem(long id, List<String> args, double limitSeconds, int runner, int runners)
    implements WorkerAnswer {

  public WorkItem {
    args = List.copyOf(args);
  }

  /** An item of a work queue. */
  public WorkItem(long id, List<String> args, double limitSeconds) {
    this(id, args, limitSeconds, 0, 0);
  }
}
