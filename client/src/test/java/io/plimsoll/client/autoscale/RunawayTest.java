package io.plimsoll.client.autoscale;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * A simulated queue under the scenario and the manifests of {@code testdata} that the documentation
 * runs: 1 request a second, for a minute 5, then 1 again, with replicas that do one a second.
 */
class RunawayTest {

  private static final int LEAST_REPLICAS = 2;
  private static final int MOST_REPLICAS = 20;
  private static final int START_SECONDS = 12;
  private static final int SYNC_SECONDS = 15;
  private static final int SPIKE_FROM = 30;
  private static final int SPIKE_TO = 90;
  private static final int SECONDS = 210;

  /** How many requests were waiting, and how many replicas were wanted then. */
  private record Step(double waiting, int replicas) {}

  private static List<Step> run(String manifest) throws Exception {
    HpaSpec spec =
        HpaReader.read(Files.readAllBytes(Path.of("../testdata/autoscale").resolve(manifest)));
    StartDelay delay = new StartDelay(START_SECONDS, LEAST_REPLICAS);
    HpaState state = HpaState.NONE;
    List<Step> steps = new ArrayList<>();
    double waiting = 0;
    for (int second = 0; second <= SECONDS; second++) {
      int ready = delay.started(second);
      if (second % SYNC_SECONDS == 0) {
        HpaDecision decision =
            HpaController.decide(
                spec,
                state,
                second * HpaController.NANOS,
                delay.wanted(),
                ready,
                Hpa.readings(waiting));
        state = decision.state();
        delay.want(decision.desired(), second);
        steps.add(new Step(waiting, decision.desired()));
      }
      waiting = Math.max(0, waiting + (second >= SPIKE_FROM && second < SPIKE_TO ? 5 : 1) - ready);
    }
    return steps;
  }

  private static List<Integer> replicas(List<Step> steps) {
    return steps.stream().map(Step::replicas).toList();
  }

  /**
   * What a sync asks for is the queue's ratio to the target times the replicas that are there: the
   * same queue asks for more each time that replicas have come.
   */
  @Test
  void valueOfAQueueLengthRunsAwayToTheMost() throws Exception {
    List<Step> steps = run("spike-value.yaml");
    assertThat(replicas(steps)).containsExactly(2, 2, 2, 5, 10, 20, 20, 20, 20, 2, 2, 2, 2, 2, 2);
    Step atMost = steps.get(replicas(steps).indexOf(MOST_REPLICAS));
    assertThat(atMost.waiting() / 10).as("a share of the ten before").isLessThan(10);
  }

  @Test
  void averageValueOfTheSameQueueDoesNot() throws Exception {
    List<Step> steps = run("spike-average-value.yaml");
    assertThat(replicas(steps)).containsExactly(2, 2, 2, 3, 5, 6, 6, 6, 6, 6, 2, 2, 2, 2, 2);
    assertThat(steps.get(steps.size() - 1).waiting()).isZero();
  }
}
