package io.plimsoll.backend.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;

import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.util.concurrent.MockTicker;
import io.netty.util.concurrent.Ticker;
import io.plimsoll.cli.CommandException;
import io.plimsoll.cli.ExitCode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SleepWorkloadTest {

  private final MockTicker clock = Ticker.newMockTicker();
  private final EmbeddedChannel channel = EmbeddedChannel.builder().ticker(clock).build();
  private final List<Outcome> outcomes = new ArrayList<>();

  @AfterEach
  void close() {
    channel.close();
  }

  private Workload sleep(String... commandLine) {
    return WorkloadCatalog.find(
        "sleep",
        new WorkloadContext(channel.eventLoop(), List.of(commandLine), Path.of("."), false, false));
  }

  private Run start(Workload workload, long limitNanos, String... args) {
    return workload.start(new Order(List.of(args), limitNanos), outcomes::add);
  }

  private void pass(long millis) {
    clock.advance(millis, TimeUnit.MILLISECONDS);
    channel.runPendingTasks();
    channel.runScheduledPendingTasks();
  }

  @Test
  void sleepsForTheTimeRequestedAndReportsHowLongItTook() {
    start(sleep(), 0, "200ms", "ignored");
    pass(199);
    assertThat(outcomes).isEmpty();
    pass(1);
    assertThat(outcomes).containsExactly(Outcome.success(200_000_000));
  }

  @Test
  void theTimeOnTheCommandLineOverridesTheRequests() {
    start(sleep("0.1", "--seed", "7"), 0, "0.1", "--seed", "7", "60");
    pass(100);
    assertThat(outcomes).containsExactly(Outcome.success(100_000_000));
  }

  @Test
  void anOptionAfterTheWorkloadIsBadUsageAndToldToComeBeforeIt() {
    for (String[] args :
        new String[][] {
          {"0.1", "-foo"},
          {"0.1", "--seed", "7", "-foo"},
          {"--seed=7", "0.1", "-foo", "x"}
        }) {
      CommandException error = catchThrowableOfType(CommandException.class, () -> sleep(args));
      assertThat(error)
          .hasMessage(
              "sleep: unexpected argument '-foo'"
                  + " (expected: options before WORKLOAD, one time, --seed N)");
      assertThat(error.exitCode()).isEqualTo(ExitCode.USAGE);
    }
    assertThatThrownBy(() -> sleep("0.1", "0.2"))
        .isInstanceOf(CommandException.class)
        .hasMessageStartingWith("sleep: unexpected argument '0.2'");
  }

  @Test
  void whatComesAfterTheTimeInARequestIsIgnored() {
    start(sleep("0.1"), 0, "0.1", "60", "-foo");
    start(sleep(), 0, "0.1", "60", "-foo");
    pass(100);
    assertThat(outcomes)
        .containsExactly(Outcome.success(100_000_000), Outcome.success(100_000_000));
  }

  @Test
  void theRequestCannotChooseTheSeed() {
    start(sleep("--seed=7"), 0, "--seed=7", "--seed", "8");
    pass(0);
    assertThat(outcomes).hasSize(1);
    assertThat(outcomes.get(0).error()).startsWith("sleep: '--seed' (expected: seconds");
  }

  @Test
  void aSleepLongerThanItsLimitTimesOut() {
    start(sleep(), 50_000_000, "0.0500001");
    pass(50);
    assertThat(outcomes).containsExactly(Outcome.timeout(50_000_000, 50_000_000, null));
    outcomes.clear();
    start(sleep(), 50_000_000, "0.05");
    pass(50);
    assertThat(outcomes).containsExactly(Outcome.success(50_000_000));
  }

  @Test
  void aStoppedSleepIsReportedOnce() {
    Run run = start(sleep(), 0, "1");
    pass(400);
    run.stop("told to");
    run.stop("told again");
    pass(1000);
    assertThat(outcomes).containsExactly(Outcome.failure("told to", 400_000_000));
    run.stop("too late");
    pass(1);
    assertThat(outcomes).hasSize(1);
  }

  @Test
  void noTimeOrABadOneIsAnErrorThatSaysWhatIsExpected() {
    start(sleep(), 0);
    start(sleep(), 0, "soon");
    start(sleep(), 0, "exp:");
    pass(0);
    assertThat(outcomes).allMatch(outcome -> outcome.retcode() == 1).hasSize(3);
    assertThat(outcomes.get(0).error()).startsWith("sleep: no time (expected: seconds");
    assertThat(outcomes.get(1).error()).startsWith("sleep: 'soon' (expected: seconds");
    assertThat(outcomes.get(2).error()).startsWith("sleep: 'exp:' (expected: seconds");
  }

  @Test
  void aBadTimeOrSeedOnTheCommandLineIsBadUsage() {
    for (String[] args : new String[][] {{"soon"}, {"1", "--seed"}, {"--seed=a"}}) {
      assertThatThrownBy(() -> sleep(args)).isInstanceOf(CommandException.class);
    }
  }

  @Test
  void exponentialTimesHaveTheirMeanAndSpread() {
    SleepTime time = SleepTime.parse("exp:50ms");
    SplittableRandom random = new SplittableRandom(42);
    int n = 100_000;
    double sum = 0;
    double squares = 0;
    for (int i = 0; i < n; i++) {
      double millis = time.draw(random) / 1e6;
      sum += millis;
      squares += millis * millis;
    }
    double mean = sum / n;
    // Of an exponential distribution the standard deviation equals the mean.
    assertThat(mean).isCloseTo(50, within(0.8));
    assertThat(Math.sqrt(squares / n - mean * mean)).isCloseTo(50, within(1.5));
  }

  @Test
  void theSameSeedGivesTheSameTimes() {
    List<Long> first = drawn("--seed", "5");
    assertThat(drawn("--seed", "5")).isEqualTo(first);
    assertThat(drawn("--seed=6")).isNotEqualTo(first);
  }

  private List<Long> drawn(String... seed) {
    List<String> args = new ArrayList<>(List.of(seed));
    args.add("exp:1");
    String[] all = args.toArray(String[]::new);
    Workload workload = sleep(all);
    outcomes.clear();
    for (int i = 0; i < 5; i++) {
      start(workload, 0, all);
    }
    while (outcomes.size() < 5) {
      pass(1);
    }
    return outcomes.stream().map(outcome -> outcome.runNanos()).toList();
  }
}
