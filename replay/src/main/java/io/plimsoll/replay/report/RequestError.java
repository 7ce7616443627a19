package io.plimsoll.replay.report;

/**
 * Why a request failed.
 *
 * @param type {@code http}, {@code connection}, {@code http2-protocol}, {@code timeout} or {@code
 *     unknown}
 * @param code the status of an {@code http} error, else 0
 * @param message what to show, never empty; for statistics it must be the same for the same cause
 */
public record RequestError(String type, int code, String message) {

  /**
   * The key in {@code errorStats}, such as {@code http/404} or {@code connection/connection
   * refused}.
   */
  public String key() {
    return type + "/" + (code != 0 ? Integer.toString(code) : message);
  }
}
