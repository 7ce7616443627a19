package io.plimsoll.wire;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Option;

/** How to speak TLS to the frontend; a picocli mixin. */
public final class TlsClientOptions {

  @Option(
      names = "--tls",
      description = "Speak TLS to the frontend; so does each of the next four options.")
  private boolean tls;

  @Option(
      names = "--tls-ca",
      paramLabel = "FILE",
      showDefaultValue = Visibility.NEVER,
      description =
          "Trust a frontend whose certificate is of one of these CAs, as PEM. Default: the CAs"
              + " that this Java trusts.")
  private @Nullable Path authorities;

  @Option(
      names = "--tls-cert",
      paramLabel = "FILE",
      showDefaultValue = Visibility.NEVER,
      description =
          "Show the frontend this certificate and those between it and its CA, as PEM. Files of"
              + " TLS are read again when they change.")
  private @Nullable Path certificates;

  @Option(
      names = "--tls-key",
      paramLabel = "FILE",
      showDefaultValue = Visibility.NEVER,
      description = "The key of --tls-cert, as PEM, not encrypted.")
  private @Nullable Path key;

  @Option(
      names = "--tls-server-name",
      paramLabel = "NAME",
      defaultValue = "",
      showDefaultValue = Visibility.NEVER,
      description = "The name in the frontend's certificate, if it is not the host of --frontend.")
  private String serverName = "";

  /**
   * The options as a value; null: no TLS.
   *
   * @throws io.plimsoll.cli.CommandException if they do not go together
   */
  public @Nullable TlsConfig config() {
    boolean wanted =
        tls || authorities != null || certificates != null || key != null || !serverName.isEmpty();
    return wanted ? new TlsConfig(certificates, key, authorities, serverName) : null;
  }
}
