package io.plimsoll.replay.command;

import io.plimsoll.cli.CommandException;
import io.plimsoll.cli.ExitCode;
import io.plimsoll.replay.load.LoadOverrides;
import io.plimsoll.replay.profile.ContentType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * The options that shape the traffic of a load, and that a request may carry to a backend: the same
 * for loads as {@link TrafficOptions} is for replays. The first six replace what the profile says,
 * if that has one spec.
 */
public final class LoadTrafficOptions {

  @Option(
      names = "--rate",
      paramLabel = "PER-SECOND",
      description =
          "Requests per second of each runner; 0 = as many as --client in flight allow."
              + " Default: the profile's.")
  private @Nullable Double rate;

  @Option(
      names = "--total",
      paramLabel = "N",
      description = "Requests of each runner, whatever time that takes. Default: the profile's.")
  private @Nullable Long total;

  @Option(
      names = "--duration",
      paramLabel = "TIME",
      description =
          "How long to send requests, in whole seconds; with --total that counts."
              + " Default: the profile's.")
  private @Nullable Duration duration;

  @Option(
      names = "--conns",
      paramLabel = "N",
      description = "Connections of each runner. Default: the profile's.")
  private @Nullable Integer conns;

  @Option(
      names = "--client",
      paramLabel = "N",
      description = "Requests in flight of each runner at most. Default: the profile's.")
  private @Nullable Integer client;

  @Option(
      names = "--content-type",
      paramLabel = "json|protobuf",
      description = "What the server is asked to answer with. Default: the profile's.")
  private @Nullable String contentType;

  @Mixin private RunOptions run = new RunOptions();

  /** These options, and where they leave one out that of {@code other}. */
  public LoadTrafficOptions orElse(LoadTrafficOptions other) {
    LoadTrafficOptions both = new LoadTrafficOptions();
    both.rate = rate != null ? rate : other.rate;
    // Both say when it ends: a total that came from elsewhere must not outlive a duration.
    boolean end = total != null || duration != null;
    both.total = end ? total : other.total;
    both.duration = end ? duration : other.duration;
    both.conns = conns != null ? conns : other.conns;
    both.client = client != null ? client : other.client;
    both.contentType = contentType != null ? contentType : other.contentType;
    both.run = run.orElse(other.run);
    return both;
  }

  /** What was given, as arguments. */
  public List<String> toArgs() {
    List<String> args = new ArrayList<>();
    RunOptions.add(args, "--rate", rate);
    RunOptions.add(args, "--total", total);
    RunOptions.add(args, "--duration", RunOptions.seconds(duration));
    RunOptions.add(args, "--conns", conns);
    RunOptions.add(args, "--client", client);
    RunOptions.add(args, "--content-type", contentType);
    run.addTo(args);
    return args;
  }

  /**
   * Checks every option by itself; whether the profile has one spec can only be seen there.
   *
   * @throws CommandException exit code 2 for the first that is bad
   */
  public void check() {
    overrides();
    run.check();
  }

  /** What replaces values of the profile. */
  public LoadOverrides overrides() {
    try {
      return new LoadOverrides(rate, total, wholeSeconds(), conns, client, contentType());
    } catch (IllegalArgumentException e) {
      throw new CommandException(ExitCode.USAGE, String.valueOf(e.getMessage()), e);
    }
  }

  private @Nullable Long wholeSeconds() {
    if (duration == null) {
      return null;
    }
    if (duration.getNano() != 0) {
      throw new IllegalArgumentException(
          "--duration: " + RunOptions.seconds(duration) + " (expected: whole seconds)");
    }
    return duration.getSeconds();
  }

  private @Nullable ContentType contentType() {
    if (contentType == null) {
      return null;
    }
    for (ContentType known : ContentType.values()) {
      if (known.text().equals(contentType)) {
        return known;
      }
    }
    throw new IllegalArgumentException(
        "--content-type: " + contentType + " (expected: json or protobuf)");
  }

  /** How long a stage may go on after its end with what it has begun. */
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
}
