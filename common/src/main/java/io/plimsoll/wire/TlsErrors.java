package io.plimsoll.wire;

import io.netty.handler.codec.DecoderException;
import io.netty.handler.ssl.NotSslRecordException;
import io.netty.handler.ssl.SslHandshakeTimeoutException;
import java.nio.channels.ClosedChannelException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** From what TLS throws to what a user can do. */
public final class TlsErrors {

  /** What a peer is told that speaks plain text to a TLS port. */
  public static final String PLAIN_TEXT = "this port takes TLS only (expected: TLS, see --tls)";

  private static final Pattern ALERT = Pattern.compile("fatal alert: (\\w+)");

  private TlsErrors() {}

  /** Whether an exception comes of TLS. */
  static boolean isTls(Throwable cause) {
    return find(cause, SSLException.class) != null;
  }

  /** Why the handshake with a peer of a server failed, for its log. */
  static String ofPeer(Throwable cause) {
    PeerTrust.Refused refused = find(cause, PeerTrust.Refused.class);
    String text = text(cause);
    if (refused != null) {
      return "its certificate " + refused.getMessage();
    }
    if (text.contains("Empty client certificate chain")) {
      return "it shows no certificate";
    }
    if (find(cause, NotSslRecordException.class) != null) {
      return "it sent what is no TLS";
    }
    String alert = alert(text);
    return alert.isEmpty() ? text : "it ended the handshake: " + alert;
  }

  /** Why there is no TLS with the frontend, for its user. */
  static TlsException ofFrontend(Throwable cause, TlsMaterial own) {
    return new TlsException(why(cause, own), cause);
  }

  private static String why(Throwable cause, TlsMaterial own) {
    PeerTrust.Refused refused = find(cause, PeerTrust.Refused.class);
    if (refused != null) {
      return "the frontend's certificate " + refused.getMessage() + advice(refused);
    }
    if (find(cause, NotSslRecordException.class) != null) {
      return "the frontend does not speak TLS on this port (see its --tls-cert, or go without"
          + " --tls here)";
    }
    if (find(cause, SslHandshakeTimeoutException.class) != null) {
      return "the frontend did not finish the handshake in time";
    }
    if (find(cause, ClosedChannelException.class) != null) {
      return "the frontend closed the connection during the handshake";
    }
    String text = text(cause);
    String alert = alert(text);
    return alert.isEmpty() ? text : onAlert(alert, own);
  }

  private static String advice(PeerTrust.Refused refused) {
    String text = String.valueOf(refused.getMessage());
    if (text.endsWith("not trusted")) {
      return " (see --tls-ca)";
    }
    return text.startsWith("is not for") ? " (see --tls-server-name)" : "";
  }

  /**
   * Which of the reasons it was follows from what this side knows of itself: servers in Java say
   * {@code certificate_unknown} of an expired certificate and of one of another CA.
   */
  private static String onAlert(String alert, TlsMaterial own) {
    return switch (alert) {
      case "bad_certificate",
          "unsupported_certificate",
          "certificate_revoked",
          "certificate_expired",
          "certificate_unknown",
          "certificate_required",
          "unknown_ca",
          "access_denied" ->
          own.chain().isEmpty()
              ? "the frontend asks for a certificate (see --tls-cert and --tls-key)"
              : refusedOwn(alert, own.chain().get(0));
      case "handshake_failure" ->
          "the frontend has no cipher in common"
              + (own.chain().isEmpty() ? ", or asks for a certificate (see --tls-cert)" : "");
      case "protocol_version" -> "the frontend speaks neither TLS 1.3 nor TLS 1.2";
      default -> "the frontend ended the connection: " + alert;
    };
  }

  private static String refusedOwn(String alert, X509Certificate own) {
    String outOfDate = Certificates.outOfDate(own, Instant.now());
    String why =
        !outOfDate.isEmpty()
            ? "it " + outOfDate
            : alert.equals("certificate_expired")
                ? "it has expired"
                : alert
                    + "; it is signed by "
                    + Certificates.issuer(own)
                    + " (expected: by a CA in the frontend's --tls-ca)";
    return "the frontend refuses the certificate in --tls-cert: " + why;
  }

  private static String alert(String text) {
    Matcher alert = ALERT.matcher(text);
    return alert.find() ? alert.group(1) : "";
  }

  /** The text of the exception that the decoder has wrapped. */
  private static String text(Throwable cause) {
    Throwable inner = cause;
    while (inner instanceof DecoderException && inner.getCause() != null) {
      inner = inner.getCause();
    }
    return inner.getMessage() == null ? inner.toString() : inner.getMessage();
  }

  private static <T extends Throwable> @Nullable T find(@Nullable Throwable cause, Class<T> type) {
    for (Throwable t = cause; t != null; t = t.getCause()) {
      if (type.isInstance(t)) {
        return type.cast(t);
      }
    }
    return null;
  }
}
