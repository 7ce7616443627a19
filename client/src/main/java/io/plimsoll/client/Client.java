package io.plimsoll.client;

import io.netty.channel.EventLoop;
import io.plimsoll.cli.ExitCode;
import io.plimsoll.cli.ProgressLine;
import io.plimsoll.cli.Signals;
import io.plimsoll.client.control.ControlApi;
import io.plimsoll.client.control.PlainText;
import io.plimsoll.client.course.Recorder;
import io.plimsoll.client.load.Load;
import io.plimsoll.client.load.Outcome;
import io.plimsoll.client.report.LiveReport;
import io.plimsoll.client.report.LoadReporter;
import io.plimsoll.client.report.ReportFiles;
import io.plimsoll.client.report.TestReport;
import io.plimsoll.client.report.Threshold;
import io.plimsoll.client.report.ThresholdResult;
import io.plimsoll.http.HttpPort;
import io.plimsoll.wire.Transport;
import java.io.PrintStream;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One run of the client. */
final class Client {

  private static final Logger LOG = LoggerFactory.getLogger(Client.class);

  private final ClientConfig config;
  private final boolean verbose;

  /**
   * @param verbose whether every message is logged, which leaves no room for a status line
   */
  Client(ClientConfig config, boolean verbose) {
    this.config = config;
    this.verbose = verbose;
  }

  /**
   * Runs until the load is over or a signal ends it, and prints the statistics.
   *
   * @throws io.plimsoll.cli.CommandException if a port cannot be had, or the frontend is gone
   */
  ExitCode run(PrintStream out, PrintStream err) {
    // A loop of its own for the control port: rendering must not delay the load.
    try (Transport loadTransport = Transport.start("load", 1);
        Transport controlTransport = Transport.start("control", 1)) {
      Load load = Load.of(config.load(), loadTransport);
      EventLoop loop = controlTransport.loops().next();
      Recorder recorder = new Recorder(load, loop);
      AtomicBoolean interrupted = new AtomicBoolean();
      LoadReporter reporter = new LoadReporter(load, recorder, config.options(), Instant.now());
      LiveReport live =
          where ->
              reporter
                  .soFar(where)
                  .thenApply(report -> Threshold.judge(config.thresholds(), report));
      ControlApi api = new ControlApi(load, recorder, live, loop, config.token());
      try (HttpPort port = HttpPort.listen(controlTransport, config.control(), "--control", api)) {
        LOG.info("control page: http://{}/", port.address());
        Signals.onTermination(
            count -> {
              interrupted.set(true);
              load.stop();
            });
        load.start();
        recorder.start();
        Outcome outcome =
            new StatusLine(config.load(), new ProgressLine(err, verbose)).follow(load);
        if (outcome.failure() == null || outcome.statistics().load().startedTotal() > 0) {
          out.print(PlainText.statistics(outcome.statistics()));
          out.flush();
        }
        TestReport report =
            Threshold.judge(config.thresholds(), reporter.end(outcome, interrupted.get()).join());
        report.thresholds().forEach(result -> out.println(result.line()));
        ReportFiles.write(config.reports(), report);
        if (outcome.failure() != null) {
          throw outcome.failure();
        }
        return report.thresholds().stream().allMatch(ThresholdResult::held)
            ? ExitCode.OK
            : ExitCode.FAILED;
      }
    }
  }
}
