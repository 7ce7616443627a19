package io.plimsoll.frontend.external;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RecentMaximaTest {

  private static final long SECOND = 1_000_000_000L;

  /** Clocks that count nanoseconds may stand anywhere. */
  private long now = Long.MAX_VALUE - 100 * SECOND;

  private final RecentMaxima maxima = new RecentMaxima(now);

  private void add(double seconds) {
    maxima.add("sleep", Metric.MAX_WAIT, seconds, now);
  }

  private double longest() {
    return maxima.maximum("sleep", Metric.MAX_WAIT, now);
  }

  @Test
  void askingTakesNothingFromWhoAsksNext() {
    add(3);
    assertThat(longest()).isEqualTo(3);
    assertThat(longest()).isEqualTo(3);
    add(1);
    assertThat(longest()).isEqualTo(3);
    assertThat(maxima.maximum("other", Metric.MAX_WAIT, now)).isZero();
    assertThat(maxima.maximum("sleep", Metric.MAX_RUN, now)).isZero();
  }

  @Test
  void waitIsSeenForHalfAMinuteAndNotMuchLonger() {
    now += 7 * SECOND;
    add(3);
    now += 30 * SECOND;
    assertThat(longest()).isEqualTo(3);
    now += 5 * SECOND;
    assertThat(longest()).isZero();
  }

  @Test
  void queueThatNobodyAskedForHoursStartsAnew() {
    add(3);
    now += 7200 * SECOND;
    assertThat(longest()).isZero();
    add(2);
    assertThat(longest()).isEqualTo(2);
  }

  /**
   * Against a list of all that was added: never less than the last half minute, never more than 35
   * s.
   */
  @Test
  void longestIsThatOfTheLastHalfMinuteHoweverOftenItIsAddedTo() {
    record Wait(long atNanos, double seconds) {}
    Random random = new Random(7);
    Deque<Wait> all = new ArrayDeque<>();
    for (int i = 0; i < 20_000; i++) {
      now += random.nextInt(10) == 0 ? random.nextLong(15 * SECOND) : random.nextLong(SECOND);
      if (random.nextBoolean()) {
        double seconds = -Math.log(random.nextDouble());
        add(seconds);
        all.add(new Wait(now, seconds));
      }
      all.removeIf(wait -> now - wait.atNanos() >= 35 * SECOND);
      double least =
          all.stream()
              .filter(wait -> now - wait.atNanos() <= 30 * SECOND)
              .mapToDouble(Wait::seconds)
              .max()
              .orElse(0);
      double most = all.stream().mapToDouble(Wait::seconds).max().orElse(0);
      assertThat(longest()).isBetween(least, most);
    }
  }
}
