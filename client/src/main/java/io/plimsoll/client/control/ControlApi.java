package io.plimsoll.client.control;

import io.netty.channel.EventLoop;
import io.plimsoll.cli.Text;
import io.plimsoll.client.course.LiveCourse;
import io.plimsoll.client.load.LiveRun;
import io.plimsoll.client.load.Load;
import io.plimsoll.client.load.NodePeriod;
import io.plimsoll.client.load.Shape;
import io.plimsoll.client.load.Snapshot;
import io.plimsoll.client.report.LiveReport;
import io.plimsoll.http.HttpCall;
import io.plimsoll.http.HttpReply;
import io.plimsoll.http.HttpService;
import io.prometheus.client.exporter.common.TextFormat;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What the control port answers. Called on the event loop of the control port. */
public final class ControlApi implements HttpService {

  private static final HttpReply HEAD_CHANGES_NOTHING =
      new HttpReply(
          405,
          HttpReply.PLAIN,
          "method not allowed (expected: GET)\n".getBytes(StandardCharsets.UTF_8),
          Map.of("Allow", "GET"));

  private final LiveRun run;
  private final LiveCourse course;
  private final LiveReport report;
  private final EventLoop loop;
  private final ControlToken token;
  private final EventFeed feed;

  /**
   * @param course of the run, on the same loop
   * @param report of the run
   * @param loop of the control port's connections
   * @param token for what changes the load
   */
  public ControlApi(
      LiveRun run, LiveCourse course, LiveReport report, EventLoop loop, ControlToken token) {
    this.run = run;
    this.course = course;
    this.report = report;
    this.loop = loop;
    this.token = token;
    this.feed = new EventFeed(run, loop);
    loop.execute(() -> course.listen(feed::onSecond));
  }

  @Override
  public void refused(int status) {
    run.httpRefused(status);
  }

  @Override
  public void serve(HttpCall call) {
    if (call.path().equals("/report")) { // Which has more types than the others.
      report(call);
      return;
    }
    OutputType type = OutputType.of(call, OutputType.accepted(call));
    if (type == null) {
      refuse(call, "type: '" + call.parameter("type") + "' (expected: " + OutputType.RULE + ")");
      return;
    }
    switch (call.path()) {
      case "/" -> {
        if (type == OutputType.HTML) {
          call.reply(Page.html());
        } else {
          statistics(call, type);
        }
      }
      case "/stats" -> statistics(call, type);
      case "/parallelism", "/parallel" -> parallelism(call, type);
      case "/rate" -> rate(call, type);
      case "/reset" -> reset(call, type);
      case "/fails" ->
          answer(call, run.status(), now -> number((double) now.failed(), "failed requests", type));
      case "/reqs-per-sec", "/reqs-per-seq" ->
          answer(
              call,
              run.status(),
              now -> number(now.periodRequestsPerSecond(), "requests per second", type));
      case "/nodes" ->
          answer(
              call,
              run.snapshot(loop),
              now -> nodes("device", NodeCounts.of(now, NodePeriod::devices), type));
      case "/pods" ->
          answer(
              call,
              run.snapshot(loop),
              now -> nodes("pod", NodeCounts.of(now, NodePeriod::pods), type));
      case "/timeline" ->
          answer(
              call,
              course.course(),
              now ->
                  HttpReply.ok(
                      OutputType.JSON.contentType, Json.write(now.withoutHistograms()) + "\n"));
      case "/events" -> feed.add(call);
      case "/metrics" ->
          answer(
              call,
              run.snapshot(loop),
              now -> HttpReply.ok(TextFormat.CONTENT_TYPE_004, MetricsText.of(now)));
      default -> file(call);
    }
  }

  private void file(HttpCall call) {
    HttpReply file = Page.file(call.path());
    if (file == null) {
      refuse(call, HttpReply.error(404, "not found: " + Text.printable(call.path())));
    } else {
      call.reply(file);
    }
  }

  private void statistics(HttpCall call, OutputType type) {
    answer(call, run.snapshot(loop), now -> statistics(now, type));
  }

