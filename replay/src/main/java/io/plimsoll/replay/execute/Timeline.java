package io.plimsoll.replay.execute;

import io.plimsoll.replay.profile.LoadedProfile;
import io.plimsoll.replay.profile.Verb;
import io.plimsoll.replay.schedule.Entries;

/** A profile as a schedule sees it, at a speed. */
final class Timeline implements Entries {

  private static final double NANOS_PER_MILLI = 1e6;

  private final LoadedProfile profile;
  private final double nanosPerMilli;

  Timeline(LoadedProfile profile, double speed) {
    this.profile = profile;
    nanosPerMilli = NANOS_PER_MILLI / speed;
  }

  @Override
  public int size() {
    return profile.size();
  }

  @Override
  public int objects() {
    return profile.objects();
  }

  @Override
  public long dueNanos(int index) {
    return nanos(profile.timestampMillis(index));
  }

  @Override
  public int object(int index) {
    return profile.object(index);
  }

  @Override
  public boolean isWatch(int index) {
    return profile.verb(index) == Verb.WATCH;
  }

  /** When the last request of the whole profile is due. */
  long durationNanos() {
    return nanos(profile.durationMillis());
  }

  private long nanos(long millis) {
    return Math.round(millis * nanosPerMilli);
  }
}
