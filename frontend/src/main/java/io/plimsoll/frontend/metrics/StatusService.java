package io.plimsoll.frontend.metrics;

import io.plimsoll.frontend.queue.QueueSnapshot;
import io.plimsoll.http.HttpCall;
import io.plimsoll.http.HttpReply;
import io.plimsoll.http.HttpService;
import io.plimsoll.http.MetricsPage;
import io.prometheus.client.Collector.MetricFamilySamples;
import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.hotspot.DefaultExports;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code /metrics}, {@code /queues}, {@code /workers}, {@code /healthz} and {@code /readyz}. */
public final class StatusService implements HttpService {

  private static final Logger LOG = LoggerFactory.getLogger(StatusService.class);

  private final StatusSource source;
  private final Executor metricsLoop;
  private final CollectorRegistry process = new CollectorRegistry();

  /**
   * @param metricsLoop where answers are put together, so that no queue's loop is held up by it
   */
  public StatusService(StatusSource source, Executor metricsLoop) {
    this.source = source;
    this.metricsLoop = metricsLoop;
    // Costs some hundred milliseconds of class loading, which nobody should wait for.
    metricsLoop.execute(() -> DefaultExports.register(process));
  }

  @Override
  public void serve(HttpCall call) {
    switch (call.path()) {
      case "/metrics" -> later(call, source.queues(scraper(call)), queues -> metrics(call, queues));
      case "/queues" ->
          later(
              call,
              source.queues(scraper(call)),
              queues -> HttpReply.ok(HttpReply.JSON, StatusJson.queues(queues)));
      case "/workers" ->
          later(
              call,
              source.workers(),
              workers -> HttpReply.ok(HttpReply.JSON, StatusJson.workers(workers)));
      case "/healthz" -> call.reply(HttpReply.ok(HttpReply.PLAIN, "ok\n"));
      case "/readyz" ->
          call.reply(
              source.ready()
                  ? HttpReply.ok(HttpReply.PLAIN, "ready\n")
                  : HttpReply.error(503, "shutting down"));
      case "/" ->
          call.reply(HttpReply.ok(HttpReply.PLAIN, "/metrics /queues /workers /healthz /readyz\n"));
      default -> call.reply(HttpReply.error(404, "not found (see /)"));
    }
  }

  private <T> void later(HttpCall call, CompletionStage<T> figures, Function<T, HttpReply> reply) {
    figures
        .thenAcceptAsync(value -> call.reply(reply.apply(value)), metricsLoop)
        .whenComplete(
            (done, error) -> {
              if (error != null) {
                LOG.warn("cannot answer {}: {}", call.path(), error.toString());
                call.reply(HttpReply.error(500, "internal error"));
              }
            });
  }

  /**
   * Scrapers are told apart by what they read, host and user agent: a new connection is no new one.
   */
  private static String scraper(HttpCall call) {
    return (call.isHead() ? "HEAD " : "")
        + call.path()
        + ' '
        + call.remoteHost()
        + ' '
        + call.header("User-Agent");
  }

  private HttpReply metrics(HttpCall call, List<QueueSnapshot> queues) {
    List<MetricFamilySamples> families =
        new ArrayList<>(QueueFamilies.of(queues, source.ports(), source.logIntervalSeconds()));
    families.addAll(Collections.list(process.metricFamilySamples()));
    return MetricsPage.of(call, families);
  }
}
