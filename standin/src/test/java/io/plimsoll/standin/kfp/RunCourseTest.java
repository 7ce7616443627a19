package io.plimsoll.standin.kfp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class RunCourseTest {

  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private static final RunCourse COURSE =
      RunCourse.from(START, Duration.ofSeconds(1), Duration.ofSeconds(5), false);

  private static Instant after(double seconds) {
    return START.plusNanos((long) (seconds * 1e9));
  }

  @Test
  void aRunThatIsTerminatedWhilePendingNeverRuns() {
    RunCourse ended = COURSE.terminated(after(0.5));
    assertThat(ended.historyAt(after(60)))
        .extracting(RunCourse.Change::state)
        .containsExactly(RunState.PENDING, RunState.CANCELING, RunState.CANCELED);
    assertThat(ended.endsAt()).isEqualTo(after(0.5).plus(RunCourse.CANCELING));
    assertThat(ended.stateAt(after(0.9))).isEqualTo(RunState.CANCELING);
  }

  @Test
  void aClockThatWentBackFindsARunPending() {
    assertThat(COURSE.stateAt(after(-60))).isEqualTo(RunState.PENDING);
  }

  @Test
  void aRunOfNoTimeIsOverAtOnce() {
    RunCourse none = RunCourse.from(START, Duration.ZERO, Duration.ZERO, true);
    assertThat(none.stateAt(START)).isEqualTo(RunState.FAILED);
    assertThat(none.historyAt(START)).hasSize(3);
  }

  @Test
  void shelvesHaveAnEnd() {
    Shelf<StoredExperiment> shelf = new Shelf<>("Experiment", 1);
    StoredExperiment first = new StoredExperiment("1", 1, "a", "", "", START, null);
    shelf.put(first);
    shelf.put(first.withRunAt(START));
    StoredExperiment second = new StoredExperiment("2", 2, "b", "", "", START, null);
    assertThatThrownBy(() -> shelf.put(second))
        .hasMessage("Experiment: there are 1 already (expected: old ones are deleted)");
    shelf.remove("1");
    shelf.put(second);
    assertThat(shelf.size()).isEqualTo(1);
  }

  @Test
  void sharesOfFailuresAreShares() {
    assertThatThrownBy(() -> KfpSettings.DEFAULT.withFailShare(1.1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("failShare: 1.1 (expected: 0 to 1)");
    assertThatThrownBy(() -> KfpSettings.DEFAULT.withFailShare(Double.NaN))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
