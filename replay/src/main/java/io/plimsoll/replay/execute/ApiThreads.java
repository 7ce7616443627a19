package io.plimsoll.replay.execute;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The event loops that the connections of one or several {@link ApiClient}s live on. To be closed
 * after them.
 */
public final class ApiThreads implements AutoCloseable {

  /**
   * One loop sends and receives tens of thousands of requests a second; half of the processors are
   * left to the pacing, the reading of bodies and, on one machine, the server.
   */
  private static final int MAX_LOOPS = 8;

  private static final String DISABLE_DNS_RESOLVER = "vertx.disableDnsResolver";

  /** Nothing waits on these threads for long. */
  private static final int CLOSE_SECONDS = 10;

  private final Vertx vertx;
  private final ThreadLoad load = new ThreadLoad();

  /** Event loops for all that this machine can do. */
  public ApiThreads() {
    this(Math.max(1, Math.min(MAX_LOOPS, Runtime.getRuntime().availableProcessors() / 2)));
  }

  ApiThreads(int loops) {
    VertxOptions options =
        new VertxOptions()
            .setEventLoopPoolSize(loops)
            .setUseDaemonThread(true)
            // It takes less processor time per request; where there is none, Java's own is taken.
            .setPreferNativeTransport(true)
            .setFileSystemOptions(
                new FileSystemOptions()
                    .setFileCachingEnabled(false)
                    .setClassPathResolvingEnabled(false));
    vertx = create(options);
  }

  /** As the client library does: names are resolved as everywhere else in Java. */
  private static Vertx create(VertxOptions options) {
    String before = System.getProperty(DISABLE_DNS_RESOLVER);
    System.setProperty(DISABLE_DNS_RESOLVER, "true");
    try {
      return Vertx.vertx(options);
    } finally {
      if (before == null) {
        System.clearProperty(DISABLE_DNS_RESOLVER);
      } else {
        System.setProperty(DISABLE_DNS_RESOLVER, before);
      }
    }
  }

  Vertx vertx() {
    return vertx;
  }

  /** An event loop; they take turns. */
  Future<Context> loop() {
    // Deploying something is the public way to a context of its own, which gets the next loop.
    Context[] loop = new Context[1];
    return vertx
        .deployVerticle(
            context -> {
              loop[0] = context;
              return Future.succeededFuture();
            })
        .map(
            id -> {
              loop[0].runOnContext(none -> load.addCurrentThread());
              return loop[0];
            });
  }

  /** How busy the event loops that are in use by now are; to be sampled by one thread. */
  ThreadLoad load() {
    return load.copy();
  }

  @Override
  public void close() {
    await(vertx.close());
  }

  private static void await(Future<?> future) {
    try {
      future.toCompletionStage().toCompletableFuture().get(CLOSE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      // They are daemon threads; nothing depends on their end.
    }
  }
}
