package io.plimsoll.client.load;

import io.plimsoll.cli.CommandException;
import io.plimsoll.cli.HostPort;
import io.plimsoll.protocol.QueueNames;
import io.plimsoll.wire.TlsConfig;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What load to drive, and where.
 *
 * @param frontend the frontend's client port
 * @param queue the queue's name
 * @param args workload arguments of every request
 * @param limit run time limit in every request, 0 = the backend's default
 * @param parallelism requests outstanding at once at the start; 0 = paused
 * @param maxParallelism most that {@code parallelism} may be set to, 1 to {@link #MOST_PARALLEL};
 *     in the open model the most that may be outstanding
 * @param ratePerSecond starts per second of the open model, 0 to {@link #MAX_RATE}; 0 = closed
 *     model
 * @param delay pause of each parallel slot between its requests, in the closed model
 * @param duration when to stop starting requests, 0 = never
 * @param requests how many requests to start, 0 = no end
 * @param connections sessions to spread the requests over, 1 to {@link #MAX_CONNECTIONS}
 * @param retry how long to try to reach a frontend that is gone, 0 = not at all
 * @param classic whether to speak the original protocol, one connection a request
 * @param tls to the frontend; null = plain text
 */
public record LoadConfig(
    HostPort frontend,
    String queue,
    List<String> args,
    Duration limit,
    int parallelism,
    int maxParallelism,
    double ratePerSecond,
    Duration delay,
    Duration duration,
    long requests,
    int connections,
    Duration retry,
    boolean classic,
    @Nullable TlsConfig tls) {

  /** Far above what one client needs to fill a queue; bounds the memory for what is outstanding. */
  public static final int MOST_PARALLEL = 100_000;

  /** Starts per second that no single client reaches. */
  public static final double MAX_RATE = 1_000_000;

  /** More sessions gain nothing: one carries any number of requests. */
  public static final int MAX_CONNECTIONS = 1_024;

  /**
   * How long after the end what is outstanding may still be answered, beside the limit: enough for
   * replies on their way and short waits in the queue, and little beside a run of minutes.
   */
  public static final Duration GRACE = Duration.ofSeconds(10);

  /**
   * @throws CommandException if a value is bad, naming the option that gave it
   */
  public LoadConfig {
    args = List.copyOf(args);
    if (frontend.port() == 0) {
      throw CommandException.usage("--frontend", frontend, "a port from 1 to 65535");
    }
    if (!QueueNames.isValid(queue)) {
      throw CommandException.usage("--queue", queue, QueueNames.RULE);
    }
    if (maxParallelism < 1 || maxParallelism > MOST_PARALLEL) {
      throw CommandException.usage("--req-max", maxParallelism, "1 to " + MOST_PARALLEL);
    }
    if (parallelism < 0 || parallelism > maxParallelism) {
      throw CommandException.usage(
          "--req-now", parallelism, "0 to " + maxParallelism + ", which --req-max sets");
    }
    if (!(ratePerSecond >= 0 && ratePerSecond <= MAX_RATE)) {
      throw CommandException.usage("--rate", ratePerSecond, "0 to " + (long) MAX_RATE);
    }
    if (requests < 0) {
      throw CommandException.usage("--requests", requests, "0 or more");
    }
    if (connections < 1 || connections > MAX_CONNECTIONS) {
      throw CommandException.usage("--connections", connections, "1 to " + MAX_CONNECTIONS);
    }
  }

  /** How long after the end what is outstanding may still be answered. */
  public Duration grace() {
    return GRACE.plus(limit);
  }
}
