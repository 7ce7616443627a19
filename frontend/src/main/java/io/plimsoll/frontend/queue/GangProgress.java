package io.plimsoll.frontend.queue;

import io.plimsoll.protocol.Limits;
import io.plimsoll.protocol.Progress;
import io.plimsoll.protocol.Progress.Phase;
import java.util.Arrays;

/** How far the runners of one gang have come, together. */
final class GangProgress {

  private final long[] done;
  private final long[] total;
  private final long[] failed;

  GangProgress(int runners) {
    done = new long[runners];
    total = new long[runners];
    failed = new long[runners];
  }

  /** What one runner says of itself. */
  void of(int runner, Progress progress) {
    done[runner] = progress.done();
    total[runner] = progress.total();
    failed[runner] = progress.failed();
  }

  /** The sum over all runners; of those that have said nothing yet it knows nothing. */
  Progress sum() {
    return new Progress(Progress.NO_ID, Phase.RUNNING, sum(done), sum(total), sum(failed));
  }

  /** 1,024 times the largest count just fits a {@code long}, but not the wire. */
  private static long sum(long[] counts) {
    return Math.min(Limits.MAX_ID, Arrays.stream(counts).sum());
  }
}
