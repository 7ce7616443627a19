package io.plimsoll.wire;

import io.plimsoll.cli.CommandException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Option;

/** How a port speaks TLS; a picocli mixin. */
public final class TlsServerOptions {

  @Option(
      names = "--tls-cert",
      paramLabel = "FILE",
      showDefaultValue = Visibility.NEVER,
      description =
          "Speak TLS on both queue ports, with this certificate and those between it and its CA,"
              + " as PEM. Files of TLS are read again when they change.")
  private @Nullable Path certificates;

  @Option(
      names = "--tls-key",
      paramLabel = "FILE",
      showDefaultValue = Visibility.NEVER,
      description = "The key of --tls-cert, as PEM, not encrypted.")
  private @Nullable Path key;

  @Option(
      names = "--tls-ca",
      paramLabel = "FILE",
      showDefaultValue = Visibility.NEVER,
      description =
          "Only take clients and backends that show a certificate of one of these CAs, as PEM.")
  private @Nullable Path authorities;

  /**
   * The options as a value; null: no TLS.
   *
   * @throws CommandException if they do not go together
   */
  public @Nullable TlsConfig config() {
    if (certificates == null && key == null && authorities == null) {
      return null;
    }
    if (certificates == null && key == null) {
      throw CommandException.usage("--tls-cert", "missing", "a certificate where --tls-ca is set");
    }
    return new TlsConfig(certificates, key, authorities, "");
  }
}
