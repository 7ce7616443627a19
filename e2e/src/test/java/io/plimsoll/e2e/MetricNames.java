package io.plimsoll.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Names of metrics that the programs have, and of those that rules, dashboards and autoscalers ask
 * for.
 */
final class MetricNames {

  private static final Pattern TYPE = Pattern.compile("(?m)^# TYPE (\\S+) (\\S+)$");

  /** What is made of metrics: by a recording rule, or by an adapter, which renames. */
  private static final Pattern MADE = Pattern.compile("(?:record:|as:) *\"?([\\w:]+)");

  /** Words that begin like our metrics and those of the exporters whose names devices have. */
  private static final Pattern ASKED_FOR =
      Pattern.compile("(?<![\\w:./-])((?:\\w+:)?(?:hpa|plimsoll|xpum|collectd|DCGM)_[\\w:]+)");

  private final Set<String> there = new TreeSet<>();

  /** Adds the metrics of a page, those too that have no series yet. */
  void exported(String page) {
    Matcher type = TYPE.matcher(page);
    while (type.find()) {
      String name = type.group(1);
      there.add(name);
      if (type.group(2).equals("histogram")) {
        there.addAll(List.of(name + "_bucket", name + "_sum", name + "_count"));
      }
    }
  }

  /** What the files below {@code folder} ask for and is neither exported nor made of such. */
  Set<String> askedForButMissing(Path folder) {
    List<String> texts = texts(folder);
    for (String text : texts) {
      Matcher made = MADE.matcher(text);
      while (made.find()) {
        there.add(made.group(1));
      }
    }
    Set<String> asked = new TreeSet<>();
    for (String text : texts) {
      Matcher name = ASKED_FOR.matcher(text);
      while (name.find()) {
        asked.add(name.group(1));
      }
    }
    if (asked.isEmpty()) {
      throw new AssertionError("nothing asks for a metric in " + folder);
    }
    asked.removeAll(there);
    return asked;
  }

  private static List<String> texts(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(file -> file.toString().matches(".*\\.(yaml|json)"))
          .filter(file -> !folder.relativize(file).startsWith("target"))
          .map(MetricNames::read)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
