package io.plimsoll.backend.workload;

import io.plimsoll.replay.profile.ProfileException;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * What runs of one profile in this process: one part for each runner. Used by one thread at a time.
 *
 * @param <O> what one part leaves
 */
interface ProfileParts<O> extends AutoCloseable {

  /** What is run, in error texts: {@code replay} or {@code load}. */
  String noun();

  /** Whether preparing was all there is to do. */
  boolean isDone();

  /**
   * Loads and connects. Blocks.
   *
   * @param runner which runner, from 0
   * @param runners of how many; 0 = as the command line says, else all of them
   * @param listeners makes the listener of the part of that number
   */
  void prepare(int runner, int runners, IntFunction<PartListener<O>> listeners)
      throws IOException, ProfileException, InterruptedException;

  /** How many parts were prepared. */
  int size();

  /** Starts to send. Does not block. */
  void start();

  /** Ends what has been started. Does not block. */
  void cancel();

  /**
   * The report of what was done. Blocks.
   *
   * @param outcomes one for each part, in order
   * @param asRunner whether somebody else puts several reports together
   */
  ReportSummary summary(List<O> outcomes, @Nullable Instant startedAt, boolean asRunner);

  /** Frees everything. Blocks. */
  @Override
  void close();
}
