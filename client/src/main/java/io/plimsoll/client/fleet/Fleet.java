package io.plimsoll.client.fleet;

import io.plimsoll.cli.CommandException;
import java.time.Duration;

/** The set of backend replicas under test. */
public interface Fleet extends AutoCloseable {

  /** What it is, for titles: {@code local: sleep 0.5}. */
  String name();

  /** How many work items one replica runs at the same time. */
  int slots();

  /** How many replicas are wanted now. */
  int size();

  /**
   * Asks for so many replicas, and does not wait for them. Those that leave finish what they run.
   *
   * @param size 0 or more
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
