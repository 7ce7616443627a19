package io.plimsoll.protocol;

import java.util.regex.Pattern;

/** Which names a queue may have. */
public final class QueueNames {

  /** What a name must look like, for error texts. */
  public static final String RULE =
      "1 to 63 letters, digits, '-' and '_', a letter or digit at both ends";

  private static final Pattern VALID =
      Pattern.compile("[A-Za-z0-9]([A-Za-z0-9_-]{0,61}[A-Za-z0-9])?");

  private QueueNames() {}

  /** Whether {@code name} may name a queue. */
  public static boolean isValid(String name) {
    return VALID.matcher(name).matches();
  }
}
