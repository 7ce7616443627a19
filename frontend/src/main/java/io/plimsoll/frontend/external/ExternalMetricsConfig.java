package io.plimsoll.frontend.external;

import io.plimsoll.cli.HostPort;
import io.plimsoll.wire.TlsConfig;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How external metrics are served.
 *
 * @param address where
 * @param certificate what is shown; null = one that is made at the start
 * @param names the hosts that one is for; at least one
 * @param askers who may ask; null = everybody
 */
public record ExternalMetricsConfig(
    HostPort address,
    @Nullable TlsConfig certificate,
    List<String> names,
    @Nullable Askers askers) {

  /**
   * Who may ask.
   *
   * @param authorities a file with the CAs that sign their certificates
   * @param names the common names of these, if there is no file of them
   * @param namesFile a file with them, or null
   */
  record Askers(Path authorities, AllowedNames names, @Nullable Path namesFile) {}

  public ExternalMetricsConfig {
    names = List.copyOf(names);
  }
}
