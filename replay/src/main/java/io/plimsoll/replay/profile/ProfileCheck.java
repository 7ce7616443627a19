package io.plimsoll.replay.profile;

import io.plimsoll.replay.partition.Distribution;
import io.plimsoll.replay.partition.Partition;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a profile holds, and everything that is wrong with it.
 *
 * @param violations in the order of the text
 * @param description empty: none
 * @param requests entries before the first that is bad
 * @param durationMillis their last timestamp
 * @param verbs how many requests there are of each verb
 * @param distribution over the runners; null if the profile is bad
 */
public record ProfileCheck(
    Violations violations,
    String description,
    int requests,
    long durationMillis,
    Map<Verb, Long> verbs,
    @Nullable Distribution distribution) {

  /** Whether the profile can be replayed. */
  public boolean isGood() {
    return violations.count() == 0;
  }

  /**
   * Reads a profile to its end.
   *
   * @param in not packed; not closed
   * @param runners to spread it over; 0 = as the profile says
   * @throws IllegalArgumentException if {@code runners} is out of range
   */
  public static ProfileCheck run(InputStream in, int runners) throws IOException, ProfileException {
    if (runners < 0 || runners > Partition.MAX_RUNNERS) {
      throw new IllegalArgumentException(
          "--runners: " + runners + " (expected: 1 to " + Partition.MAX_RUNNERS + ")");
    }
    Counter counter = new Counter();
    Violations violations = ProfileReader.read(in, counter);
    return new ProfileCheck(
        violations,
        counter.description,
        counter.requests,
        counter.durationMillis,
        counter.verbs,
        violations.count() > 0 ? null : counter.distribution(runners));
  }

  /** Keeps the hash of every request, since the number of runners may come after them. */
  private static final class Counter implements ProfileSink {

    private static final int FIRST_CAPACITY = 1024;

    private final Map<Verb, Long> verbs = new EnumMap<>(Verb.class);
    private String description = "";
    private int specRunners;
    private long[] hashes = new long[FIRST_CAPACITY];
    private int requests;
    private long durationMillis;

    @Override
    public void onDescription(String text) {
      description = text;
    }

    @Override
    public void onSpec(ReplaySpec spec) {
      specRunners = spec.runnerCount();
    }

    @Override
    public void onRequest(int index, int line, ReplayRequest request) {
      if (requests == hashes.length) {
        hashes = Arrays.copyOf(hashes, requests + (requests >> 1));
      }
      hashes[requests] = RequestKey.of(request).hash();
      requests++;
      durationMillis = request.timestampMillis();
      verbs.merge(request.verb(), 1L, Long::sum);
    }

    Distribution distribution(int runners) {
      long[] counts = new long[runners > 0 ? runners : specRunners];
      for (int i = 0; i < requests; i++) {
        counts[Partition.runner(hashes[i], counts.length)]++;
      }
      return Distribution.of(counts);
    }
  }
}
