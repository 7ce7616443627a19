package io.plimsoll.client.options;

import io.plimsoll.cli.HostPort;
import io.plimsoll.wire.TlsClientOptions;
import io.plimsoll.wire.TlsConfig;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How a command reaches the frontend; a picocli mixin. */
public final class FrontendOptions {

  @Option(
      names = {"-faddr", "--faddr", "--frontend"},
      paramLabel = "HOST:PORT",
      defaultValue = "localhost:9997",
      description = "The frontend's client port.")
  private HostPort address = new HostPort("", 0);

  @Option(
      names = "--retry",
      paramLabel = "TIME",
      defaultValue = "0",
      description = "How long to try to reach a frontend that is gone; 0 = exit with code 3.")
  private Duration retry = Duration.ZERO;

  @Mixin private final TlsClientOptions tls = new TlsClientOptions();

  /** The frontend's client port. */
  public HostPort address() {
    return address;
  }

  /** How long to try to reach a frontend that is gone. */
  public Duration retry() {
    return retry;
  }

  /**
   * TLS to the frontend; null = plain text.
   *
   * @throws io.plimsoll.cli.CommandException if its options do not fit together
   */
  public @Nullable TlsConfig tls() {
    return tls.config();
  }
}
