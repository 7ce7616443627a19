package io.plimsoll.backend.workload;

import io.plimsoll.protocol.RawJson;
import io.plimsoll.protocol.Reply;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How one run ended.
 *
 * @param retcode exit code, 0 = success
 * @param error why it failed; empty when it did not, or when the exit code says all
 * @param timeoutSeconds greater than 0: the limit that the run ran into
 * @param runNanos how long it ran
 * @param result what there is to report beside the exit code
 * @param truncated names of what was dropped from {@code result} to make it fit
 * @param device what it ran on, if the workload chose that; empty = the slot's device
 * @param lateSeconds how long after the time that it was to begin it began
 */
public record Outcome(
    int retcode,
    String error,
    double timeoutSeconds,
    long runNanos,
    @Nullable RawJson result,
    List<String> truncated,
    String device,
    double lateSeconds) {

  /** The exit code of a run that ran into its limit, as of the shell command {@code timeout}. */
  public static final int TIMEOUT_RETCODE = 124;

  public Outcome {
    truncated = List.copyOf(truncated);
  }

  /** On the slot's device. */
  public Outcome(
      int retcode,
      String error,
      double timeoutSeconds,
      long runNanos,
      @Nullable RawJson result,
      List<String> truncated) {
    this(retcode, error, timeoutSeconds, runNanos, result, truncated, "", 0);
  }

  /** Nothing was dropped from the result. */
  public Outcome(
      int retcode, String error, double timeoutSeconds, long runNanos, @Nullable RawJson result) {
    this(retcode, error, timeoutSeconds, runNanos, result, List.of());
  }

  /** The same on this device. */
  public Outcome on(String chosen) {
    return new Outcome(
        retcode, error, timeoutSeconds, runNanos, result, truncated, chosen, lateSeconds);
  }

  /** The same, begun so long after it was to begin. */
  public Outcome late(double seconds) {
    return new Outcome(
        retcode, error, timeoutSeconds, runNanos, result, truncated, device, seconds);
  }

  /** The work was done. */
  public static Outcome success(long runNanos) {
    return new Outcome(0, "", 0, runNanos, null);
  }

  /** The work could not be begun, or was ended early. */
  public static Outcome failure(String error, long runNanos) {
    return new Outcome(Reply.ERROR_RETCODE, error, 0, runNanos, null);
  }

  /** The run was ended at its limit. */
  public static Outcome timeout(long limitNanos, long runNanos, @Nullable RawJson result) {
    double seconds = limitNanos / 1e9;
    String error = "timeout: the workload ran into its limit of " + seconds + " s";
    return new Outcome(TIMEOUT_RETCODE, error, seconds, runNanos, result);
  }
}
