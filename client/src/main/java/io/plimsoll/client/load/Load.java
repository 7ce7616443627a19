package io.plimsoll.client.load;

import io.netty.channel.EventLoop;
import io.plimsoll.cli.Durations;
import io.plimsoll.protocol.Message;
import io.plimsoll.protocol.Request;
import io.plimsoll.wire.TlsClient;
import io.plimsoll.wire.Transport;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The load, for every thread but its own: each call hops to the load's event loop, where the
 * returned future completes.
 */
public final class Load implements LiveRun {

  private final EventLoop loop;
  private final LoadConfig config;
  private final LoadDriver driver;

  private Load(EventLoop loop, LoadConfig config, LoadDriver driver) {
    this.loop = loop;
    this.config = config;
    this.driver = driver;
  }

  /**
   * Makes a load that does not run yet. Looks the frontend's host up, which may block.
   *
   * @param transport whose first event loop is to own the load
   */
  public static Load of(LoadConfig config, Transport transport) {
    return of(config, transport, config.grace());
  }

  /**
   * The same with another time for what is outstanding at the end than {@link LoadConfig#grace()}.
   */
  static Load of(LoadConfig config, Transport transport, Duration grace) {
    TlsClient tls = TlsClient.of(config.access().tls());
    EventLoop loop = transport.loops().next();
    loop.terminationFuture().addListener(over -> tls.close());
    return of(config, transport, loop, tls, grace);
  }

  /**
   * One of many loads that share their way to the frontend.
   *
   * @param tls of all of them, instead of what {@code config} says; closed by the caller
   */
  public static Load of(LoadConfig config, Transport transport, TlsClient tls) {
    return of(config, transport, transport.loops().next(), tls, config.grace());
  }

  private static Load of(
      LoadConfig config, Transport transport, EventLoop loop, TlsClient tls, Duration grace) {
    LongSupplier clock = System::nanoTime;
    Connector connector = new Connector(transport, loop, config.access().frontend(), tls);
    Request request =
        new Request(
            Message.NO_ID,
            false,
            config.work().queue(),
            config.work().args(),
            Durations.seconds(config.work().limit()),
            0);
    LoadDriver driver =
        new LoadDriver(
            loop,
            clock,
            config,
            grace,
            owner -> {
              Frontend frontend =
                  new Frontend(
                      loop,
                      clock,
                      connector,
                      new Outage(config.access().retry().toNanos(), new SplittableRandom()),
                      Durations.seconds(config.access().retry()),
                      owner);
              return config.access().classic()
                  ? new ClassicLink(frontend, request)
                  : new Sessions(frontend, config.access().connections(), request);
            });
    return new Load(loop, config, driver);
  }

  @Override
  public String name() {
    return config.work().queue();
  }

  @Override
  public Load adjustable() {
    return this;
  }

  /** What it was made of. */
  public LoadConfig config() {
    return config;
  }

  /**
   * Connects before the start, for a load that has to begin at a certain time.
   *
   * @return completes when it could begin, or is over: the frontend is not there
   */
  public CompletableFuture<Void> prepare() {
    return CompletableFuture.supplyAsync(driver::onPrepare, loop).thenCompose(done -> done);
  }

  /** Begins. Called once. */
  public void start() {
    loop.execute(driver::onStart);
  }

  /**
   * Begins at a certain time: every start and the end are as far from it as the settings say,
   * however late the call. Called once.
   *
   * @param nanos of {@link System#nanoTime}
   * @return completes when it has begun
   */
  public CompletableFuture<Void> startAt(long nanos) {
    CompletableFuture<Void> begun = new CompletableFuture<>();
    loop.schedule(
        () -> {
          driver.onStart(nanos);
          begun.complete(null);
        },
        nanos - System.nanoTime(),
        TimeUnit.NANOSECONDS);
    return begun;
  }

  /** Ends at once. What is outstanding is given up. */
  public void stop() {
    loop.execute(driver::onStop);
  }

  /** Completes when the load is over: stopped, finished, or broken. */
  public CompletableFuture<Outcome> ended() {
    return driver.ended();
  }

  /**
   * Begins a new period and sets how many requests are to be outstanding in the closed model; 0
   * pauses both models.
   *
   * @return what it is now: the nearest that is allowed
   */
  public CompletableFuture<Integer> setParallelism(int value) {
    return CompletableFuture.supplyAsync(() -> driver.onSetParallelism(value), loop);
  }

  /**
   * Begins a new period and sets the starts per second of the open model; 0 goes back to the closed
   * model.
   *
   * @return what it is now: the nearest that is allowed
   */
  public CompletableFuture<Double> setRate(double perSecond) {
    return CompletableFuture.supplyAsync(() -> driver.onSetRate(perSecond), loop);
  }

  /**
   * Begins a new period.
   *
   * @param where the percentiles are worked out, which takes the load no time then
   * @return the statistics up to the end of the last
   */
  public CompletableFuture<Snapshot> reset(Executor where) {
    return CompletableFuture.supplyAsync(driver::onReset, loop)
        .thenApplyAsync(Capture::snapshot, where);
  }

  @Override
  public CompletableFuture<Snapshot> snapshot(Executor where) {
    return CompletableFuture.supplyAsync(driver::onCapture, loop)
        .thenApplyAsync(Capture::snapshot, where);
  }

  @Override
  public CompletableFuture<Snapshot> detailed(Executor where) {
    return CompletableFuture.supplyAsync(driver::onCapture, loop)
        .thenApplyAsync(Capture::detailed, where);
  }

  /** What is driven. */
  public CompletableFuture<LoadState> state() {
    return CompletableFuture.supplyAsync(driver::onState, loop);
  }

  /**
   * What came since the last tick; null when the load is over, as the {@link Outcome} has the last.
   * For one caller only: it is handed over once.
   */
  public CompletableFuture<@Nullable Tick> tick() {
    return CompletableFuture.supplyAsync(driver::onTick, loop);
  }

  @Override
  public CompletableFuture<Status> status() {
    return CompletableFuture.supplyAsync(driver::onStatus, loop);
  }

  @Override
  public void httpRefused(int status) {
    loop.execute(() -> driver.onHttpRefused(status));
  }
}
