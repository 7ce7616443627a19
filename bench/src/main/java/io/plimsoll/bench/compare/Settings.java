package io.plimsoll.bench.compare;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * What to measure, as environment variables say it.
 *
 * @param rounds how often everything is measured
 * @param warmMillis how long each server is used after its start before anything is measured
 * @param measureMillis how long each time
 * @param java what runs Java programs
 * @param javaOptions for the servers in Java: the frontend, the hub, the echo
 * @param gearmanLoad the generator for Gearman
 * @param logs where servers and generators log to
 */
record Settings(
    int rounds,
    long warmMillis,
    long measureMillis,
    List<Contender> systems,
    List<Shape> shapes,
    String java,
    List<String> javaOptions,
    Path frontendJar,
    Path gearmanLoad,
    Path logs) {

  private static final double MOST_SECONDS = 600;
  private static final int MOST_ROUNDS = 100;

  /**
   * Reads the variables.
   *
   * @throws IllegalArgumentException if one says nothing sensible
   */
  static Settings of(Map<String, String> variables) {
    return new Settings(
        (int) number(variables, "ROUNDS", "3", 1, MOST_ROUNDS),
        (long) (1000 * number(variables, "WARM_SECONDS", "5", 0, MOST_SECONDS)),
        (long) (1000 * number(variables, "SECONDS_EACH", "3", 0.1, MOST_SECONDS)),
        list(variables, "SYSTEMS", Contender::named, Contender.values()),
        list(variables, "SHAPES", Shape::titled, Shape.values()),
        variables.getOrDefault("JAVA", "java"),
        words(variables.getOrDefault("JAVA_OPTIONS", "")),
        Path.of(variables.getOrDefault("FRONTEND_JAR", "frontend/target/frontend.jar")),
        Path.of("bench/target/gearman-load"),
        Path.of("bench/target/compare"));
  }

  private static double number(
      Map<String, String> variables, String name, String usual, double least, double most) {
    String text = variables.getOrDefault(name, usual);
    double value;
    try {
      value = Double.parseDouble(text);
    } catch (NumberFormatException e) {
      value = Double.NaN;
    }
    if (!(value >= least && value <= most)) {
      throw new IllegalArgumentException(
          "%s: %s (expected: %s to %s)".formatted(name, text, least, most));
    }
    return value;
  }

  private static <T> List<T> list(
      Map<String, String> variables, String name, Function<String, T> of, T[] all) {
    List<T> chosen = words(variables.getOrDefault(name, "")).stream().map(of).toList();
    return chosen.isEmpty() ? List.of(all) : chosen;
  }

  private static List<String> words(String text) {
    List<String> words = new ArrayList<>();
    for (String word : text.split("\\s+")) {
      if (!word.isEmpty()) {
        words.add(word);
      }
    }
    return words;
  }
}
