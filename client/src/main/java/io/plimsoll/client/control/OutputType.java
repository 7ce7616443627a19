package io.plimsoll.client.control;

import io.plimsoll.http.HttpCall;
import io.plimsoll.http.HttpReply;
import org.jspecify.annotations.Nullable;

/** The forms of an answer. */
enum OutputType {
  PLAIN(HttpReply.PLAIN),
  JSON(HttpReply.JSON),
  HTML(HttpReply.HTML);

  /** What {@code type} must be, for error texts. */
  static final String RULE = "plain, json or html";

  final String contentType;

  OutputType(String contentType) {
    this.contentType = contentType;
  }

  /** The form that is asked for, {@code fallback} if none is; null if it is unknown. */
  static @Nullable OutputType of(HttpCall call, OutputType fallback) {
    String type = call.parameter("type");
    if (type == null) {
      return fallback;
    }
    return switch (type) {
      case "plain" -> PLAIN;
      case "json" -> JSON;
      case "html" -> HTML;
      default -> null;
    };
  }

  /** HTML for a browser, which says that it takes it; plain text for scripts. */
  static OutputType accepted(HttpCall call) {
    return call.header("Accept").contains("text/html") ? HTML : PLAIN;
  }
}
