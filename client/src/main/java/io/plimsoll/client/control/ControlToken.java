package io.plimsoll.client.control;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.plimsoll.http.HttpCall;
import io.plimsoll.http.HttpReply;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What whoever changes the load has to show: a bearer token of RFC 6750. Its text is shown nowhere.
 *
 * @param value empty: everyone may
 */
public record ControlToken(String value) {

  /** Everyone may change the load. */
  public static final ControlToken NONE = new ControlToken("");

  /** What is shorter is guessed too soon. */
  public static final int LEAST_CHARACTERS = 8;

  /** What is longer leaves too little of the 4 KiB of a request's head. */
  public static final int MOST_CHARACTERS = 1_024;

  /** What a token must look like, for error texts. */
  public static final String RULE =
      LEAST_CHARACTERS + " to " + MOST_CHARACTERS + " of A-Z a-z 0-9 - . _ ~ + / and then =";

  /** {@code b64token} of RFC 6750, section 2.1: what a header can carry as it is. */
  private static final Pattern FORM = Pattern.compile("[A-Za-z0-9._~+/-]+=*");

  private static final String SCHEME = "Bearer ";

  /** RFC 6750, section 3: without an error code when nothing was shown. */
  private static final String CHALLENGE = "Bearer realm=\"plimsoll client\"";

  /** Whether a text can be a token. */
  public static boolean isValid(String text) {
    return text.length() >= LEAST_CHARACTERS
        && text.length() <= MOST_CHARACTERS
        && FORM.matcher(text).matches();
  }

  /**
   * @throws IllegalArgumentException if it is neither empty nor a token
   */
  public ControlToken {
    if (!value.isEmpty() && !isValid(value)) {
      throw new IllegalArgumentException("token: (not shown) (expected: " + RULE + ")");
    }
  }

  /** Why a call may not change anything; null if it may. */
  @Nullable HttpReply refusal(HttpCall call) {
    if (value.isEmpty()) {
      return null;
    }
    String shown = call.header(HttpHeaderNames.AUTHORIZATION.toString());
    if (shown.isEmpty()) {
      return refusal("Authorization: missing (expected: Bearer and the token)", CHALLENGE);
    }
    return isRight(shown)
        ? null
        : refusal(
            "Authorization: wrong (expected: Bearer and the token)",
            CHALLENGE + ", error=\"invalid_token\"");
  }

  /** How long it takes says nothing about the token, but perhaps its length. */
  private boolean isRight(String authorization) {
    if (!authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
      return false;
    }
    String shown = authorization.substring(SCHEME.length()).trim();
    return MessageDigest.isEqual(bytes(shown), bytes(value));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static HttpReply refusal(String why, String challenge) {
    return new HttpReply(
        401, HttpReply.PLAIN, bytes(why + "\n"), Map.of("WWW-Authenticate", challenge));
  }

  @Override
  public String toString() {
    return value.isEmpty() ? "no token" : "a token";
  }
}
