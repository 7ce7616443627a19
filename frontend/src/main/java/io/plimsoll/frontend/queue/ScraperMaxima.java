package io.plimsoll.frontend.queue;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Maxima since each scraper's last scrape, so that scrapers do not steal each other's.
 *
 * <p>What is measured goes into one open period; a scrape closes it and folds it into every
 * scraper's own. So a measurement costs the same however many scrapers there are.
 *
 * <p>A scraper that is not known gets at least the last 10 minutes: that long one is remembered, so
 * nobody who comes more often misses anything. It gets nothing that somebody was given more than 30
 * minutes ago.
 */
final class ScraperMaxima {

  /** Prometheus in pairs, an autoscaler, some people: the least recently seen goes. */
  static final int SCRAPERS = 16;

  /** After this time a scraper is forgotten. */
  static final long MEMORY_NANOS = 600_000_000_000L;

  private static final class Scraper {
    Maxima since = new Maxima();
    long seenNanos;
  }

  private final Map<String, Scraper> scrapers = new LinkedHashMap<>(SCRAPERS, 0.75f, true);
  private Maxima open = new Maxima();
  private Maxima recent = new Maxima();
  private Maxima lessRecent = new Maxima();
  private long recentSinceNanos;

  ScraperMaxima(long now) {
    this.recentSinceNanos = now;
  }

  /** The open period, to be added to. */
  Maxima open() {
    return open;
  }

  /** What happened since the last call for the same scraper. */
  Maxima scrape(String key, long now) {
    closePeriod(now);
    scrapers.values().removeIf(s -> now - s.seenNanos > MEMORY_NANOS);
    Scraper scraper = scrapers.get(key);
    Maxima result;
    if (scraper == null) {
      if (scrapers.size() == SCRAPERS) {
        scrapers.remove(scrapers.keySet().iterator().next());
      }
      scraper = new Scraper();
      scrapers.put(key, scraper);
      result = recent.copy();
      result.merge(lessRecent);
    } else {
      result = scraper.since;
      scraper.since = new Maxima();
    }
    scraper.seenNanos = now;
    return result;
  }

  private void closePeriod(long now) {
    // Rotated before the open period goes in, so that what just happened is recent.
    if (now - recentSinceNanos > MEMORY_NANOS) {
      lessRecent = now - recentSinceNanos > 2 * MEMORY_NANOS ? new Maxima() : recent;
      recent = new Maxima();
      recentSinceNanos = now;
    }
    recent.merge(open);
    for (Scraper scraper : scrapers.values()) {
      scraper.since.merge(open);
    }
    open = new Maxima();
  }
}
