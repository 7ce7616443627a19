package io.plimsoll.client.control;

import io.plimsoll.cli.Text;
import io.plimsoll.http.HttpReply;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Map;

/** Pages that are made here: complete in themselves, without a script, for a file as well. */
final class Html {

  static final String POLICY_HEADER = "Content-Security-Policy";

  private static final String STYLE =
      ":root{color-scheme:light dark}body{font:16px/1.4 system-ui,sans-serif;margin:1rem}"
          + "table{border-collapse:collapse;display:block;overflow-x:auto}"
          + "th,td{padding:.2rem .6rem;text-align:right}th:first-child,td:first-child"
          + "{text-align:left;overflow-wrap:anywhere}";

  /** The page's own style and nothing else, by its hash. */
  private static final String POLICY =
      "default-src 'none'; style-src 'sha256-"
          + sha256(STYLE)
          + "'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

  private Html() {}

  /** Text from outside. */
  static String text(String text) {
    return Text.html(text);
  }

  /**
   * A page.
   *
   * @param title text
   * @param body HTML
   */
  static HttpReply page(String title, String body) {
    String page =
        "<!DOCTYPE html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n"
            + "<meta name=\"viewport\" content=\"width=device-width\">\n<title>"
            + text(title)
            + "</title>\n<style>"
            + STYLE
            + "</style>\n"
            + body
            + "\n";
    return new HttpReply(
        200, HttpReply.HTML, page.getBytes(StandardCharsets.UTF_8), Map.of(POLICY_HEADER, POLICY));
  }

  private static String sha256(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return Base64.getEncoder().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java has SHA-256", e);
    }
  }
}
