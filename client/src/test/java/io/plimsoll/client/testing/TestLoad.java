package io.plimsoll.client.testing;

import io.plimsoll.cli.HostPort;
import io.plimsoll.client.load.Access;
import io.plimsoll.client.load.Ends;
import io.plimsoll.client.load.Load;
import io.plimsoll.client.load.LoadConfig;
import io.plimsoll.client.load.Outcome;
import io.plimsoll.client.load.Shape;
import io.plimsoll.client.load.Snapshot;
import io.plimsoll.client.load.Work;
import io.plimsoll.wire.TlsConfig;
import io.plimsoll.wire.Transport;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A load with settings of the test's choice. The fields are the settings, until it runs. */
public final class TestLoad implements AutoCloseable {

  private final HostPort frontend;
  private final Transport transport = Transport.start("load", 1);
  private final Load[] running = new Load[1];

  public List<String> args = List.of();
  public Duration limit = Duration.ZERO;
  public int parallelism = 1;
  public int maxParallelism = 10;
  public double ratePerSecond;
  public boolean poisson;
  public long seed;

  /** From 0. */
  public Duration ramp = Duration.ZERO;

  public Duration delay = Duration.ZERO;
  public Duration warmUp = Duration.ZERO;
  public Duration duration = Duration.ZERO;
  public long requests;
  public int connections = 1;
  public Duration retry = Duration.ZERO;
  public boolean classic;
  public @Nullable TlsConfig tls;

  public TestLoad(FakeFrontend frontend) {
    this.frontend = frontend.address();
  }

  public LoadConfig config() {
    return new LoadConfig(
        new Access(frontend, connections, retry, classic, tls),
        new Work("sleep", args, limit),
        new Shape(
            parallelism,
            maxParallelism,
            ratePerSecond,
            poisson,
            seed,
            ramp.isZero() ? (ratePerSecond > 0 ? ratePerSecond : parallelism) : 0,
            ramp,
            delay),
        new Ends(warmUp, duration, requests));
  }

  /** Runs it. */
  public TestLoad start() {
    return start(Load::of);
  }

  /** Makes it, and does not run it yet. */
  public TestLoad make() {
    running[0] = Load.of(config(), transport);
    return this;
  }

  /** Runs what {@code maker} makes of the settings. */
  public TestLoad start(BiFunction<LoadConfig, Transport, Load> maker) {
    running[0] = maker.apply(config(), transport);
    running[0].start();
    return this;
  }

  public Load load() {
    return running[0];
  }

  public Snapshot snapshot() {
    return load().snapshot(ForkJoinPool.commonPool()).join();
  }

  /** The first statistics that are as wanted. */
  public Snapshot await(Predicate<Snapshot> wanted) {
    return Await.until(this::snapshot, wanted);
  }

  /** How it ended. */
  public Outcome outcome() {
    try {
      return load().ended().get(Await.SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException | ExecutionException | TimeoutException e) {
      throw new AssertionError("the load has not ended", e);
    }
  }

  @Override
  public void close() {
    transport.close();
  }
}
