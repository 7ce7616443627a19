package io.plimsoll.replay.report;

import static io.plimsoll.replay.report.Results.MILLI;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class VerdictTest {

  private static final Verdict GOOD =
      new Verdict(1000, 1000, 1000, 990, 10, 100 * MILLI, 0, 10, 0, 0);

  @Test
  void runAtEveryLimitIsStillFaithful() {
    assertThat(GOOD.faithful()).isTrue();
    assertThat(GOOD.invalid()).isFalse();
    assertThat(GOOD.text()).isEqualTo("faithful");
  }

  @Test
  void moreThanOnePercentLateByTheGeneratorIsInvalidAndSaysWhoIsToBlame() {
    Verdict verdict = new Verdict(1000, 1000, 1000, 990, 11, 100 * MILLI, 0, 0, 0, 0);
    assertThat(verdict.invalid()).isTrue();
    assertThat(verdict.faithful()).isFalse();
    assertThat(verdict.text())
        .isEqualTo(
            "invalid: the load generator itself was more than 100ms late for 1.1 % of the requests"
                + " (at most 1 %): these figures say nothing about the server");
  }

  @Test
  void lateForOtherReasonsIsNotFaithfulButValid() {
    Verdict verdict = new Verdict(1000, 1000, 1000, 989, 0, 100 * MILLI, 0, 0, 0, 0);
    assertThat(verdict.invalid()).isFalse();
    assertThat(verdict.text())
        .isEqualTo(
            "not faithful: only 98.9 % of the requests were sent within 10 ms of when they were due"
                + " (at least 99 %)");
  }

  @Test
  void shareIsNeverRoundedUpToWhatWouldDo() {
    Verdict verdict = new Verdict(100_000, 100_000, 100_000, 98_999, 0, 100 * MILLI, 0, 0, 0, 0);
    assertThat(verdict.text()).contains("only 98.9 %");
  }

  @Test
  void oneRequestThatOvertookAnotherIsNotFaithful() {
    Verdict verdict = new Verdict(1000, 1000, 1000, 1000, 0, 100 * MILLI, 1, 0, 0, 0);
    assertThat(verdict.faithful()).isFalse();
    assertThat(verdict.text()).contains("1 requests overtook");
  }

  @Test
  void unexpectedAnswersRequestsNotSentAndFailedRunnersAreNotFaithful() {
    assertThat(new Verdict(1000, 1000, 1000, 1000, 0, 1, 0, 11, 0, 0).text())
        .contains("1.1 % of the answers");
    assertThat(new Verdict(1001, 1001, 1000, 1000, 0, 1, 0, 0, 1, 0).text())
        .contains("1 of 1001 requests were not sent");
    assertThat(GOOD.withFailedRunners(1).text()).isEqualTo("not faithful: 1 runner failed");
    assertThat(GOOD.withFailedRunners(2).text()).isEqualTo("not faithful: 2 runners failed");
  }

  @Test
  void runWithoutRequestsIsFaithful() {
    Verdict none = new Verdict(0, 0, 0, 0, 0, 1, 0, 0, 0, 0);
    assertThat(none.faithful()).isTrue();
    assertThat(none.onTimeShare()).isEqualTo(1);
  }

  @Test
  void runInWhichNothingSucceededHasFailedThoughItWasOnTime() {
    Verdict verdict = new Verdict(11, 0, 11, 11, 0, 1, 0, 0, 0, 0);
    assertThat(verdict.failed()).isTrue();
    assertThat(verdict.text()).isEqualTo("not faithful: no request succeeded");
  }

  @Test
  void runThatWasHeldUpByItsServerHasNotFailedUnlessItDidNotSendAll() {
    assertThat(GOOD.failed()).isFalse();
    assertThat(new Verdict(1000, 1000, 1000, 500, 0, 1, 0, 0, 0, 0).failed()).isFalse();
    assertThat(new Verdict(1000, 999, 999, 999, 0, 1, 0, 0, 1, 0).failed()).isTrue();
    assertThat(new Verdict(1000, 1000, 1000, 1000, 11, 1, 0, 0, 0, 0).failed()).isTrue();
    assertThat(new Verdict(1000, 1000, 1000, 1000, 0, 1, 1, 0, 0, 0).failed()).isTrue();
    assertThat(GOOD.withFailedRunners(1).failed()).isTrue();
  }
}
