package io.plimsoll.client.runnergroup;

import java.util.regex.Pattern;

/**
 * An object that a group goes with: when it is deleted, Kubernetes deletes the group.
 *
 * @param apiVersion such as {@code v1} or {@code apps/v1}
 */
record Owner(String apiVersion, String kind, String name, String uid) {

  /** How an owner is written. */
  static final String RULE =
      "apiVersion:kind:name:uid, such as apps/v1:Deployment:bench:6f1b4a3e-0d8c-4b7e-9a57-2f3c5d1e8b90";

  /** Names of roles may have colons, the rest may not. */
  private static final Pattern FORM =
      Pattern.compile(
          "((?:[a-z0-9.-]+/)?[a-z0-9]+):([A-Za-z][A-Za-z0-9]*):([^\\s/]{1,253}):([^\\s:]{1,128})");

  /**
   * Reads an owner.
   *
   * @throws IllegalArgumentException if it is none; the message is what was expected
   */
  static Owner parse(String text) {
    var form = FORM.matcher(text);
    if (!form.matches()) {
      throw new IllegalArgumentException(RULE);
    }
    return new Owner(form.group(1), form.group(2), form.group(3), form.group(4));
  }
}
