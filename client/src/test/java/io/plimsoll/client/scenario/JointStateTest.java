package io.plimsoll.client.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.client.load.LoadState;
import io.plimsoll.client.load.Model;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JointStateTest {

  private static final LoadState CLOSED =
      new LoadState("sleep", Model.CLOSED, 3, 60_000, 0, true, true, 2, 10, 7, 1, Map.of());
  private static final LoadState OPEN =
      new LoadState("gpu", Model.OPEN, 1, 60_000, 25, false, false, 4, 20, 15, 1, Map.of());

  @Test
  void whatIsWantedAddsUpAndOneThatIsOverCountsInTheTotalsOnly() {
    LoadState over =
        new LoadState("old", Model.CLOSED, 9, 9, 0, false, false, 0, 100, 99, 1, Map.of());
    assertThat(JointState.of(List.of(over, CLOSED, OPEN), List.of(CLOSED, OPEN), Map.of(404, 2L)))
        .isEqualTo(
            new LoadState(
                "sleep, gpu",
                Model.OPEN,
                3, // The open phase's says only that it is not paused.
                100_000,
                25,
                true,
                false,
                6,
                130,
                121,
                3,
                Map.of(404, 2L)));
  }

  @Test
  void queueOfSeveralPhasesIsNamedOnce() {
    LoadState joint = JointState.of(List.of(CLOSED, CLOSED), List.of(CLOSED, CLOSED), Map.of());
    assertThat(joint.queue()).isEqualTo("sleep");
    assertThat(joint.parallelism()).isEqualTo(6);
    assertThat(joint.connected()).isTrue();
  }

  @Test
  void scenarioThatIsOverStillNamesItsQueues() {
    LoadState joint = JointState.of(List.of(CLOSED, OPEN), List.of(), Map.of());
    assertThat(joint.queue()).isEqualTo("sleep, gpu");
    assertThat(joint.parallelism()).isZero();
    assertThat(joint.ratePerSecond()).isZero();
    assertThat(joint.startedTotal()).isEqualTo(30);
  }
}
