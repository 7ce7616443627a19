package io.plimsoll.client.replay;

import io.netty.channel.EventLoop;
import io.plimsoll.cli.CommandException;
import io.plimsoll.cli.HostPort;
import io.plimsoll.cli.ProgressLine;
import io.plimsoll.cli.Signals;
import io.plimsoll.client.load.Connector;
import io.plimsoll.protocol.Progress;
import io.plimsoll.protocol.Request;
import io.plimsoll.wire.TlsClient;
import io.plimsoll.wire.TlsConfig;
import io.plimsoll.wire.Transport;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Runs a gang and shows how far it is. Called on the main thread. */
final class GangRun {

  /** What a process that a signal has ended exits with at the second signal. */
  private static final int IMPATIENT = 1;

  private final HostPort frontend;
  private final @Nullable TlsConfig tls;
  private final Duration retry;
  private final ProgressLine line;

  GangRun(HostPort frontend, @Nullable TlsConfig tls, Duration retry, ProgressLine line) {
    this.frontend = frontend;
    this.tls = tls;
    this.retry = retry;
    this.line = line;
  }

  /**
   * Sends the request and waits for its answer. A signal takes it back.
   *
   * @throws CommandException if the frontend cannot be reached or is lost
   */
  GangResult run(Request request) {
    try (TlsClient secured = TlsClient.of(tls);
        Transport transport = Transport.start("replay", 1)) {
      EventLoop loop = transport.loops().next();
      Connector connector = new Connector(transport, loop, frontend, secured);
      GangCall call = new GangCall(connector, loop, request, retry.toNanos());
      Signals.onTermination(
          count -> {
            if (count > 1) {
              Runtime.getRuntime().halt(IMPATIENT);
            }
            call.withdraw();
          });
      return follow(call);
    }
  }

  private GangResult follow(GangCall call) {
    CompletableFuture<GangResult> done = call.send();
    while (true) {
      try {
        GangResult result = done.get(1, TimeUnit.SECONDS);
        line.clear();
        return result;
      } catch (TimeoutException notYet) {
        line.tick(() -> text(call.progress()));
      } catch (ExecutionException e) {
        line.clear();
        throw e.getCause() instanceof CommandException command
            ? command
            : new IllegalStateException(e);
      } catch (InterruptedException e) {
        throw new IllegalStateException("nobody interrupts the main thread", e);
      }
    }
  }

  /** What is shown. */
  static String text(@Nullable Progress progress) {
    if (progress == null) {
      return "waiting for the frontend";
    }
    return switch (progress.phase()) {
      case GATHERING ->
          "waiting for workers: " + progress.done() + " of " + progress.total() + " are there";
      case LOADING -> "loading: " + progress.done() + " of " + progress.total() + " runners ready";
      case RUNNING ->
          String.format(
              Locale.ROOT,
              "%s requests, %d failed",
              // Of a load without a rate only the time is known.
              progress.total() == 0
                  ? Long.toString(progress.done())
                  : ProgressLine.bar(progress.done(), progress.total())
                      + " "
                      + progress.done()
                      + " of "
                      + progress.total(),
              progress.failed());
    };
  }
}
