package io.plimsoll.client.standin;

import static java.util.Objects.requireNonNull;

import io.plimsoll.cli.CommandException;
import io.plimsoll.cli.ExitCode;
import io.plimsoll.cli.HostPort;
import io.plimsoll.cli.Signals;
import io.plimsoll.standin.StandInConfig;
import io.plimsoll.standin.StandInConfig.Api;
import io.plimsoll.standin.StandInConfig.Security;
import io.plimsoll.standin.StandInServer;
import io.plimsoll.standin.fault.FaultPlan;
import io.plimsoll.standin.fault.FaultRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What all stand-in servers can be told, and how they run. */
final class ServerOptions {

  @Spec(Spec.Target.MIXEE)
  private @Nullable CommandSpec spec;

  @Option(
      names = "--listen",
      paramLabel = "HOST:PORT",
      defaultValue = "localhost:0",
      description = "Where to listen; port 0 picks a free one.")
  private HostPort listen = new HostPort("", 0);

  @Option(names = "--tls", description = "HTTPS, with a certificate made at the start.")
  private boolean tls;

  @Option(
      names = "--cert",
      paramLabel = "FILE",
      description = "HTTPS, with these certificates (PEM); needs --key.")
  private @Nullable Path cert;

  @Option(
      names = "--key",
      paramLabel = "FILE",
      description = "The key of --cert (PEM, PKCS 8, not encrypted).")
  private @Nullable Path key;

  @Option(
      names = "--ca-out",
      paramLabel = "FILE",
      description = "Write the certificate that clients must trust.")
  private @Nullable Path caOut;

  @Option(
      names = "--token",
      paramLabel = "TOKEN",
      description = "Answer 401 to whoever does not bear this token.")
  private @Nullable String token;

  @Option(
      names = "--latency",
      paramLabel = "[REQUESTS ]TIME",
      description = "Answer so much later: 5ms, 0-200ms (anything between), exp:20ms (mean).")
  private final List<String> latencies = new ArrayList<>();

  @Option(
      names = "--errors",
      paramLabel = "[REQUESTS ]STATUS:SHARE,...",
      description = "Answer with errors instead: 500:1%%,429:2%%.")
  private final List<String> errors = new ArrayList<>();

  @Option(
      names = "--reset",
      paramLabel = "[REQUESTS ]SHARE",
      description = "Reset the connection instead of answering: 1%%.")
  private final List<String> resets = new ArrayList<>();

  @Option(
      names = "--hang",
      paramLabel = "REQUESTS",
      description = "Never answer these: 'GET /api/v1/nodes'.")
  private final List<String> hangs = new ArrayList<>();

  @Option(
      names = "--stall",
      paramLabel = "AFTER:FOR",
      description = "Answer nothing for a time, then all: 10s:2s after the start for 2 s.")
  private final List<String> stalls = new ArrayList<>();

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Of everything that is drawn.")
  private long seed;

  @Option(
      names = "--record",
      paramLabel = "FILE",
      description = "Write a line of JSON about every request.")
  private @Nullable Path record;

  /**
   * The options as values.
   *
   * @throws CommandException if one is bad
   */
  StandInConfig config(Api api) {
    List<FaultRule> rules = new ArrayList<>();
    latencies.forEach(text -> rules.add(read("--latency", text, FaultRule::latency)));
    errors.forEach(text -> rules.add(read("--errors", text, FaultRule::errors)));
    resets.forEach(text -> rules.add(read("--reset", text, FaultRule::reset)));
    hangs.forEach(text -> rules.add(read("--hang", text, FaultRule::hang)));
    FaultPlan plan = read("--stall", stalls, given -> new FaultPlan(seed, rules, given));
    return new StandInConfig(listen, security(), token, api, plan, record, seed);
  }

  private Security security() {
    if (cert != null && key != null) {
      return new Security.GivenTls(cert, key);
    }
    if (cert != null || key != null) {
      throw CommandException.usage("--cert, --key", "one without the other", "both or none");
    }
    return tls ? new Security.MadeTls() : new Security.Plain();
  }

  /**
   * What an option's text means.
   *
   * @throws CommandException if it means nothing
   */
  static <A, T> T read(String option, A text, Function<A, T> parser) {
    try {
      return parser.apply(text);
    } catch (IllegalArgumentException e) {
      throw new CommandException(ExitCode.USAGE, option + ": " + e.getMessage(), e);
    }
  }

  /**
   * Runs a server until it is interrupted.
   *
   * @param name for the line that says where it listens
   * @param started before that line
   */
  ExitCode serve(StandInConfig config, String name, Consumer<StandInServer> started)
      throws InterruptedException {
    if (caOut != null && config.security() instanceof Security.Plain) {
      throw CommandException.usage("--ca-out", caOut, "--tls or --cert with it");
    }
    CountDownLatch ended = new CountDownLatch(1);
    Signals.onTermination(count -> ended.countDown());
    try (StandInServer server = read("--resource", config, StandInServer::start)) {
      String authority = server.authority();
      if (caOut != null && authority != null) {
        write("--ca-out", caOut, authority);
      }
      started.accept(server);
      // For people to read and for scripts to wait for.
      requireNonNull(spec).commandLine().getOut().println(name + ": " + server.url());
      spec.commandLine().getOut().flush();
      ended.await();
      return ExitCode.OK;
    }
  }

  static void write(String option, Path file, String text) {
    try {
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new CommandException(
          ExitCode.USAGE, option + ": " + file + " (expected: a file that can be written)", e);
    }
  }
}
