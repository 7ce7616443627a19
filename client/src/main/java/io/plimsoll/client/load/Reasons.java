package io.plimsoll.client.load;

import io.netty.channel.ConnectTimeoutException;
import java.net.UnknownHostException;

/** Why a connection failed, in a few words that do not differ from one connection to the next. */
public final class Reasons {

  /** The peer closed without a word. */
  public static final String CLOSED = "closed by the frontend";

  private Reasons() {}

  /** The reason in {@code cause}. */
  public static String of(Throwable cause) {
    if (cause instanceof UnknownHostException) {
      return "unknown host";
    }
    if (cause instanceof ConnectTimeoutException) {
      return "connecting timed out";
    }
    String text = cause.getMessage() == null ? cause.toString() : cause.getMessage();
    for (String known :
        new String[] {
          "Connection refused",
          "Connection reset",
          "Broken pipe",
          "No route to host",
          "Network is unreachable",
          "Connection timed out",
          "Too many open files",
          "Cannot assign requested address"
        }) {
      if (text.contains(known)) {
        return known.toLowerCase(java.util.Locale.ROOT);
      }
    }
    return text;
  }
}
