package io.plimsoll.frontend.external;

import io.plimsoll.frontend.external.FrontProxy.Refused;
import io.plimsoll.frontend.metrics.StatusSource;
import io.plimsoll.frontend.queue.QueueSnapshot;
import io.plimsoll.http.HttpCall;
import io.plimsoll.http.HttpReply;
import io.plimsoll.http.HttpService;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers the API server. */
final class ExternalMetricsService implements HttpService {

  private static final Logger LOG = LoggerFactory.getLogger(ExternalMetricsService.class);

  /** What everybody may ask, as of any API server. */
  static final List<String> HEALTH = List.of("/healthz", "/livez", "/readyz");

  /** As whom this looks at the maxima: nobody else's are touched. */
  private static final String SCRAPER = "external metrics";

  private final StatusSource source;
  private final @Nullable FrontProxy askers;
  private final ScheduledExecutorService loop;
  private final RecentMaxima recent = new RecentMaxima(System.nanoTime());
  private final RefusalLog refusals = new RefusalLog(System::nanoTime, LOG::warn);

  /** The maxima are those since the last log line, and the same for everybody by that. */
  private final boolean byLogInterval;

  /**
   * @param askers null = everybody
   * @param loop on which everything happens
   */
  ExternalMetricsService(
      StatusSource source, @Nullable FrontProxy askers, ScheduledExecutorService loop) {
    this.source = source;
    this.askers = askers;
    this.loop = loop;
    this.byLogInterval = source.logIntervalSeconds() > 0;
  }

  /** Looks at the queues from now on, so that it knows their last half minute. */
  void start() {
    if (!byLogInterval) {
      loop.scheduleAtFixedRate(
          () -> source.queues(SCRAPER).thenAcceptAsync(this::note, loop),
          0,
          RecentMaxima.STEP_SECONDS,
          TimeUnit.SECONDS);
    }
  }

  private void note(List<QueueSnapshot> queues) {
    long now = System.nanoTime();
    for (QueueSnapshot queue : queues) {
      for (Metric metric : Metric.values()) {
        if (metric.isMaximum()) {
          recent.add(queue.name(), metric, metric.value(queue), now);
        }
      }
    }
  }

  @Override
  public void serve(HttpCall call) {
    if (HEALTH.contains(call.path())) {
      boolean up = !call.path().equals("/readyz") || source.ready();
      call.reply(
          up ? HttpReply.ok(HttpReply.PLAIN, "ok") : ApiError.UNAVAILABLE.reply("shutting down"));
      return;
    }
    Refused refused = askers == null ? null : askers.refuse(call.certificates());
    if (refused != null) {
      refusals.refused(call.remoteHost(), refused.why());
      call.reply(refused.reply());
      return;
    }
    LOG.debug(
        "external metrics: {} asks for {} on behalf of '{}'",
        call.remoteHost(),
        call.path(),
        call.header("X-Remote-User"));
    Route route = ExternalApi.route(call.path(), call::parameter, call.header("Accept"));
    if (route instanceof Route.Ready ready) {
      call.reply(ready.reply());
    } else if (route instanceof Route.Values asked) {
      answer(call, asked);
    }
  }

  private void answer(HttpCall call, Route.Values asked) {
    source
        .queues(SCRAPER)
        .thenAcceptAsync(queues -> call.reply(values(asked, queues)), loop)
        .whenComplete(
            (done, error) -> {
              if (error != null) {
                LOG.warn("cannot answer {}: {}", call.path(), error.toString());
                call.reply(ApiError.INTERNAL.reply("internal error"));
              }
            });
  }

  private HttpReply values(Route.Values asked, List<QueueSnapshot> queues) {
    Instant wall = Instant.now();
    Metric metric = asked.metric();
    if (byLogInterval) {
      return ValueList.of(asked, queues, metric::value, 0, wall);
    }
    note(queues);
    if (!metric.isMaximum()) {
      return ValueList.of(asked, queues, metric::value, 0, wall);
    }
    long now = System.nanoTime();
    return ValueList.of(
        asked,
        queues,
        queue -> recent.maximum(queue.name(), metric, now),
        RecentMaxima.WINDOW_SECONDS,
        wall);
  }

  @Override
  public HttpReply refusal(int status, String why) {
    ApiError error = ApiError.of(status);
    return error == null ? HttpReply.error(status, why) : error.reply(why);
  }

  @Override
  public void handshakeFailed(String remoteHost, String why) {
    refusals.refused(remoteHost, "TLS: " + why);
  }
}
