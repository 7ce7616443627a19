package io.plimsoll.wire;

import java.io.IOException;

/** TLS with the other side has failed; the text says why, and who can mend it how. */
public final class TlsException extends IOException {

  private static final long serialVersionUID = 1;

  /** What every text begins with. */
  private static final String PREFIX = "TLS: ";

  TlsException(String why, Throwable cause) {
    super(PREFIX + why, cause);
  }

  /** Whether {@code text} is that of such an exception. */
  public static boolean isText(String text) {
    return text.startsWith(PREFIX);
  }
}