  private static HttpReply statistics(Snapshot snapshot, OutputType type) {
    return switch (type) {
      case PLAIN -> HttpReply.ok(type.contentType, PlainText.statistics(snapshot));
      case JSON -> HttpReply.ok(type.contentType, Json.write(snapshot) + "\n");
      case HTML -> HtmlStatistics.page(snapshot);
    };
  }

  /** The report of the run so far as a file; HTML unless another type is asked for. */
  private void report(HttpCall call) {
    ReportType type = ReportType.of(call);
    if (type == null) {
      refuse(call, "type: '" + call.parameter("type") + "' (expected: " + ReportType.RULE + ")");
      return;
    }
    answer(call, report.soFar(loop), now -> type.reply(now, run.name()));
  }

  private void parallelism(HttpCall call, OutputType type) {
    String value = call.parameter("value");
    String info = "requests in parallel";
    if (value == null) {
      answer(call, run.status(), now -> number(now.parallelism(), info, type));
      return;
    }
    if (mayNotChange(call)) {
      return;
    }
    Load load = adjustable(call);
    if (load == null) {
      return;
    }
    int wanted;
    try {
      wanted = Settings.integer(value);
    } catch (NumberFormatException e) {
      refuse(call, "value: " + e.getMessage());
      return;
    }
    int most = load.config().shape().maxParallelism();
    answer(
        call,
        load.setParallelism(wanted),
        now -> new OneNumber(now, info, note(wanted, now, most)).reply(type));
  }

  private void rate(HttpCall call, OutputType type) {
    String value = call.parameter("value");
    String info = "requests started per second";
    if (value == null) {
      answer(call, run.status(), now -> number(now.ratePerSecond(), info, type));
      return;
    }
    if (mayNotChange(call)) {
      return;
    }
    Load load = adjustable(call);
    if (load == null) {
      return;
    }
    double wanted;
    try {
      wanted = Settings.number(value);
    } catch (NumberFormatException e) {
      refuse(call, "value: " + e.getMessage());
      return;
    }
    answer(
        call,
        load.setRate(wanted),
        now -> new OneNumber(now, info, note(wanted, now, (int) Shape.MAX_RATE)).reply(type));
  }

  private void reset(HttpCall call, OutputType type) {
    if (mayNotChange(call)) {
      return;
    }
    Load load = adjustable(call);
    if (load == null) {
      return;
    }
    answer(call, load.reset(loop), old -> number(0, "requests since reset", type));
  }

  /** The load to change; null, and a refusal, if the user may not. */
  private @Nullable Load adjustable(HttpCall call) {
    Load load = run.adjustable();
    if (load == null) {
      refuse(call, HttpReply.error(409, "a scenario decides"));
    }
    return load;
  }

  private static String note(double wanted, double now, int most) {
    return wanted == now ? "" : "out of range 0 to " + most + ", set to the nearest end";
  }

  private static HttpReply number(double value, String info, OutputType type) {
    return new OneNumber(value, info, "").reply(type);
  }

  private static HttpReply nodes(String what, List<NodeCounts> nodes, OutputType type) {
    return switch (type) {
      case PLAIN -> HttpReply.ok(type.contentType, PlainText.nodes(nodes));
      case JSON -> HttpReply.ok(type.contentType, Json.write(Map.of("nodes", nodes)) + "\n");
      case HTML -> HtmlStatistics.nodes("Replies by node and " + what, what, nodes);
    };
  }

  private void refuse(HttpCall call, String why) {
    refuse(call, HttpReply.error(400, Text.printable(why)));
  }

  /**
   * Refuses who may not change anything. Who asks for a head only does not expect that to change
   * something.
   */
  private boolean mayNotChange(HttpCall call) {
    HttpReply refusal = call.isHead() ? HEAD_CHANGES_NOTHING : token.refusal(call);
    if (refusal != null) {
      refuse(call, refusal);
    }
    return refusal != null;
  }

  private void refuse(HttpCall call, HttpReply why) {
    run.httpRefused(why.status());
    call.reply(why);
  }

  /** Replies once the load has answered, back on the control port's loop. */
  private <T> void answer(HttpCall call, CompletableFuture<T> asked, Function<T, HttpReply> reply) {
    asked.thenAcceptAsync(value -> call.reply(reply.apply(value)), loop);
  }
}
