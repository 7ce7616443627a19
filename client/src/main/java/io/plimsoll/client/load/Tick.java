package io.plimsoll.client.load;

import java.util.List;

/**
 * What happened since the last tick, or since the load began.
 *
 * @param load at the end
 * @param fromSeconds where the interval begins, since the load began
 * @param toSeconds where it ends
 * @param interval nobody else's
 * @param changes what was done to the load in it
 */
public record Tick(
    LoadState load, double fromSeconds, double toSeconds, Interval interval, List<Change> changes) {

  public Tick {
    changes = List.copyOf(changes);
  }
}
