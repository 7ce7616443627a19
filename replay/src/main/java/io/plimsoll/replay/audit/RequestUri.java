package io.plimsoll.replay.audit;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A request's path with its query, whose parameters can be looked at and taken away. */
final class RequestUri {

  private final String path;
  private final List<String> parameters = new ArrayList<>();

  RequestUri(String uri) {
    int query = uri.indexOf('?');
    path = query < 0 ? uri : uri.substring(0, query);
    if (query >= 0 && query + 1 < uri.length()) {
      parameters.addAll(List.of(uri.substring(query + 1).split("&", -1)));
    }
  }

  boolean has(String name) {
    return parameters.stream().anyMatch(parameter -> isNamed(parameter, name));
  }

  /** A parameter's value, decoded; empty if it is not there. */
  String value(String name) {
    for (String parameter : parameters) {
      if (isNamed(parameter, name) && parameter.length() > name.length()) {
        return decode(parameter.substring(name.length() + 1));
      }
    }
    return "";
  }

  void remove(String name) {
    parameters.removeIf(parameter -> isNamed(parameter, name));
  }

  @Override
  public String toString() {
    return parameters.isEmpty() ? path : path + "?" + String.join("&", parameters);
  }

  private static boolean isNamed(String parameter, String name) {
    return parameter.equals(name) || parameter.startsWith(name + "=");
  }

  private static String decode(String value) {
    try {
      return URLDecoder.decode(value, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException notEncoded) {
      return value;
    }
  }
}
