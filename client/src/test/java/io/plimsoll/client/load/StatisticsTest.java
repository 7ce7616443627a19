package io.plimsoll.client.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.plimsoll.client.load.Counts.Count;
import io.plimsoll.protocol.Reply;
import java.util.List;
import org.junit.jupiter.api.Test;

class StatisticsTest {

  private static final long SECOND = 1_000_000_000L;

  private final Statistics statistics = new Statistics(0);

  private static Reply reply(String node, String error, double timeout, int retcode) {
    return new Reply(
        1, "pod-1", node, "card0", error, timeout, 0.5, 0.25, retcode, null, List.of());
  }

  @Test
  void overheadIsTotalLessWaitAndRun() {
    statistics.started(0, true);
    statistics.answered(reply("a", "", 0, 0), SECOND, SECOND, true);
    Period period = statistics.period(2 * SECOND, false);
    assertThat(period.started()).isEqualTo(1);
    assertThat(period.succeeded()).isEqualTo(1);
    assertThat(period.failed()).isZero();
    assertThat(period.requestsPerSecond()).isEqualTo(0.5);
    assertThat(period.waitSeconds().mean()).isEqualTo(0.5);
    assertThat(period.runSeconds().mean()).isEqualTo(0.25);
    assertThat(period.overheadSeconds().mean()).isEqualTo(0.25);
    assertThat(period.totalSeconds().mean()).isEqualTo(1);
  }

  @Test
  void percentilesAreThoseOfWhatWasSeen() {
    for (int i = 1; i <= 1000; i++) {
      statistics.answered(reply("a", "", 0, 0), i * (SECOND / 1000), SECOND, true);
    }
    Timing total = statistics.period(SECOND, false).totalSeconds();
    assertThat(total.count()).isEqualTo(1000);
    assertThat(total.min()).isEqualTo(0.001);
    assertThat(total.p50()).isEqualTo(0.5, within(0.001));
    assertThat(total.p90()).isEqualTo(0.9, within(0.001));
    assertThat(total.p95()).isEqualTo(0.95, within(0.001));
    assertThat(total.p99()).isEqualTo(0.99, within(0.001));
    assertThat(total.p999()).isEqualTo(0.999, within(0.001));
    assertThat(total.max()).isEqualTo(1);
  }

  @Test
  void errorTextExitCodeAndTimeoutAllFail() {
    statistics.answered(reply("a", "boom", 0, 1), SECOND, SECOND, true);
    statistics.answered(reply("a", "", 0, 3), SECOND, SECOND, true);
    statistics.answered(reply("a", "", 1.5, 0), SECOND, SECOND, true);
    Period period = statistics.period(SECOND, false);
    assertThat(period.succeeded()).isZero();
    assertThat(period.failed()).isEqualTo(3);
    assertThat(period.errors().top())
        .containsExactlyInAnyOrder(
            new Count("boom", 1),
            new Count("exit code 3", 1),
            new Count("time limit of 1.5 s exceeded", 1));
  }

  @Test
  void failuresDoNotMakeTheTimesLookBetter() {
    statistics.answered(reply("", "queue full", 0, 1), 1000, SECOND, true);
    assertThat(statistics.period(SECOND, false).totalSeconds().count()).isZero();
    assertThat(statistics.period(SECOND, false).requestsPerSecond()).isZero();
  }

  @Test
  void nodesTellRepliesFailuresDevicesAndPods() {
    statistics.answered(reply("b", "", 0, 0), SECOND, SECOND, true);
    statistics.answered(reply("a", "", 0, 0), SECOND, SECOND, true);
    statistics.answered(reply("a", "boom", 0, 1), SECOND, SECOND, true);
    statistics.lost("connection lost");
    List<NodePeriod> nodes = statistics.period(SECOND, false).nodes();
    assertThat(nodes).extracting(NodePeriod::node).containsExactly("a", "b");
    NodePeriod a = nodes.get(0);
    assertThat(a.replies()).isEqualTo(2);
    assertThat(a.failures()).isEqualTo(1);
    assertThat(a.runSeconds().count()).isEqualTo(1);
    assertThat(a.devices().top()).containsExactly(new Count("card0", 2));
    assertThat(a.pods().top()).containsExactly(new Count("pod-1", 2));
    assertThat(a.errors().top()).containsExactly(new Count("boom", 1));
  }

  @Test
  void nodeNamesWithoutEndAreCountedTogether() {
    for (int i = 0; i < 1000; i++) {
      statistics.answered(reply("node-" + i, "", 0, 0), SECOND, SECOND, true);
    }
    List<NodePeriod> nodes = statistics.period(SECOND, false).nodes();
    assertThat(nodes).hasSize(Statistics.NODES + 1);
    NodePeriod other = nodes.get(Statistics.NODES);
    assertThat(other.node()).isEqualTo(Statistics.OTHER_NODES);
    assertThat(other.replies()).isEqualTo(1000 - Statistics.NODES);
  }

  @Test
  void errorsAreBounded() {
    for (int i = 0; i < 10_000; i++) {
      statistics.lost("error " + i);
    }
    Period period = statistics.period(SECOND, false);
    assertThat(period.errors().top()).hasSize(Statistics.ERRORS);
    assertThat(period.errors().other()).isEqualTo(10_000 - Statistics.ERRORS);
  }

  @Test
  void emptyPeriodIsAllZeros() {
    Period period = statistics.period(0, false);
    assertThat(period.requestsPerSecond()).isZero();
    assertThat(period.requestsPerSecondLast10s()).isZero();
    assertThat(period.totalSeconds()).isEqualTo(new Timing(0, 0, 0, 0, 0, 0, 0, 0, 0, null));
  }

  @Test
  void copyTellsTheSameAndDoesNotChangeWithTheOriginal() {
    for (int i = 0; i < Statistics.NODES + 2; i++) {
      statistics.started(0, true);
      statistics.answered(reply("node-" + i, "", 0, 0), SECOND, SECOND, true);
      statistics.answered(reply("node-" + i, "boom", 0, 1), SECOND, SECOND, true);
    }
    Statistics copy = statistics.copy();
    Period before = statistics.period(2 * SECOND, false);
    assertThat(copy.period(2 * SECOND, false)).isEqualTo(before);
    statistics.started(0, true);
    statistics.answered(reply("node-0", "", 0, 0), 2 * SECOND, 2 * SECOND, true);
    statistics.answered(reply("new", "bang", 0, 1), 2 * SECOND, 2 * SECOND, true);
    assertThat(copy.period(2 * SECOND, false)).isEqualTo(before);
    assertThat(statistics.period(2 * SECOND, false)).isNotEqualTo(before);
  }
}
