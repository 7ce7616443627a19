package io.plimsoll.frontend.external;

import io.plimsoll.http.HttpReply;
import io.plimsoll.wire.Authorities;
import io.plimsoll.wire.WatchedFiles;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Decides who may ask: the API server, which comes with the certificate of its front proxy. What it
 * says of whom it asks for, in {@code X-Remote-User}, has been decided on by then. Thread-safe.
 */
final class FrontProxy implements AutoCloseable {

  static final String CA_OPTION = "--external-metrics-client-ca";
  static final String NAMES_FILE_OPTION = "--external-metrics-allowed-names-file";

  /**
   * A refusal.
   *
   * @param why for the log, and in the answer
   */
  record Refused(ApiError error, String why) {

    HttpReply reply() {
      return error.reply(why);
    }
  }

  private record Rules(Authorities authorities, AllowedNames names) {}

  private final WatchedFiles<Rules> files;

  private FrontProxy(WatchedFiles<Rules> files) {
    this.files = files;
  }

  /**
   * Reads the files, and reads them again when they change.
   *
   * @throws io.plimsoll.cli.CommandException if one is no good
   */
  static FrontProxy of(ExternalMetricsConfig.Askers askers) {
    List<Path> files = new ArrayList<>(List.of(askers.authorities()));
    Path namesFile = askers.namesFile();
    if (namesFile != null) {
      files.add(namesFile);
    }
    return new FrontProxy(
        WatchedFiles.watch(
            "external metrics",
            "new requests",
            files,
            () ->
                new Rules(
                    Authorities.read(CA_OPTION, askers.authorities()),
                    namesFile == null
                        ? askers.names()
                        : AllowedNames.read(NAMES_FILE_OPTION, namesFile))));
  }

  /**
   * Why one with these certificates may not ask; null if it may.
   *
   * @param chain what it shows; empty = nothing
   */
  @Nullable Refused refuse(List<X509Certificate> chain) {
    if (chain.isEmpty()) {
      return new Refused(
          ApiError.UNAUTHORIZED,
          "certificate: none shown (expected: one of a CA in " + CA_OPTION + ")");
    }
    Rules rules = files.current();
    String whyNot = rules.authorities().whyNot(chain);
    if (!whyNot.isEmpty()) {
      return new Refused(
          ApiError.UNAUTHORIZED,
          "certificate: it " + whyNot + " (expected: one of a CA in " + CA_OPTION + ")");
    }
    String name = AllowedNames.commonName(chain.get(0).getSubjectX500Principal());
    return rules.names().allow(name)
        ? null
        : new Refused(
            ApiError.FORBIDDEN,
            "certificate: '" + ExternalApi.shown(name) + "' (expected: an allowed common name)");
  }

  @Override
  public void close() {
    files.close();
  }
}
