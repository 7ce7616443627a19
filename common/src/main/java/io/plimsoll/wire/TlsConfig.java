package io.plimsoll.wire;

import io.plimsoll.cli.CommandException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What one side of TLS is made of. Files are PEM, and are read again when they change.
 *
 * @param certificates what this side shows: its certificate, then those between it and its
 *     authority; null = nothing
 * @param key of the first of them; null if there are none
 * @param authorities whose certificates the other side must show; null: a server asks for none, a
 *     client trusts what this Java trusts
 * @param serverName the name that a client wants in the server's certificate; empty = the host it
 *     connects to
 * @param options what the names of the options begin with, for error texts
 */
public record TlsConfig(
    @Nullable Path certificates,
    @Nullable Path key,
    @Nullable Path authorities,
    String serverName,
    String options) {

  private static final String TLS = "--tls";

  /** As the options {@code --tls-cert}, {@code --tls-key} and {@code --tls-ca} say. */
  public TlsConfig(
      @Nullable Path certificates,
      @Nullable Path key,
      @Nullable Path authorities,
      String serverName) {
    this(certificates, key, authorities, serverName, TLS);
  }

  /**
   * @throws CommandException if there is a certificate without a key, or the other way round
   */
  public TlsConfig {
    if (certificates == null && key != null) {
      throw CommandException.usage(
          options + "-cert", "missing", "the certificate of " + options + "-key");
    }
    if (certificates != null && key == null) {
      throw CommandException.usage(options + "-key", "missing", "the key of " + options + "-cert");
    }
  }

  /** The whole name of an option. */
  String option(String end) {
    return options + "-" + end;
  }
}
