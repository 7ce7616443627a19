package io.plimsoll.standin.http;

import io.plimsoll.standin.api.Answer;
import io.plimsoll.standin.api.ApiCall;
import io.plimsoll.standin.api.ApiService;
import io.plimsoll.standin.api.Reply;
import io.plimsoll.standin.api.Watch;
import io.plimsoll.standin.fault.Faults;
import io.plimsoll.standin.stats.ConnectionStats;
import io.plimsoll.standin.stats.RequestLog;
import io.plimsoll.standin.stats.RequestStats;
import io.plimsoll.standin.store.ApiException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;

/** What a request goes through between its arrival and its answer. Shared by all connections. */
public final class RequestFlow {

  /** What a proxy without web sockets answers: clients go on with a plain request. */
  private static final Reply NO_WEB_SOCKETS =
      new Reply(200, "text/plain; charset=utf-8", new byte[0], 0);

  /** Soon: an error to order is not meant to keep a client waiting. */
  private static final int RETRY_AFTER_SECONDS = 1;

  private final ApiService api;
  private final Faults faults;
  private final RequestStats stats;
  private final Admin admin;
  private final @Nullable RequestLog log;
  private final byte @Nullable [] authorization;
  private final Reply unauthorized;

  /** What makes a moment of this process's monotonic clock one of the calendar. */
  private final long epochNanos = System.currentTimeMillis() * 1_000_000L - System.nanoTime();

  /**
   * @param log null = none
   * @param token that every request must carry; null = none
   */
  public RequestFlow(
      ApiService api,
      Faults faults,
      RequestStats stats,
      ConnectionStats connections,
      @Nullable RequestLog log,
      @Nullable String token) {
    this.api = api;
    this.faults = faults;
    this.stats = stats;
    this.admin = new Admin(api, faults, stats, connections);
    this.log = log;
    this.authorization =
        token == null ? null : ("Bearer " + token).getBytes(StandardCharsets.UTF_8);
    this.unauthorized = api.failed(ApiException.of(401, "Unauthorized", "Unauthorized"));
  }

  int mostBodyBytes() {
    return api.mostBodyBytes();
  }

  /** A failure in the form of the API. */
  Reply failed(ApiException failure) {
    return api.failed(failure);
  }

  void onRequest(Exchange exchange) {
    if (Admin.isOne(exchange.request())) {
      exchange.reply(isAllowed(exchange) ? admin.answer(exchange.request()) : unauthorized);
    } else {
      new Passage(exchange).begin();
    }
  }

  private boolean isAllowed(Exchange exchange) {
    return authorization == null
        || MessageDigest.isEqual(
            authorization, exchange.authorization().getBytes(StandardCharsets.UTF_8));
  }

  private Reply failure(int status) {
    ApiException failure =
        switch (status) {
          case 429 ->
              ApiException.of(
                      429,
                      "TooManyRequests",
                      "the server has received too many requests and has asked us to try again"
                          + " later")
                  .retryAfter(RETRY_AFTER_SECONDS);
          case 503 ->
              ApiException.of(
                      503,
                      "ServiceUnavailable",
                      "the server is currently unable to handle the request")
                  .retryAfter(RETRY_AFTER_SECONDS);
          case 500 ->
              ApiException.of(
                  500, "InternalError", "Internal error occurred: the stand-in was told to fail");
          default -> ApiException.of(status, "Unknown", "the stand-in was told to fail");
        };
    return api.failed(failure);
  }

  /** One request on its way, on its connection's loop. */
  private final class Passage {

    private final Exchange exchange;
    private final long arrivedNanos = System.nanoTime();
    private final ApiCall call;
    private final RequestStats.Arrival arrival;

    Passage(Exchange exchange) {
      this.exchange = exchange;
      this.call = api.look(exchange.request());
      this.arrival = stats.arrived(exchange.request().method(), call.countedAs(), call.objectKey());
    }

    void begin() {
      exchange.onGone(() -> ended(0));
      if (!isAllowed(exchange)) {
        reply(unauthorized);
        return;
      }
      Faults.Decision decision = faults.decide(call.verb().name(), exchange.request().path());
      if (decision.hang()) {
        return;
      }
      after(decision.delayNanos(), () -> goOn(decision));
    }

    private void after(long delayNanos, Runnable next) {
      if (delayNanos <= 0) {
        next.run();
      } else {
        exchange.schedule(
            () -> {
              if (exchange.isOpen()) {
                next.run();
              }
            },
            delayNanos);
      }
    }

    private void goOn(Faults.Decision decision) {
      long stalled = faults.stalledNanos(System.nanoTime());
      if (stalled > 0) {
        after(stalled, () -> goOn(decision));
      } else if (decision.reset()) {
        exchange.onGone(() -> {});
        ended(0);
        exchange.reset();
      } else if (decision.status() > 0) {
        reply(failure(decision.status()));
      } else {
        answer();
      }
    }

    private void answer() {
      Answer answer = api.answer(call);
      if (answer instanceof Reply reply) {
        reply(reply);
      } else if (exchange.isWebSocket()) {
        reply(NO_WEB_SOCKETS);
      } else if (answer instanceof Watch watch) {
        ended(200);
        WatchStream.start(exchange, watch, stats, faults);
      }
    }

    private void reply(Reply reply) {
      ended(reply.status());
      exchange.reply(reply);
    }

    private void ended(int status) {
      arrival.ended(status);
      if (log != null) {
        log.add(
            epochNanos + arrivedNanos,
            epochNanos + System.nanoTime(),
            exchange.request().method(),
            exchange.uri(),
            status);
      }
    }
  }
}
