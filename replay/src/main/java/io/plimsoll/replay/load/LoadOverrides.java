package io.plimsoll.replay.load;

import io.plimsoll.replay.profile.ContentType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Values of the command line that replace those of a profile with one stage; null = as in the
 * profile. A new total takes the place of a duration, and the other way round.
 */
public record LoadOverrides(
    @Nullable Double rate,
    @Nullable Long total,
    @Nullable Long durationSeconds,
    @Nullable Integer conns,
    @Nullable Integer client,
    @Nullable ContentType contentType) {

  /** Nothing replaced. */
  public static final LoadOverrides NONE = new LoadOverrides(null, null, null, null, null, null);

  LoadProfile apply(LoadProfile profile) {
    if (equals(NONE)) {
      return profile;
    }
    if (profile.specs().size() != 1) {
      throw new IllegalArgumentException(
          first()
              + ": set, but the profile has "
              + profile.specs().size()
              + " specs (expected: a profile with one)");
    }
    LoadSpec spec = profile.specs().get(0);
    boolean newEnd = total != null || durationSeconds != null;
    LoadSpec changed =
        new LoadSpec(
            rate == null ? spec.rate() : checkRate(rate),
            !newEnd
                ? spec.total()
                : total == null ? 0 : check("--total", total, LoadReader.MAX_TOTAL),
            !newEnd
                ? spec.durationSeconds()
                : durationSeconds == null
                    ? 0
                    : check("--duration", durationSeconds, LoadReader.MAX_SECONDS),
            conns == null ? spec.conns() : (int) check("--conns", conns, LoadReader.MAX_CONNS),
            client == null
                ? spec.client()
                : (int) check("--client", client, LoadReader.MAX_CLIENTS),
            contentType == null ? spec.contentType() : contentType,
            spec.disableHttp2(),
            spec.maxRetries(),
            spec.requests());
    return new LoadProfile(profile.description(), List.of(changed), profile.warnings());
  }

  private String first() {
    return rate != null
        ? "--rate"
        : total != null
            ? "--total"
            : durationSeconds != null
                ? "--duration"
                : conns != null ? "--conns" : client != null ? "--client" : "--content-type";
  }

  private static double checkRate(double rate) {
    if (rate >= 0 && rate <= LoadReader.MAX_RATE) {
      return rate;
    }
    throw new IllegalArgumentException(
        "--rate: " + rate + " (expected: a number from 0 to " + (long) LoadReader.MAX_RATE + ")");
  }

  private static long check(String name, long value, long max) {
    if (value >= 1 && value <= max) {
      return value;
    }
    throw new IllegalArgumentException(
        name + ": " + value + " (expected: a whole number from 1 to " + max + ")");
  }
}
