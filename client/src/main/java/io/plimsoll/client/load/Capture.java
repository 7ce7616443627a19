package io.plimsoll.client.load;

/**
 * What a {@link Snapshot} is made of. Taken on the load's event loop, which costs copies of some
 * tables; the percentiles are worked out wherever there is time for it, once.
 *
 * @param load what is driven
 * @param statistics nobody else's
 * @param now when it was taken
 */
record Capture(LoadState load, Statistics statistics, long now) {

  Snapshot snapshot() {
    return new Snapshot(load, statistics.period(now, false));
  }

  /** With histograms. */
  Snapshot detailed() {
    return new Snapshot(load, statistics.period(now, true));
  }
}
