package io.plimsoll.wire;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** What error texts say of certificates. */
final class Certificates {

  /** As many names as help to see which certificate it is. */
  private static final int MAX_NAMES = 5;

  /** Kinds of alternative names (RFC 5280, 4.2.1.6) that a host can have. */
  private static final List<Integer> HOSTS = List.of(2, 7);

  private Certificates() {}

  /** In a few words, after "the certificate"; empty if the time is within its validity. */
  static String outOfDate(X509Certificate certificate, Instant now) {
    Instant end = certificate.getNotAfter().toInstant();
    if (now.isAfter(end)) {
      return "has expired on " + end;
    }
    Instant begin = certificate.getNotBefore().toInstant();
    if (now.isBefore(begin)) {
      return "is not valid before " + begin;
    }
    return "";
  }

  /** The names of hosts that it is for. */
  static String hosts(X509Certificate certificate) {
    List<String> names = new ArrayList<>();
    try {
      Collection<List<?>> all = certificate.getSubjectAlternativeNames();
      if (all != null) {
        for (List<?> name : all) {
          if (HOSTS.contains(name.get(0))) {
            names.add(String.valueOf(name.get(1)));
          }
        }
      }
    } catch (CertificateParsingException e) {
      return "names that cannot be read";
    }
    if (names.isEmpty()) {
      return "no host";
    }
    int more = names.size() - MAX_NAMES;
    return String.join(", ", names.subList(0, Math.min(MAX_NAMES, names.size())))
        + (more > 0 ? " and " + more + " more" : "");
  }

  /** Who signed it. */
  static String issuer(X509Certificate certificate) {
    return "'" + certificate.getIssuerX500Principal().getName() + "'";
  }
}
