package io.plimsoll.replay.partition;

/** One of the parts that a profile is split into: that of one runner. */
public record Partition(int runner, int runners) {

  /** As many as one replay may have: each is a worker of the gang, with connections of its own. */
  public static final int MAX_RUNNERS = 1024;

  /** The whole profile. */
  public static final Partition WHOLE = new Partition(0, 1);

  /**
   * Checks the numbers.
   *
   * @param runner 0 to {@code runners - 1}
   * @param runners 1 to {@value #MAX_RUNNERS}
   * @throws IllegalArgumentException if one is out of range
   */
  public Partition {
    requireRunners(runners);
    if (runner < 0 || runner >= runners) {
      throw new IllegalArgumentException(
          "runner: " + runner + " (expected: 0 to " + (runners - 1) + ")");
    }
  }

  /** Whether a request whose object key has this hash belongs to this part. */
  public boolean holds(long hash) {
    return Long.remainderUnsigned(hash, runners) == runner;
  }

  /**
   * The runner that a request belongs to.
   *
   * @param hash {@link Fnv1a#hash64(String)} of its object key
   * @param runners 1 to {@value #MAX_RUNNERS}
   * @return 0 to {@code runners - 1}
   * @throws IllegalArgumentException if {@code runners} is out of range
   */
  public static int runner(long hash, int runners) {
    requireRunners(runners);
    return (int) Long.remainderUnsigned(hash, runners);
  }

  private static void requireRunners(int runners) {
    if (runners < 1 || runners > MAX_RUNNERS) {
      throw new IllegalArgumentException(
          "runners: " + runners + " (expected: 1 to " + MAX_RUNNERS + ")");
    }
  }
}
