package io.plimsoll.client.fleet;

import io.plimsoll.cli.CommandException;
import java.time.Duration;

/** The set of backend replicas under test. */
public interface Fleet extends AutoCloseable {

  /** Far more pods than anybody has of one deployment; what is more is a slip. */
  int MAX_SIZE = 10_000;

  /** What it is, for titles: {@code local: sleep 0.5}. */
  String name();

  /** How many work items one replica runs at the same time. */
  int slots();

  /** Most replicas that can be asked for. */
  default int maxSize() {
    return MAX_SIZE;
  }

  /** How many replicas are wanted now. */
  int size();

  /**
   * Asks for so many replicas, and does not wait for them. Those that leave finish what they run.
   *
   * @param size 0 to {@link #maxSize}
   * @throws CommandException exit code 3 if it cannot be asked for
   */
  void scaleTo(int size);

  /**
   * How many replicas are ready now: started, and known to the frontend or to the cluster. Those
   * that are leaving count until they have left.
   *
   * @throws CommandException exit code 3 if that cannot be found out
   */
  int ready();

  /**
   * Waits until exactly as many as wanted are ready.
   *
   * @param most how long at most
   * @throws CommandException exit code 3 if they are not ready by then, saying how many are and
   *     what the missing ones say
   */
  void awaitReady(Duration most);

  /** Brings the fleet back to its size from before, whatever has happened. Only once. */
  @Override
  void close();
}
