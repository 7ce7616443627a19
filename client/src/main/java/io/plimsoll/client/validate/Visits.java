package io.plimsoll.client.validate;

import io.plimsoll.cli.CommandException;
import java.util.concurrent.CancellationException;

/** Measures. What a validation does with a fleet, without what it makes of it. */
interface Visits {

  /**
   * Finds out how long the workload takes with a single request on a single replica, which is the
   * measure of time for all visits. Called once, first.
   *
   * @throws CommandException exit code 1 if the workload fails, 3 if the fleet or the frontend does
   * @throws CancellationException if this thread is interrupted
   */
  void calibrate();

  /**
   * Measures one size of the fleet.
   *
   * @param round from 1
   * @throws CommandException exit code 3 if the fleet or the frontend fails
   * @throws CancellationException if this thread is interrupted
   */
  Measurement visit(int round, int size);
}
