package io.plimsoll.client.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.client.load.Counts.Count;
import org.junit.jupiter.api.Test;

class TopCountsTest {

  @Test
  void mostFrequentComesFirst() {
    TopCounts counts = new TopCounts(10);
    counts.count("rare");
    counts.count("often");
    counts.count("often");
    assertThat(counts.counts().top()).containsExactly(new Count("often", 2), new Count("rare", 1));
    assertThat(counts.counts().other()).isZero();
  }

  @Test
  void oneMoreThanShownCountsAsOther() {
    TopCounts counts = new TopCounts(2);
    for (String text : new String[] {"a", "a", "b", "b", "c"}) {
      counts.count(text);
    }
    assertThat(counts.counts())
        .isEqualTo(new Counts(java.util.List.of(new Count("a", 2), new Count("b", 2)), 1));
  }

  @Test
  void millionDifferentErrorsDoNotGrowMemoryAndNoneIsLost() {
    TopCounts counts = new TopCounts(100);
    int most = 0;
    for (int i = 0; i < 1_000_000; i++) {
      counts.count("error number " + i);
      most = Math.max(most, counts.remembered());
    }
    assertThat(most).isEqualTo(1000);
    Counts now = counts.counts();
    assertThat(now.top()).hasSize(100);
    long named = now.top().stream().mapToLong(Count::count).sum();
    assertThat(named + now.other()).isEqualTo(1_000_000);
  }

  @Test
  void errorThatBecomesFrequentAmongManyDifferentOnesIsNamed() {
    TopCounts counts = new TopCounts(100);
    for (int i = 0; i < 50_000; i++) {
      counts.count("only once " + i);
      if (i > 10_000 && i % 10 == 0) {
        counts.count("disk full");
      }
    }
    assertThat(counts.counts().top().get(0)).isEqualTo(new Count("disk full", 3999));
  }

  @Test
  void longTextIsCutButNotInTheMiddleOfACharacter() {
    String long1 = "x".repeat(TopCounts.TEXT_CHARS - 1) + "\uD83D\uDE00" + "y".repeat(1000);
    assertThat(TopCounts.cut(long1)).isEqualTo("x".repeat(TopCounts.TEXT_CHARS - 1) + "...");
    String fits = "z".repeat(TopCounts.TEXT_CHARS);
    assertThat(TopCounts.cut(fits)).isSameAs(fits);
    assertThat(TopCounts.cut(fits + "z")).isEqualTo(fits + "...");
  }
}
