package io.plimsoll.replay.execute;

import io.plimsoll.replay.profile.LoadedProfile;
import io.vertx.core.Future;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Replays a profile to nobody before it is replayed to a server, since a program that has just
 * started is slow: it loads classes and compiles. Without this the first requests would be late.
 */
public final class Rehearsal {

  /*
   * The server is one of this process, on loopback, and has "{}" for everybody. That way every path
   * of the code is taken, with the requests that will be sent, and no other server sees any of them.
   */

  private static final Logger LOG = LoggerFactory.getLogger(Rehearsal.class);

  /** Longer would be felt, and what has been compiled by then is nearly all. */
  private static final long BUDGET_NANOS = TimeUnit.SECONDS.toNanos(1);

  /** The compiler takes a method for good after some thousands of calls. */
  private static final int ENOUGH_REQUESTS = 5_000;

  /** What a processor can do before anything is compiled. */
  private static final double REQUESTS_PER_SECOND = 5_000;

  /** More take more time to open, and descriptors on both sides. */
  private static final int MOST_CONNECTIONS = 20;

  private static final String LOOPBACK = "127.0.0.1";

  private static final AtomicBoolean HELD = new AtomicBoolean();

  private final LoadedProfile profile;
  private final ReplayOptions options;
  private final long deadlineNanos = System.nanoTime() + BUDGET_NANOS;

  private Rehearsal(LoadedProfile profile, ReplayOptions options) {
    this.profile = profile;
    this.options = options.withRawData(false);
  }

  /**
   * Holds a rehearsal if there has been none in this process. Takes about a second at most. If it
   * cannot be held, there is none.
   *
   * @param profile used by nothing else until this returns
   */
  public static void once(LoadedProfile profile, ReplayOptions options)
      throws InterruptedException {
    if (profile.size() > 0 && HELD.compareAndSet(false, true)) {
      hold(profile, options);
    }
  }

  /** Holds one, and says how many requests were rehearsed. */
  static int hold(LoadedProfile profile, ReplayOptions options) throws InterruptedException {
    return new Rehearsal(profile, options).hold();
  }

  private int hold() throws InterruptedException {
    int sent = 0;
    try (ApiThreads threads = new ApiThreads(1)) {
      HttpServer server = server(threads);
      TargetOptions target =
          TargetOptions.ofServer("http://" + LOOPBACK + ":" + server.actualPort());
      int connections = Math.min(profile.spec().connsPerRunner(), MOST_CONNECTIONS);
      try (ApiClient client = new ApiClient(Target.of(target), connections, true, threads)) {
        client.connect();
        while (sent < ENOUGH_REQUESTS && left() > 0) {
          replay(client);
          sent += profile.size();
        }
      }
    } catch (IOException | ExecutionException | TimeoutException e) {
      LOG.debug("no rehearsal: {}", e.toString());
    }
    return sent;
  }

  private HttpServer server(ApiThreads threads)
      throws InterruptedException, ExecutionException, TimeoutException {
    Future<HttpServer> listening =
        threads
            .vertx()
            .createHttpServer(new HttpServerOptions().setHost(LOOPBACK).setPort(0))
            .requestHandler(request -> request.response().end("{}"))
            .listen();
    return listening.toCompletionStage().toCompletableFuture().get(left(), TimeUnit.NANOSECONDS);
  }

  private void replay(ApiClient client) throws InterruptedException {
    double seconds = profile.durationMillis() / (double) TimeUnit.SECONDS.toMillis(1);
    double speed = Math.max(1, seconds * REQUESTS_PER_SECOND / profile.size());
    CountDownLatch ended = new CountDownLatch(1);
    ReplayRun run =
        new ReplayRun(profile, client, options.withSpeed(speed), outcome -> ended.countDown());
    run.start();
    if (!ended.await(left(), TimeUnit.NANOSECONDS)) {
      run.cancel();
      // It lets go of the profile only then.
      ended.await();
    }
  }

  private long left() {
    return deadlineNanos - System.nanoTime();
  }
}
