package io.plimsoll.client.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.plimsoll.client.load.Counts.Count;
import io.plimsoll.protocol.Reply;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The same replies, counted by one client and by several. */
class PeriodsTest {

  private static final int CLIENTS = 4;

  private static final int REPLIES = 20_000;

  private static final long SECOND = 1_000_000_000L;

  private final Random random = new Random(42);

  private record Seen(Reply reply, long totalNanos, long lagNanos) {}

  private Seen seen(int id) {
    double wait = -0.05 * Math.log1p(-random.nextDouble());
    double run = 0.02 + 0.01 * random.nextDouble();
    boolean fails = random.nextInt(50) == 0;
    Reply reply =
        new Reply(
            id,
            "pod-" + random.nextInt(9),
            "node-" + random.nextInt(5),
            "card" + random.nextInt(3),
            fails ? "error " + random.nextInt(7) : "",
            0,
            wait,
            run,
            fails ? 1 : 0,
            null,
            List.of());
    long total = Math.round((wait + run) * SECOND) + random.nextInt(1_000_000);
    return new Seen(reply, total, random.nextInt(100_000));
  }

  private static void count(Statistics statistics, Seen seen, long now) {
    statistics.started(seen.lagNanos, true);
    statistics.answered(seen.reply, seen.totalNanos, now, true);
  }

  /** One that saw all, and each of several that saw some. */
  private record Split(Period all, List<Period> parts) {}

  private Split split() {
    Statistics all = new Statistics(0);
    List<Statistics> parts =
        IntStream.range(0, CLIENTS).mapToObj(client -> new Statistics(0)).toList();
    for (int i = 0; i < REPLIES; i++) {
      Seen seen = seen(i);
      long now = 20 * SECOND * (i + 1) / REPLIES;
      count(all, seen, now);
      // Not the same number for each: the first has half of them.
      int client = Math.min(CLIENTS - 1, Integer.numberOfTrailingZeros(random.nextInt(16) | 8));
      count(parts.get(client), seen, now);
    }
    return new Split(
        all.period(20 * SECOND, true),
        parts.stream().map(part -> part.period(20 * SECOND, true)).toList());
  }

  @Test
  void whatFourClientsSawIsWhatOneWouldHaveSeen() {
    Split split = split();

    Period merged = Periods.merge(split.parts);

    assertThat(merged)
        .usingRecursiveComparison()
        // Sums of fractions depend on the order in the last digit.
        .ignoringFields("requestsPerSecondLast10s")
        .isEqualTo(split.all);
    assertThat(merged.requestsPerSecondLast10s())
        .isCloseTo(split.all.requestsPerSecondLast10s(), within(1e-6));
    assertThat(merged.waitSeconds().count() + merged.failed()).isEqualTo(REPLIES);
  }

  @Test
  void neitherOrderNorGroupingOfTheClientsChangesAnything() {
    List<Period> parts = split().parts;
    Period together = Periods.merge(parts);

    List<Period> backwards = new ArrayList<>(parts);
    Collections.reverse(backwards);
    Period inPairs =
        Periods.merge(
            List.of(Periods.merge(parts.subList(0, 2)), Periods.merge(parts.subList(2, CLIENTS))));

    for (Period other : List.of(Periods.merge(backwards), inPairs)) {
      assertThat(other)
          .usingRecursiveComparison()
          .ignoringFields("requestsPerSecondLast10s")
          .isEqualTo(together);
    }
  }

  /** The mean of the 99th percentiles of a slow and a fast client is nobody's 99th percentile. */
  @Test
  void aPercentileOfTheWholeIsNoMeanOfPercentiles() {
    Statistics slow = new Statistics(0);
    Statistics fast = new Statistics(0);
    for (int i = 0; i < 100; i++) {
      slow.answered(success(1), SECOND, SECOND, true);
    }
    for (int i = 0; i < 9_900; i++) {
      fast.answered(success(0), SECOND / 1000, SECOND, true);
    }

    Period merged = Periods.merge(List.of(slow.period(SECOND, true), fast.period(SECOND, true)));

    assertThat(merged.totalSeconds().p99()).isCloseTo(0.001, within(1e-6));
    assertThat(merged.totalSeconds().p999()).isEqualTo(1);
  }

  private static Reply success(double wait) {
    return new Reply(0, "", "", "", "", 0, wait, 0, 0, null, List.of());
  }

  /** A text that each of two left out as too rare is among the others of the whole. */
  @Test
  void textsBeyondTheLimitAreCountedTogether() {
    Statistics first = new Statistics(0);
    Statistics second = new Statistics(0);
    IntStream.range(0, Statistics.ERRORS).forEach(i -> twice(first, "a" + i));
    IntStream.range(0, Statistics.ERRORS).forEach(i -> second.lost("b" + i));

    Counts errors =
        Periods.merge(Stream.of(first, second).map(part -> part.period(SECOND, true)).toList())
            .errors();

    assertThat(errors.top()).hasSize(Statistics.ERRORS).contains(new Count("a99", 2));
    assertThat(errors.top()).allMatch(count -> count.name().startsWith("a"));
    assertThat(errors.other()).isEqualTo(Statistics.ERRORS);
  }

  private static void twice(Statistics statistics, String error) {
    statistics.lost(error);
    statistics.lost(error);
  }

  @Test
  void figuresWithoutHistogramsCannotBeMerged() {
    Statistics part = new Statistics(0);
    part.answered(success(0), SECOND, SECOND, true);
    Period without = part.period(SECOND, false);

    assertThatThrownBy(() -> Periods.merge(List.of(without, without)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("histogram: missing (expected: one, to merge)");
  }
}
