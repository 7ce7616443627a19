package io.plimsoll.client.load;

import io.plimsoll.cli.CommandException;
import io.plimsoll.protocol.QueueNames;
import java.time.Duration;
import java.util.List;

/**
 * What every request of a load asks for.
 *
 * @param queue the queue's name
 * @param args arguments for the workload
 * @param limit run time limit, 0 = the backend's default
 */
public record Work(String queue, List<String> args, Duration limit) {

  /**
   * @throws CommandException if a value is bad, naming the option that gave it
   */
  public Work {
    args = List.copyOf(args);
    if (!QueueNames.isValid(queue)) {
      throw CommandException.usage("--queue", queue, QueueNames.RULE);
    }
  }
}
