package io.plimsoll.standin.kfp;

import io.plimsoll.standin.fault.Spread;
import org.jspecify.annotations.Nullable;

/**
 * What runs do, and who may ask.
 *
 * @param multiUser whether users are kept apart: requests must name their user, runs their
 *     experiment
 * @param pending how long a run waits before it starts
 * @param runTime how long it runs then
 * @param failShare share of runs that fail, 0 to 1
 */
public record KfpSettings(boolean multiUser, Spread pending, Spread runTime, double failShare) {

  /** For one user; runs of five seconds after one, none fails. */
  public static final KfpSettings DEFAULT =
      new KfpSettings(false, Spread.parse("pending", "1s"), Spread.parse("run time", "5s"), 0);

  public KfpSettings {
    if (!(failShare >= 0 && failShare <= 1)) {
      throw new IllegalArgumentException("failShare: " + failShare + " (expected: 0 to 1)");
    }
  }

  /** The same with other times. */
  public KfpSettings withTimes(String otherPending, String otherRunTime) {
    return new KfpSettings(
        multiUser,
        Spread.parse("pending", otherPending),
        Spread.parse("run time", otherRunTime),
        failShare);
  }

  /** The same with another share of failures. */
  public KfpSettings withFailShare(double other) {
    return new KfpSettings(multiUser, pending, runTime, other);
  }

  /** The same for one user or several. */
  public KfpSettings withMultiUser(boolean other) {
    return new KfpSettings(other, pending, runTime, failShare);
  }

  /** That of an object; with one user it is empty, whatever is asked for. */
  String namespace(@Nullable String given) {
    return given == null || !multiUser ? "" : given;
  }

  /**
   * The same, where with several users there must be one.
   *
   * @throws io.plimsoll.standin.store.ApiException 400 if there is none
   */
  String required(@Nullable String given) {
    String namespace = namespace(given);
    if (multiUser && namespace.isEmpty()) {
      throw KfpErrors.invalid("A namespace cannot be empty in multi-user mode");
    }
    return namespace;
  }
}
