package io.plimsoll.deploy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A Containerfile, as far as ours go.
 *
 * @param arguments defaults of {@code ARG} before the first stage
 * @param stages by name, in order; the last one may have none and is then called {@code ""}
 */
record Recipe(Map<String, String> arguments, Map<String, Stage> stages) {

  /**
   * A stage.
   *
   * @param from image or stage that it is put on
   * @param steps each instruction in one line, such as {@code COPY a b}
   */
  record Stage(String from, List<String> steps) {

    /** What follows {@code instruction}, of each that there is. */
    List<String> all(String instruction) {
      return steps.stream()
          .filter(step -> step.startsWith(instruction + " "))
          .map(step -> step.substring(instruction.length() + 1))
          .toList();
    }

    /** The last of them, the one that counts, or nothing. */
    String last(String instruction) {
      List<String> all = all(instruction);
      return all.isEmpty() ? "" : all.get(all.size() - 1);
    }
  }

  static Recipe read(String text) {
    Map<String, String> arguments = new LinkedHashMap<>();
    Map<String, Stage> stages = new LinkedHashMap<>();
    List<String> steps = new ArrayList<>();
    String joined =
        text.lines().filter(line -> !line.startsWith("#")).reduce("", (a, b) -> a + "\n" + b);
    for (String line : joined.replaceAll("\\\\\n\\s*", "").lines().toList()) {
      String[] words = line.trim().split("\\s+");
      if (words[0].equals("FROM")) {
        steps = new ArrayList<>();
        String name = words.length == 4 ? words[3] : "";
        if (stages.put(name, new Stage(words[1], steps)) != null) {
          throw new IllegalArgumentException("two stages '" + name + "'");
        }
      } else if (words[0].equals("ARG") && stages.isEmpty()) {
        String[] argument = words[1].split("=", 2);
        arguments.put(argument[0], argument[1]);
      } else if (!words[0].isEmpty()) {
        steps.add(line.trim());
      }
    }
    return new Recipe(arguments, stages);
  }

  Stage stage(String name) {
    Stage stage = stages.get(name);
    if (stage == null) {
      throw new IllegalArgumentException("no stage '" + name + "'");
    }
    return stage;
  }
}
