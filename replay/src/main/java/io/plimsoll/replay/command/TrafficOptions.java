package io.plimsoll.replay.command;

import io.plimsoll.cli.CommandException;
import io.plimsoll.cli.ExitCode;
import io.plimsoll.replay.profile.RequestFilter;
import io.plimsoll.replay.profile.Rewrite;
import io.plimsoll.replay.schedule.Order;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * The options that shape the traffic of a replay, and that a request may carry to a backend: they
 * neither write files nor choose a server or credentials. A picocli mixin of the client, which
 * passes them on, and of the backend, where those of its own command line win.
 */
public final class TrafficOptions {

  private static final double DEFAULT_SPEED = 1;

  /** A thousand times slower or faster than recorded; what is beyond is a slip of the keyboard. */
  private static final double MAX_SPEED = 1_000;

  @Option(
      names = "--speed",
      paramLabel = "FACTOR",
      description = "Divide all times of the profile by this. Default: 1.")
  private @Nullable Double speed;

  @Option(
      names = "--order",
      paramLabel = "object|none",
      description =
          "object: a request waits until the one before it on its object has ended; none:"
              + " it does not. Default: object.")
  private @Nullable String order;

  @Option(
      names = "--filter",
      paramLabel = "FILTER",
      showDefaultValue = CommandLine.Help.Visibility.NEVER,
      description =
          "Only what matches: verb=V,..., namespace=N,... or kind=K,...; several must all hold."
              + " Default: all.")
  private List<String> filters = new ArrayList<>();

  @Option(
      names = "--rewrite-namespace",
      paramLabel = "OLD=NEW",
      showDefaultValue = CommandLine.Help.Visibility.NEVER,
      description =
          "Replay what was in one namespace in another; may be given several times."
              + " Default: none.")
  private List<String> namespaces = new ArrayList<>();

  @Option(
      names = "--name-suffix",
      paramLabel = "SUFFIX",
      description = "Add this to the names of objects. Default: nothing.")
  private @Nullable String nameSuffix;

  @Mixin private RunOptions run = new RunOptions();

  /** These options, and where they leave one out that of {@code other}. */
  public TrafficOptions orElse(TrafficOptions other) {
    TrafficOptions both = new TrafficOptions();
    both.speed = speed != null ? speed : other.speed;
    both.order = order != null ? order : other.order;
    both.filters = filters.isEmpty() ? other.filters : filters;
    both.namespaces = namespaces.isEmpty() ? other.namespaces : namespaces;
    both.nameSuffix = nameSuffix != null ? nameSuffix : other.nameSuffix;
    both.run = run.orElse(other.run);
    return both;
  }

  /** What was given, as arguments. */
  public List<String> toArgs() {
    List<String> args = new ArrayList<>();
    RunOptions.add(args, "--speed", speed);
    RunOptions.add(args, "--order", order);
    filters.forEach(filter -> RunOptions.add(args, "--filter", filter));
    namespaces.forEach(pair -> RunOptions.add(args, "--rewrite-namespace", pair));
    RunOptions.add(args, "--name-suffix", nameSuffix);
    run.addTo(args);
    return args;
  }

  /**
   * Checks every option.
   *
   * @throws CommandException exit code 2 for the first that is bad
   */
  public void check() {
    speed();
    order();
    filter();
    rewrite();
    run.check();
  }

  /** By what the profile's times are divided; more than 0. */
  public double speed() {
    double value = speed == null ? DEFAULT_SPEED : speed;
    if (!(value >= 1 / MAX_SPEED && value <= MAX_SPEED)) {
      throw CommandException.usage("--speed", value, "0.001 to 1000");
    }
    return value;
  }

  /** Which order requests keep. */
  public Order order() {
    if (order == null) {
      return Order.OBJECT;
    }
    for (Order known : Order.values()) {
      if (known.name().toLowerCase(Locale.ROOT).equals(order)) {
        return known;
      }
    }
    throw CommandException.usage("--order", order, "object or none");
  }

  /** Which requests are replayed. */
  public RequestFilter filter() {
    return usage(() -> RequestFilter.parse(filters));
  }

  /** Under which names they are replayed. */
  public Rewrite rewrite() {
    return usage(() -> Rewrite.parse(namespaces, nameSuffix == null ? "" : nameSuffix));
  }

  /** How long after the last due time a run may last. */
  public Duration grace() {
    return run.grace();
  }

  /** How long one request may take. */
  public Duration requestTimeout() {
    return run.requestTimeout();
  }

  /** What random choices start from; null: anything. */
  public @Nullable Long seed() {
    return run.seed();
  }

  private static <T> T usage(Supplier<T> parser) {
    try {
      return parser.get();
    } catch (IllegalArgumentException e) {
      throw new CommandException(ExitCode.USAGE, String.valueOf(e.getMessage()));
    }
  }
}
