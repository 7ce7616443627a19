package io.plimsoll.replay.execute;

import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.vertx5.Vertx5HttpClient;
import io.plimsoll.replay.report.RequestError;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpClientConnection;
import io.vertx.core.http.HttpConnectOptions;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Sends requests to an API server over exactly as many connections as it was told. Nothing is
 * repeated, redirected or decompressed. Any thread.
 *
 * <p>Over HTTP/1.1, one connection carries one request at a time: keep to {@link #capacity()}. A
 * watch has a connection of its own there; over HTTP/2 the first of them share the connections, one
 * each, and further ones have their own.
 */
public final class ApiClient implements AutoCloseable {

  /*
   * Built on the connections of the Vert.x client that the Kubernetes client library sets up (TLS,
   * proxies, protocols), with the headers of its authentication. Its own HttpClient interface hides
   * what is needed here: which connection a request takes, the protocol and the number of streams,
   * the error code of a reset stream, and a way to end a request that has no answer yet. Its pool
   * opens a further HTTP/2 connection only when streams run out.
   */

  /** Time for all connections together; one that takes longer says that something is wrong. */
  private static final int CONNECT_SECONDS = 30;

  /** Tokens live for minutes at least; asking may mean to read a file or to run a program. */
  private static final long REFRESH_MILLIS = 15_000;

  /** What a server does not say about its HTTP/2 streams; Go, and so Kubernetes, takes 250. */
  private static final long USUAL_STREAMS = 100;

  private static final String VERSION_PATH = "/version";

  /**
   * A program that has just started is slow: without these the first requests of a run would be
   * late for no fault of the server.
   */
  private static final int WARM_UP_REQUESTS = 200;

  /** Against a server that is far away fewer of them will have to do. */
  private static final long WARM_UP_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final Target target;
  private final ApiThreads threads;
  private final HttpClient library;
  private final HttpClientAgent agent;
  private final HttpConnectOptions address;
  private final AuthHeaders headers;
  private final int connections;
  private final long refreshTimer;
  private final List<Lane> lanes = new ArrayList<>();
  private final List<Lane> ownLanes = new ArrayList<>();
  private final AtomicInteger watches = new AtomicInteger();

  /**
   * @param connections how many connections to open, &gt; 0
   * @param disableHttp2 whether HTTP/2 is not even offered
   */
  public ApiClient(Target target, int connections, boolean disableHttp2, ApiThreads threads) {
    if (connections <= 0) {
      throw new IllegalArgumentException(
          "connections: " + connections + " (expected: greater than 0)");
    }
    this.target = target;
    this.connections = connections;
    this.threads = threads;
    boolean verifyHost =
        !target.config().isTrustCerts() && !target.config().isDisableHostnameVerification();
    ApiHttpFactory factory =
        new ApiHttpFactory(threads.vertx(), target.isTls() && !disableHttp2, verifyHost);
    library = factory.newBuilder(target.config()).build();
    agent = (HttpClientAgent) ((Vertx5HttpClient<?>) library).getHttpClient();
    address =
        new HttpConnectOptions()
            .setHost(target.host())
            .setPort(target.port())
            .setSsl(target.isTls());
    headers = new AuthHeaders(target, factory);
    refreshTimer =
        threads
            .vertx()
            .setPeriodic(
                REFRESH_MILLIS,
                id ->
                    threads
                        .vertx()
                        .executeBlocking(
                            () -> {
                              headers.refresh();
                              return true;
                            }));
  }

  /**
   * Opens all connections, with one {@code GET /version} on each at the same time; every answer to
   * that will do. To be called once, before anything is sent.
   *
   * @throws IOException if there is no answer on one of them, with the server's URL
   */
  public void connect() throws IOException, InterruptedException {
    ApiRequest version =
        new ApiRequest(
            "GET",
            target.url() + VERSION_PATH,
            "application/json",
            null,
            null,
            "GET " + VERSION_PATH,
            false);
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(CONNECT_SECONDS);
    for (int i = 0; i < connections; i++) {
      lanes.add(lane(await(threads.loop(), deadline)));
    }
    askAll(version, deadline);
    warmUp(version);
  }

  private void warmUp(ApiRequest request) throws InterruptedException {
    long deadline = System.nanoTime() + WARM_UP_NANOS;
    try {
      for (int asked = connections; asked < WARM_UP_REQUESTS; asked += connections) {
        askAll(request, deadline);
      }
    } catch (IOException slowOrFaulty) {
      // It did answer before; how well it does so is for the run to find out.
    }
  }

  /** The same request over each connection at once. */
  private void askAll(ApiRequest request, long deadline) throws IOException, InterruptedException {
    List<CompletableFuture<ApiCall>> answers = new ArrayList<>();
    List<ApiCall> calls = new ArrayList<>();
    for (Lane lane : lanes) {
      CompletableFuture<ApiCall> answer = new CompletableFuture<>();
      answers.add(answer);
      calls.add(lane.send(request, answer::complete));
    }
    try {
      for (CompletableFuture<ApiCall> answer : answers) {
        RequestError error = await(answer, deadline).error();
        if (error != null) {
          throw failed(error.message());
        }
      }
    } finally {
      calls.forEach(ApiCall::cancel);
    }
  }

  /** How busy the event loops of the connections are; to be sampled by one thread. */
  ThreadLoad load() {
    return threads.load();
  }

  private <T> T await(Future<T> future, long deadline) throws IOException, InterruptedException {
    return await(future.toCompletionStage().toCompletableFuture(), deadline);
  }

  private <T> T await(CompletableFuture<T> future, long deadline)
      throws IOException, InterruptedException {
    try {
      return future.get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
    } catch (ExecutionException e) {
      throw failed(Failures.of(e).message());
    } catch (TimeoutException e) {
      throw failed("no answer within " + CONNECT_SECONDS + " s");
    }
  }

  private IOException failed(String why) {
    return new IOException("cannot reach the API server at " + target.url() + ": " + why);
  }

  private Lane lane(Context loop) {
    return new Lane(loop, this::open, headers, System::nanoTime);
  }

  private Future<HttpClientConnection> open() {
    return agent.connect(address);
  }

  /** The URL of the server, without a slash at its end. */
  public String url() {
    return target.url();
  }

  /** Whether a connection carries several requests at a time. */
  public boolean isHttp2() {
    return lanes.get(0).isHttp2();
  }

  /** How many requests can be in flight at a time, watches aside. */
  public int capacity() {
    if (!isHttp2()) {
      return connections;
    }
    long each = lanes.stream().mapToLong(Lane::maxStreams).min().orElse(0);
    // One stream of each connection may be taken by a watch.
    long free = each <= 0 ? USUAL_STREAMS : Math.max(1, each - 1);
    return (int) Math.min(Integer.MAX_VALUE, connections * free);
  }

  /** Sends a request over the connection that has the fewest. It must not be a watch. */
  public ApiCall send(ApiRequest request, ApiCall.Listener listener) {
    Lane least = lanes.get(0);
    int fewest = Integer.MAX_VALUE;
    for (Lane lane : lanes) {
      int inFlight = lane.inFlight();
      if (inFlight < fewest) {
        least = lane;
        fewest = inFlight;
        if (fewest == 0) {
          break;
        }
      }
    }
    return least.send(request, listener);
  }

  /**
   * Sends a watch, over a connection of its own where it has to.
   *
   * @param onOwnConnection called at once if it has one although HTTP/2 is spoken
   */
  public ApiCall watch(ApiRequest request, ApiCall.Listener listener, Runnable onOwnConnection) {
    int index = watches.getAndIncrement();
    if (isHttp2()) {
      if (index < connections) {
        return lanes.get(index).send(request, listener);
      }
      onOwnConnection.run();
    }
    // It shares the loop of another connection, which is as good as any.
    Lane own = lanes.get(index % connections).sibling();
    synchronized (ownLanes) {
      ownLanes.add(own);
    }
    return own.send(request, listener);
  }

  /** Closes all connections; what is in flight ends as failed. */
  @Override
  public void close() {
    threads.vertx().cancelTimer(refreshTimer);
    lanes.forEach(Lane::close);
    synchronized (ownLanes) {
      ownLanes.forEach(Lane::close);
    }
    library.close();
  }
}
