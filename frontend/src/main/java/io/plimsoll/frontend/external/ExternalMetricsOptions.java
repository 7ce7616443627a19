package io.plimsoll.frontend.external;

import io.plimsoll.cli.CommandException;
import io.plimsoll.cli.HostPort;
import io.plimsoll.frontend.external.ExternalMetricsConfig.Askers;
import io.plimsoll.wire.TlsConfig;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Option;

/** How external metrics are served; a picocli mixin. */
public final class ExternalMetricsOptions {

  private static final String PREFIX = "--external-metrics";
  private static final String NAMES_OPTION = PREFIX + "-allowed-names";
  private static final String ANONYMOUS_OPTION = PREFIX + "-anonymous";
  private static final String HOSTS_OPTION = PREFIX + "-names";

  private static final String DEFAULT_HOSTS = "localhost,frontend";

  /** A DNS name or an address, which is at most as long. */
  private static final Pattern HOST = Pattern.compile("[A-Za-z0-9:][-A-Za-z0-9.:]{0,252}");

  @Option(
      names = PREFIX,
      paramLabel = "ADDR",
      showDefaultValue = Visibility.NEVER,
      description =
          "Serve the API external.metrics.k8s.io over TLS for a HorizontalPodAutoscaler; default:"
              + " off.")
  private @Nullable HostPort address;

  @Option(
      names = FrontProxy.CA_OPTION,
      paramLabel = "FILE",
      showDefaultValue = Visibility.NEVER,
      description =
          "Only answer who shows a certificate of one of these CAs, as PEM: that of the API"
              + " server's front proxy.")
  private @Nullable Path authorities;

  @Option(
      names = NAMES_OPTION,
      paramLabel = "NAMES",
      showDefaultValue = Visibility.NEVER,
      description =
          "Common names, with commas between, of which that certificate must have one; default: any"
              + " name.")
  private @Nullable String allowedNames;

  @Option(
      names = FrontProxy.NAMES_FILE_OPTION,
      paramLabel = "FILE",
      showDefaultValue = Visibility.NEVER,
      description = "A file with these names as a JSON array; an empty array is any name.")
  private @Nullable Path allowedNamesFile;

  @Option(
      names = ANONYMOUS_OPTION,
      description = "Answer everybody, without a look at certificates.")
  private boolean anonymous;

  @Option(
      names = PREFIX + "-cert",
      paramLabel = "FILE",
      showDefaultValue = Visibility.NEVER,
      description =
          "The certificate to show, and those between it and its CA, as PEM; default: one that is"
              + " made at the start.")
  private @Nullable Path certificates;

  @Option(
      names = PREFIX + "-key",
      paramLabel = "FILE",
      showDefaultValue = Visibility.NEVER,
      description = "The key of --external-metrics-cert, as PEM, not encrypted.")
  private @Nullable Path key;

  @Option(
      names = HOSTS_OPTION,
      paramLabel = "NAMES",
      showDefaultValue = Visibility.NEVER,
      description =
          "The hosts, with commas between, that a certificate made at the start is for; default: "
              + DEFAULT_HOSTS
              + ".")
  private @Nullable String hosts;

  /**
   * The options as a value; null: no external metrics.
   *
   * @throws CommandException if they do not go together
   */
  public @Nullable ExternalMetricsConfig config() {
    if (address == null) {
      if (anonymous
          || Stream.of(authorities, allowedNames, allowedNamesFile, certificates, key, hosts)
              .anyMatch(java.util.Objects::nonNull)) {
        throw CommandException.usage(
            PREFIX, "missing", "an address where one of its other options is set");
      }
      return null;
    }
    boolean made = certificates == null && key == null;
    return new ExternalMetricsConfig(
        address,
        made ? null : new TlsConfig(certificates, key, null, "", PREFIX),
        hosts(hosts == null ? DEFAULT_HOSTS : hosts),
        askers());
  }

  private @Nullable Askers askers() {
    if (allowedNames != null && allowedNamesFile != null) {
      throw CommandException.usage(
          FrontProxy.NAMES_FILE_OPTION, allowedNamesFile, "one of it and " + NAMES_OPTION);
    }
    Path ca = authorities;
    if (ca == null) {
      boolean named = allowedNames != null || allowedNamesFile != null;
      if (!anonymous || named) {
        throw CommandException.usage(
            FrontProxy.CA_OPTION,
            "missing",
            "the CA of the API server's front proxy"
                + (named ? "" : ", or " + ANONYMOUS_OPTION + " to answer everybody"));
      }
      return null;
    }
    if (anonymous) {
      throw CommandException.usage(
          ANONYMOUS_OPTION, "true", "not set where " + FrontProxy.CA_OPTION + " is");
    }
    AllowedNames names =
        allowedNames == null
            ? new AllowedNames(List.of())
            : AllowedNames.parse(NAMES_OPTION, allowedNames);
    return new Askers(ca, names, allowedNamesFile);
  }

  private static List<String> hosts(String text) {
    List<String> hosts = List.of(text.split(",", -1));
    for (String host : hosts) {
      if (!HOST.matcher(host).matches()) {
        throw CommandException.usage(
            HOSTS_OPTION, "'" + text + "'", "DNS names or IP addresses with commas between");
      }
    }
    return hosts;
  }
}
