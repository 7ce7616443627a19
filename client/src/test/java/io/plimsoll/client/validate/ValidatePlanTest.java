package io.plimsoll.client.validate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plimsoll.cli.CommandException;
import java.time.Duration;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ValidatePlanTest {

  @Test
  void doublesUpToTheLargestSizeWhichIsTheLastStepInAnyCase() {
    assertThat(ValidatePlan.sizes(null, 2)).containsExactly(1, 2);
    assertThat(ValidatePlan.sizes(null, 8)).containsExactly(1, 2, 4, 8);
    assertThat(ValidatePlan.sizes(null, 12)).containsExactly(1, 2, 4, 8, 12);
    assertThat(ValidatePlan.sizes(null, 10_000)).hasSize(15).endsWith(8192, 10_000);
  }

  @Test
  void takesStepsThatAreNoDoublings() {
    assertThat(ValidatePlan.sizes(List.of(1, 2, 3, 5, 8), 8)).containsExactly(1, 2, 3, 5, 8);
    assertThat(ValidatePlan.sizes(List.of(3, 10_000), 8)).containsExactly(3, 10_000);
  }

  @Test
  void goesUpAndDownInTurn() {
    ValidatePlan plan = plan(1.9, 20, 3, 6);
    assertThat(plan.order(1)).containsExactly(1, 2, 4);
    assertThat(plan.order(2)).containsExactly(4, 2, 1);
    assertThat(plan.order(3)).containsExactly(1, 2, 4);
  }

  @Test
  void stepsThatAreNoGrowthAreRefused() {
    refused(() -> ValidatePlan.sizes(List.of(4), 8), "--steps: 4 (expected: two sizes or more");
    refused(() -> ValidatePlan.sizes(List.of(1, 2, 2), 8), "--steps: 1,2,2 (expected: ");
    refused(() -> ValidatePlan.sizes(List.of(4, 2), 8), "--steps: 4,2 (expected: ");
    refused(() -> ValidatePlan.sizes(List.of(0, 2), 8), "--steps: 0,2 (expected: ");
    refused(() -> ValidatePlan.sizes(List.of(1, 10_001), 8), "ascending, 1 to 10000)");
    refused(() -> ValidatePlan.sizes(null, 1), "--max: 1 (expected: 2 to 10000)");
    refused(() -> ValidatePlan.sizes(null, 10_001), "--max: 10001 (expected: 2 to 10000)");
  }

  @Test
  void figuresOutOfRangeAreRefused() {
    refused(() -> plan(1, 20, 3, 6), "--factor: 1.0 (expected: above 1, at most 2.0)");
    refused(() -> plan(2.01, 20, 3, 6), "--factor: 2.01 (expected: ");
    refused(() -> plan(Double.NaN, 20, 3, 6), "--factor: NaN (expected: ");
    refused(() -> plan(1.9, 0, 3, 6), "--samples: 0 (expected: 1 to 10000)");
    refused(() -> plan(1.9, 10_001, 3, 6), "--samples: 10001 (expected: 1 to 10000)");
    refused(() -> plan(1.9, 20, 0, 6), "--rounds: 0 (expected: 1 to 100)");
    refused(() -> plan(1.9, 20, 101, 101), "--rounds: 101 (expected: 1 to 100)");
    refused(
        () -> plan(1.9, 20, 3, 2), "--max-rounds: 2 (expected: 3, which --rounds sets, to 100)");
    refused(() -> plan(1.9, 20, 3, 101), "--max-rounds: 101 (expected: 3");
    assertThat(plan(2, 10_000, 100, 100).rounds()).isEqualTo(100);
    assertThat(plan(1.01, 1, 1, 1).samples()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({"0.999, false", "1, true", "3600, true", "3600.001, false"})
  void replicasMayTakeFromASecondToAnHour(double seconds, boolean taken) {
    Duration timeout = Duration.ofMillis(Math.round(seconds * 1e3));
    ThrowingCallable plan = () -> new ValidatePlan(List.of(1, 2), 1.9, 20, 3, 6, timeout);
    if (taken) {
      assertThatCode(plan).doesNotThrowAnyException();
    } else {
      refused(plan, "--ready-timeout: " + seconds + " s (expected: 1 s to 1 h)");
    }
  }

  @Test
  void aFleetThatCannotBeSoLargeIsRefusedBeforeAnythingStarts() {
    ValidatePlan plan = plan(1.9, 20, 3, 6);
    plan.checkFor(new TestFleet(4, 25_000));
    refused(
        () -> plan.checkFor(new TestFleet(3, 1)),
        "replicas: 4 (expected: at most 3 of this fleet)");
    refused(
        () -> plan.checkFor(new TestFleet(4, 25_001)),
        "replicas x --slots: 100004 (expected: at most 100000 requests at once)");
  }

  private static ValidatePlan plan(double factor, int samples, int rounds, int maxRounds) {
    return new ValidatePlan(
        List.of(1, 2, 4), factor, samples, rounds, maxRounds, Duration.ofMinutes(2));
  }

  private static void refused(ThrowingCallable what, String message) {
    assertThatThrownBy(what).isInstanceOf(CommandException.class).hasMessageContaining(message);
  }
}
