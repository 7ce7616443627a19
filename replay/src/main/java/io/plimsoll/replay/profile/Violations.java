package io.plimsoll.replay.profile;

import java.util.ArrayList;
import java.util.List;

/** Collects what is wrong with a profile. */
public final class Violations {

  /** More than anyone reads; a profile of a million bad entries must not fill the memory. */
  public static final int MAX_KEPT = 1000;

  private final List<Violation> kept = new ArrayList<>();
  private long count;

  void add(Violation violation) {
    count++;
    if (kept.size() < MAX_KEPT) {
      kept.add(violation);
    }
  }

  /** The first ones, in the order of the text. */
  public List<Violation> kept() {
    return List.copyOf(kept);
  }

  /** How many there are in all. */
  public long count() {
    return count;
  }

  /** Ends with an exception if there are any. */
  public void throwIfAny() throws ProfileException {
    if (count > 0) {
      throw new ProfileException(kept, count);
    }
  }
}
