package io.plimsoll.standin.kfp;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of a run, known from its creation on: how far it is is a function of the time.
 * Immutable and pure.
 *
 * @param terminatedAt when somebody ended it; null = nobody did
 */
record RunCourse(
    Instant createdAt,
    Duration pending,
    Duration running,
    boolean fails,
    @Nullable Instant terminatedAt) {

  /** Pods are given some time to end. */
  static final Duration CANCELING = Duration.ofMillis(500);

  /** A state and when it is reached. */
  record Change(RunState state, Instant at) {}

  static RunCourse from(Instant createdAt, Duration pending, Duration running, boolean fails) {
    return new RunCourse(createdAt, pending, running, fails, null);
  }

  RunCourse terminated(Instant at) {
    return new RunCourse(createdAt, pending, running, fails, at);
  }

  private List<Change> changes() {
    Instant started = createdAt.plus(pending);
    List<Change> left = new ArrayList<>();
    left.add(new Change(RunState.PENDING, createdAt));
    left.add(new Change(RunState.RUNNING, started));
    left.add(new Change(fails ? RunState.FAILED : RunState.SUCCEEDED, started.plus(running)));
    if (terminatedAt != null) {
      left.removeIf(change -> change.at().isAfter(terminatedAt));
      left.add(new Change(RunState.CANCELING, terminatedAt));
      left.add(new Change(RunState.CANCELED, terminatedAt.plus(CANCELING)));
    }
    return left;
  }

  /** What it has been through by then; never empty. */
  List<Change> historyAt(Instant now) {
    List<Change> all = changes();
    List<Change> reached = all.stream().filter(change -> !change.at().isAfter(now)).toList();
    return reached.isEmpty() ? all.subList(0, 1) : reached;
  }

  RunState stateAt(Instant now) {
    List<Change> history = historyAt(now);
    return history.get(history.size() - 1).state();
  }

  /** When it is over. */
  Instant endsAt() {
    List<Change> all = changes();
    return all.get(all.size() - 1).at();
  }
}
