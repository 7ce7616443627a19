package io.plimsoll.standin.fault;

import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What goes wrong with some requests.
 *
 * @param verbs of Kubernetes, in upper case; empty = any
 * @param path prefix of the path
 * @param latency null = this rule says nothing of it
 * @param errors null = this rule says nothing of them
 * @param reset share of requests whose connection is reset; null = this rule says nothing of it
 * @param hang whether there is never an answer
 */
public record FaultRule(
    Set<String> verbs,
    String path,
    @Nullable Spread latency,
    @Nullable Errors errors,
    @Nullable Double reset,
    boolean hang) {

  private static final Set<String> VERBS =
      Set.of("GET", "LIST", "WATCH", "CREATE", "UPDATE", "PATCH", "DELETE", "DELETECOLLECTION");

  private static final String RULE = "[VERB,...] [/PATH-PREFIX] ";

  /** Which requests a text such as {@code GET,LIST /api/v1} means, and what is after it. */
  private record Scope(Set<String> verbs, String path, String value) {

    static Scope parse(String text, boolean withValue) {
      Set<String> verbs = Set.of();
      String path = "";
      String value = "";
      for (String word : text.strip().split("\\s+")) {
        if (word.startsWith("/") && path.isEmpty() && value.isEmpty()) {
          path = word;
        } else if (isVerbs(word) && verbs.isEmpty() && path.isEmpty() && value.isEmpty()) {
          verbs = readVerbs(word);
        } else if (withValue && value.isEmpty()) {
          value = word;
        } else {
          throw new IllegalArgumentException(
              "'" + text + "' (expected: " + RULE + (withValue ? "VALUE)" : ")"));
        }
      }
      return new Scope(verbs, path, value);
    }

    private static boolean isVerbs(String word) {
      return Arrays.stream(word.split(",")).allMatch(v -> VERBS.contains(upper(v)));
    }
  }

  private static String upper(String text) {
    return text.toUpperCase(Locale.ROOT);
  }

  private static Set<String> readVerbs(String text) {
    return Arrays.stream(text.split(","))
        .map(FaultRule::upper)
        .collect(Collectors.toUnmodifiableSet());
  }

  /**
   * Of a latency, with or without the requests that it is for.
   *
   * @throws IllegalArgumentException if it is none
   */
  public static FaultRule latency(String text) {
    Scope scope = Scope.parse(text, true);
    return new FaultRule(
        scope.verbs(), scope.path(), Spread.parse("latency", scope.value()), null, null, false);
  }

  /**
   * Of errors, with or without the requests that they are for.
   *
   * @throws IllegalArgumentException if it is none
   */
  public static FaultRule errors(String text) {
    Scope scope = Scope.parse(text, true);
    return new FaultRule(
        scope.verbs(), scope.path(), null, Errors.parse(scope.value()), null, false);
  }

  /**
   * Of a share of resets, with or without the requests that it is for.
   *
   * @throws IllegalArgumentException if it is none
   */
  public static FaultRule reset(String text) {
    Scope scope = Scope.parse(text, true);
    return new FaultRule(
        scope.verbs(), scope.path(), null, null, Share.parse(scope.value()), false);
  }

  /**
   * Of the requests that hang.
   *
   * @throws IllegalArgumentException if it names none
   */
  public static FaultRule hang(String text) {
    Scope scope = Scope.parse(text, false);
    return new FaultRule(scope.verbs(), scope.path(), null, null, null, true);
  }

  /**
   * Of its parts as texts, each null where the rule says nothing of it.
   *
   * @throws IllegalArgumentException if one is not what it should be
   */
  static FaultRule of(
      @Nullable String verb,
      @Nullable String path,
      @Nullable String latency,
      @Nullable String errors,
      @Nullable String reset,
      boolean hang) {
    if (verb != null && !Scope.isVerbs(verb)) {
      throw new IllegalArgumentException("verb: '" + verb + "' (expected: some of " + VERBS + ")");
    }
    return new FaultRule(
        verb == null ? Set.of() : readVerbs(verb),
        path == null ? "" : path,
        read(latency, given -> Spread.parse("latency", given)),
        read(errors, Errors::parse),
        read(reset, Share::parse),
        hang);
  }

  private static <T> @Nullable T read(@Nullable String text, Function<String, T> parser) {
    return text == null ? null : parser.apply(text);
  }

  boolean matches(String verb, String requestPath) {
    return (verbs.isEmpty() || verbs.contains(verb)) && requestPath.startsWith(path);
  }
}
