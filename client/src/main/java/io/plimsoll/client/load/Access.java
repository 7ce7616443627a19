package io.plimsoll.client.load;

import io.plimsoll.cli.CommandException;
import io.plimsoll.cli.HostPort;
import io.plimsoll.wire.TlsConfig;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The way to the frontend.
 *
 * @param frontend its client port
 * @param connections sessions to spread the requests over, 1 to {@link #MAX_CONNECTIONS}
 * @param retry how long to try to reach a frontend that is gone, 0 = not at all
 * @param classic whether to speak the original protocol, one connection a request
 * @param tls null = plain text
 */
public record Access(
    HostPort frontend, int connections, Duration retry, boolean classic, @Nullable TlsConfig tls) {

  /** More sessions gain nothing: one carries any number of requests. */
  public static final int MAX_CONNECTIONS = 1_024;

  /**
   * @throws CommandException if a value is bad, naming the option that gave it
   */
  public Access {
    if (frontend.port() == 0) {
      throw CommandException.usage("--frontend", frontend, "a port from 1 to 65535");
    }
    if (connections < 1 || connections > MAX_CONNECTIONS) {
      throw CommandException.usage("--connections", connections, "1 to " + MAX_CONNECTIONS);
    }
  }
}
