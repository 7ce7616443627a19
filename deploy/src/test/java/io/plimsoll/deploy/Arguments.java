package io.plimsoll.deploy;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * What a container gives one of our programs. That the programs take it is tested with the jars.
 */
final class Arguments {

  /** Options of the frontend that stand alone, and so have no value before the queues. */
  private static final Set<String> FLAGS = Set.of("-verbose", "--verbose");

  private static final Pattern TIME = Pattern.compile("([0-9.]+)(ms|s|m|h|)");
  private static final Map<String, Double> UNITS =
      Map.of("ms", 1e-3, "s", 1.0, "", 1.0, "m", 60.0, "h", 3600.0);
  private static final Pattern IMAGE = Pattern.compile("plimsoll/(frontend|backend|client):.*");
  private static final Pattern JAR = Pattern.compile(".*/(frontend|backend|client)\\.jar");

  private Arguments() {}

  /** Which of our programs runs there, empty for another. */
  static String program(JsonNode container) {
    Stream<String> words =
        container.has("command")
            ? container.path("command").valueStream().map(JsonNode::asString)
            : Stream.of(container.path("image").asString());
    Pattern pattern = container.has("command") ? JAR : IMAGE;
    return words
        .map(pattern::matcher)
        .filter(Matcher::matches)
        .map(matcher -> matcher.group(1))
        .collect(Collectors.joining());
  }

  static List<String> of(JsonNode container) {
    return container.path("args").valueStream().map(JsonNode::asString).toList();
  }

  /** The value of the first of {@code options} that is there, as {@code -x V} or {@code -x=V}. */
  static Optional<String> value(List<String> args, String... options) {
    List<String> wanted = Arrays.asList(options);
    for (int i = 0; i < args.size(); i++) {
      String arg = args.get(i);
      if (wanted.contains(arg) && i + 1 < args.size()) {
        return Optional.of(args.get(i + 1));
      }
      int equals = arg.indexOf('=');
      if (equals > 0 && wanted.contains(arg.substring(0, equals))) {
        return Optional.of(arg.substring(equals + 1));
      }
    }
    return Optional.empty();
  }

  /** The queues that a frontend serves: what is neither an option nor its value. */
  static List<String> queues(List<String> args) {
    Stream.Builder<String> queues = Stream.builder();
    boolean value = false;
    for (String arg : args) {
      if (value) {
        value = false;
      } else if (arg.startsWith("-")) {
        value = !arg.contains("=") && !FLAGS.contains(arg);
      } else {
        queues.add(arg.replaceFirst(":.*", ""));
      }
    }
    return queues.build().toList();
  }

  /** Seconds of a time such as {@code 30}, {@code 30s} or {@code 5m}. */
  static double seconds(String time) {
    Matcher matcher = TIME.matcher(time);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("time: " + time + " (expected: such as 30, 30s, 5m)");
    }
    return Double.parseDouble(matcher.group(1)) * UNITS.getOrDefault(matcher.group(2), 1.0);
  }
}
