package io.plimsoll.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/** What a user typed, for a report that others read: without secrets. */
public final class GivenOptions {

  /** An option with one of these in its name holds a secret, unless it names a file. */
  private static final List<String> SECRETS = List.of("token", "password", "secret");

  /** These say how a run is shown, not what was run. */
  private static final Set<String> LEFT_OUT = Set.of("--report", "--verbose");

  private GivenOptions() {}

  /**
   * The options that were given, by their longest names, and after {@code --} the arguments.
   *
   * @return one text for each, as it would be typed: {@code --rate=100}, {@code --poisson}
   */
  public static List<String> of(ParseResult parsed) {
    List<String> given = new ArrayList<>();
    for (OptionSpec option : parsed.matchedOptions()) {
      if (!LEFT_OUT.contains(option.longestName())) {
        values(option).map(value -> text(option, value)).forEach(given::add);
      }
    }
    List<String> args = new ArrayList<>();
    for (PositionalParamSpec arg : parsed.matchedPositionals()) {
      args.addAll(arg.originalStringValues());
    }
    if (!args.isEmpty()) {
      given.add("--");
      given.addAll(args);
    }
    return List.copyOf(given);
  }

  /** All of one that may be given several times, else the last, which counts. */
  private static Stream<String> values(ArgSpec option) {
    List<String> values = option.originalStringValues();
    if (values.isEmpty()) {
      return Stream.of("");
    }
    return option.isMultiValue() ? values.stream() : Stream.of(values.get(values.size() - 1));
  }

  private static String text(OptionSpec option, String value) {
    String name = option.longestName();
    boolean flag = option.arity().max() == 0 || option.type() == boolean.class;
    if (flag && (value.isEmpty() || value.equals("true"))) {
      return name;
    }
    return name + "=" + (isSecret(name) ? "(not shown)" : value);
  }

  private static boolean isSecret(String name) {
    String small = name.toLowerCase(Locale.ROOT);
    return !small.endsWith("file") && SECRETS.stream().anyMatch(small::contains);
  }
}
