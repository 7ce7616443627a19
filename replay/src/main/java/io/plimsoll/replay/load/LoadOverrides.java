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

  /** Checks the ranges. */
  public LoadOverrides {
    if (rate != null && !(rate >= 0 && rate <= LoadReader.MAX_RATE)) {
      throw new IllegalArgumentException(
          "--rate: " + rate + " (expected: a number from 0 to " + (long) LoadReader.MAX_RATE + ")");
    }
    check("--total", total, LoadReader.MAX_TOTAL);
    check("--duration", durationSeconds, LoadReader.MAX_SECONDS);
    check("--conns", conns == null ? null : (long) conns, LoadReader.MAX_CONNS);
    check("--client", client == null ? null : (long) client, LoadReader.MAX_CLIENTS);
  }

  private static void check(String name, @Nullable Long value, long max) {
    if (value != null && (value < 1 || value > max)) {
      throw new IllegalArgumentException(
          name + ": " + value + " (expected: a whole number from 1 to " + max + ")");
    }
  }

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
            rate == null ? spec.rate() : rate,
            newEnd ? (total == null ? 0 : total) : spec.total(),
            newEnd ? (durationSeconds == null ? 0 : durationSeconds) : spec.durationSeconds(),
            conns == null ? spec.conns() : conns,
            client == null ? spec.client() : client,
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
}
