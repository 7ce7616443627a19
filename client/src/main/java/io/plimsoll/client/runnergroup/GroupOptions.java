package io.plimsoll.client.runnergroup;

import io.plimsoll.cli.CommandException;
import io.plimsoll.cli.Durations;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** What a group is made with beside its spec; a picocli mixin. */
final class GroupOptions {

  /** A runner takes no start that is more than 24 hours ahead, and its clock may be behind. */
  static final Duration MAX_START_IN = Duration.ofHours(23);

  /** Who keeps groups for longer does not want them deleted by themselves. */
  static final Duration MAX_KEEP = Duration.ofDays(30);

  private static final String IMAGE = "plimsoll/backend";

  /** 36^5: two groups of one spec do not get the same name by chance. */
  private static final int SUFFIX_CHARS = 5;

  private static final int SUFFIX_RADIX = 36;

  private static final Pattern QUANTITY =
      Pattern.compile(
          "(?!0+(?:\\.0*)?[a-zA-Z]*$)\\d{1,12}(?:\\.\\d{1,3})?(?:m|k|M|G|T|Ki|Mi|Gi|Ti)?");

  @Option(
      names = "--name",
      paramLabel = "NAME",
      showDefaultValue = CommandLine.Help.Visibility.NEVER,
      description =
          "Name of the group. Default: that of the spec file, and five random characters.")
  private @Nullable String name;

  @Option(
      names = "--start-in",
      paramLabel = "TIME",
      showDefaultValue = CommandLine.Help.Visibility.NEVER,
      description =
          "When all runners begin, from now: time for Kubernetes to start the pods. Default: 60s.")
  private @Nullable Duration startIn;

  @Option(
      names = "--start-at",
      paramLabel = "INSTANT",
      showDefaultValue = CommandLine.Help.Visibility.NEVER,
      description = "The same as a point in time, such as 2026-01-01T12:00:00Z.")
  private @Nullable String startAt;

  @Option(
      names = "--image",
      paramLabel = "IMAGE",
      showDefaultValue = CommandLine.Help.Visibility.NEVER,
      description = "Image of the backend. Default: " + IMAGE + " of this program's version.")
  private @Nullable String image;

  @Option(
      names = "--cpu",
      paramLabel = "QUANTITY",
      defaultValue = "1",
      description = "Processors of each runner, such as 500m: what it asks for, and gets at most.")
  private String cpu = "";

  @Option(
      names = "--memory",
      paramLabel = "QUANTITY",
      defaultValue = "1Gi",
      description = "Memory of each runner, such as 2Gi; half of it is heap.")
  private String memory = "";

  @Option(
      names = "--keep",
      paramLabel = "TIME",
      showDefaultValue = CommandLine.Help.Visibility.NEVER,
      description =
          "Let Kubernetes delete the group, with its results, so long after it has ended. Default:"
              + " it stays until it is deleted.")
  private @Nullable Duration keep;

  /**
   * Checks every option.
   *
   * @throws CommandException exit code 2 for the first that is bad
   */
  void check() {
    start(Instant.EPOCH);
    if (name != null && !isName(name)) {
      throw CommandException.usage(
          "--name",
          name,
          "lower-case letters, digits and dashes, not at the ends, at most "
              + GroupSettings.MAX_NAME_CHARS
              + " characters");
    }
    if (image != null && !image.matches("\\S{1,500}")) {
      throw CommandException.usage("--image", image, "the name of an image");
    }
    quantity("--cpu", cpu);
    quantity("--memory", memory);
    if (keep != null && (keep.toSeconds() < 1 || keep.compareTo(MAX_KEEP) > 0)) {
      throw CommandException.usage(
          "--keep", Durations.seconds(keep), "1 s to " + MAX_KEEP.toDays() + " days");
    }
  }

  private static void quantity(String option, String text) {
    if (!QUANTITY.matcher(text).matches()) {
      throw CommandException.usage(
          option, text, "a quantity of Kubernetes, such as 500m, 2 or 1Gi");
    }
  }

  private static boolean isName(String text) {
    return text.length() <= GroupSettings.MAX_NAME_CHARS && NameRules.isDnsLabel(text);
  }

  /** When to start, if it is {@code now}. */
  private Instant start(Instant now) {
    if (startAt != null) {
      if (startIn != null) {
        throw CommandException.usage("--start-at", startAt, "not with --start-in");
      }
      try {
        return Instant.parse(startAt);
      } catch (DateTimeParseException e) {
        throw CommandException.usage(
            "--start-at", startAt, "a point in time in UTC, such as 2026-01-01T12:00:00Z");
      }
    }
    Duration wanted = startIn == null ? Duration.ofSeconds(60) : startIn;
    if (wanted.compareTo(MAX_START_IN) > 0) {
      throw CommandException.usage(
          "--start-in", Durations.seconds(wanted), "at most " + MAX_START_IN.toSeconds() + " s");
    }
    return now.plus(wanted).truncatedTo(ChronoUnit.MILLIS);
  }

  /**
   * The settings of a new group; the start counts from now.
   *
   * @param spec file, for the name
   * @throws CommandException exit code 2 if the start is too far away
   */
  GroupSettings settings(
      Path spec, String namespace, GroupSettings.Retries retries, List<String> traffic) {
    Instant now = Instant.now();
    Instant start = start(now);
    if (start.isAfter(now.plus(MAX_START_IN))) {
      throw CommandException.usage(
          "--start-at", start, "at most " + MAX_START_IN.toHours() + " hours from now");
    }
    return new GroupSettings(
        name == null ? madeUp(spec) : name,
        namespace,
        image == null ? IMAGE + ":" + version() : image,
        cpu,
        memory,
        start,
        keep,
        UUID.randomUUID().toString(),
        retries,
        traffic);
  }

  private static String version() {
    String version = GroupOptions.class.getPackage().getImplementationVersion();
    return version == null ? "latest" : version;
  }

  /** From {@code Spike test.yaml}: {@code spike-test-x3k9q}. */
  private static String madeUp(Path spec) {
    String file = String.valueOf(spec.getFileName()).toLowerCase(Locale.ROOT);
    int dot = file.indexOf('.', 1);
    String base =
        (dot < 0 ? file : file.substring(0, dot))
            .replaceAll("[^a-z0-9]+", "-")
            .replaceAll("^-|-$", "");
    int most = GroupSettings.MAX_NAME_CHARS - SUFFIX_CHARS - 1;
    String start = base.isEmpty() ? "group" : base.substring(0, Math.min(most, base.length()));
    return start + "-" + suffix(new SplittableRandom());
  }

  private static String suffix(SplittableRandom random) {
    StringBuilder suffix = new StringBuilder();
    while (suffix.length() < SUFFIX_CHARS) {
      suffix.append(Character.forDigit(random.nextInt(SUFFIX_RADIX), SUFFIX_RADIX));
    }
    return suffix.toString();
  }
}
