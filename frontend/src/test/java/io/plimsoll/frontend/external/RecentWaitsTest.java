package io.plimsoll.frontend.external;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RecentWaitsTest {

  private static final long SECOND = 1_000_000_000L;

  /** Clocks that count nanoseconds may stand anywhere. */
  private long now = Long.MAX_VALUE - 100 * SECOND;

  private final RecentWaits waits = new RecentWaits(now);

  private void add(double seconds) {
    waits.add("sleep", seconds, now);
  }

  private double longest() {
    return waits.longest("sleep", now);
  }

  @Test
  void askingTakesNothingFromWhoAsksNext() {
    add(3);
    assertThat(longest()).isEqualTo(3);
    assertThat(longest()).isEqualTo(3);
    add(1);
    assertThat(longest()).isEqualTo(3);
    assertThat(waits.longest("other", now)).isZero();
  }

  @Test
  void waitIsSeenForAMinuteAndNotMuchLonger() {
    now += 7 * SECOND;
    add(3);
    now += 60 * SECOND;
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
   * Against a list of all that was added: never less than the last minute, never more than 65 s.
   */
  @Test
  void longestIsThatOfTheLastMinuteHoweverOftenItIsAddedTo() {
    record Wait(long atNanos, double seconds) {}
    Random random = new Random(7);
    Deque<Wait> all = new ArrayDeque<>();
    for (int i = 0; i < 20_000; i++) {
      now += random.nextInt(10) == 0 ? random.nextLong(30 * SECOND) : random.nextLong(SECOND);
      if (random.nextBoolean()) {
        double seconds = -Math.log(random.nextDouble());
        add(seconds);
        all.add(new Wait(now, seconds));
      }
      all.removeIf(wait -> now - wait.atNanos() >= 65 * SECOND);
      double least =
          all.stream()
              .filter(wait -> now - wait.atNanos() <= 60 * SECOND)
              .mapToDouble(Wait::seconds)
              .max()
              .orElse(0);
      double most = all.stream().mapToDouble(Wait::seconds).max().orElse(0);
      assertThat(longest()).isBetween(least, most);
    }
  }
}
