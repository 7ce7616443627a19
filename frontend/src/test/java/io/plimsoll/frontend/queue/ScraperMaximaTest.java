package io.plimsoll.frontend.queue;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScraperMaximaTest {

  private static final long SECOND = 1_000_000_000L;
  private static final long MINUTE = 60 * SECOND;

  private long now = -MINUTE;
  private final ScraperMaxima maxima = new ScraperMaxima(now);

  @Test
  void twoScrapersDoNotStealEachOthersMaximum() {
    scrape("a");
    scrape("b");
    waited(3);
    assertThat(scrape("a")).isEqualTo(3);
    waited(2);
    assertThat(scrape("b")).isEqualTo(3);
    assertThat(scrape("a")).isEqualTo(2);
    assertThat(scrape("a")).isZero();
    assertThat(scrape("b")).isZero();
  }

  @Test
  void scraperThatComesForTheFirstTimeSeesWhatHappenedRecently() {
    waited(3);
    scrape("a");
    now += MINUTE;
    assertThat(scrape("b")).isEqualTo(3);
    assertThat(scrape("b")).isZero();
    now += 21 * MINUTE;
    scrape("a");
    assertThat(scrape("c")).isZero();
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "1, 3"})
  void scraperIsRememberedForTenMinutesAndThenLikeANewOne(long nanosMore, double seen) {
    scrape("a");
    now += 5 * MINUTE;
    waited(3);
    assertThat(scrape("a")).isEqualTo(3);
    now += 9 * MINUTE;
    scrape("b");
    now += MINUTE + nanosMore;
    assertThat(scrape("a")).isEqualTo(seen);
  }

  @Test
  void seventeenthScraperTakesThePlaceOfTheOneThatWasNotSeenForLongest() {
    for (int i = 0; i < 16; i++) {
      scrape("s" + i);
    }
    waited(5);
    assertThat(scrape("s0")).isEqualTo(5);
    scrape("new"); // In place of s1.
    assertThat(scrape("s0")).isZero();
    assertThat(scrape("s2")).isEqualTo(5);
    assertThat(scrape("s2")).isZero();
    assertThat(scrape("s1")).isEqualTo(5);
    waited(1);
    assertThat(scrape("s1")).isEqualTo(1);
  }

  private record Event(long at, double seconds) {}

  /**
   * Every event is kept and looked through. A known scraper gets exactly what happened since its
   * last scrape; an unknown one at least the last 10 minutes, and nothing that was scraped by
   * anybody more than 30 minutes ago.
   */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void anyMixOfScrapersAgreesWithAListOfAllEvents(long seed) {
    Random random = new Random(seed);
    List<Event> events = new ArrayList<>();
    LinkedHashMap<String, Integer> known = new LinkedHashMap<>(16, 0.75f, true);
    Map<String, Long> seen = new HashMap<>();
    TreeSet<Long> scrapes = new TreeSet<>(List.of(Long.MIN_VALUE));
    for (int step = 0; step < 4000; step++) {
      now += (long) (random.nextDouble() * (random.nextInt(40) == 0 ? 15 : 1) * MINUTE);
      if (random.nextBoolean()) {
        double seconds = random.nextInt(1_000_000);
        events.add(new Event(now, seconds));
        waited(seconds);
        continue;
      }
      String who = "s" + random.nextInt(random.nextInt(20) + 1);
      known.keySet().removeIf(k -> now - seen.getOrDefault(k, 0L) > 10 * MINUTE);
      Integer from = known.get(who);
      double got = scrape(who);
      String at = "seed " + seed + ", step " + step;
      if (from != null) {
        assertThat(got).as(at).isEqualTo(longest(events.subList(from, events.size())));
      } else {
        double least = longest(since(events, now - 10 * MINUTE));
        double most = longest(since(events, requireNonNull(scrapes.lower(now - 30 * MINUTE)) + 1));
        assertThat(got).as(at).isBetween(least, most);
        if (known.size() == ScraperMaxima.SCRAPERS) {
          known.remove(known.keySet().iterator().next());
        }
      }
      known.put(who, events.size());
      seen.put(who, now);
      scrapes.add(now);
    }
  }

  private static List<Event> since(List<Event> events, long from) {
    return events.stream().filter(e -> e.at() >= from).toList();
  }

  private static double longest(List<Event> events) {
    return events.stream().mapToDouble(Event::seconds).max().orElse(0);
  }

  private void waited(double seconds) {
    maxima.open().waited(seconds);
  }

  private double scrape(String who) {
    return maxima.scrape(who, now).waitSeconds();
  }
}
