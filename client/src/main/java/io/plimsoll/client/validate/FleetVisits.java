package io.plimsoll.client.validate;

import io.plimsoll.cli.CommandException;
import io.plimsoll.cli.Durations;
import io.plimsoll.cli.ExitCode;
import io.plimsoll.cli.ProgressLine;
import io.plimsoll.client.fleet.Fleet;
import io.plimsoll.client.fleet.FleetSite;
import io.plimsoll.client.load.Counts.Count;
import io.plimsoll.client.load.Load;
import io.plimsoll.client.load.Outcome;
import io.plimsoll.client.load.Period;
import io.plimsoll.client.load.Status;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ForkJoinPool;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Measures a fleet with a load of this program's own. Confined to one thread. */
final class FleetVisits implements Visits {

  private static final Logger LOG = LoggerFactory.getLogger(FleetVisits.class);

  /** An earlier request may run for so many times the workload's time alone. */
  private static final int TIMES_ALONE = 10;

  /** For the workload's time: the median of so many is not moved by the first, which is slow. */
  private static final int FEWEST_RUNS = 3;

  /** More are made of a short workload, for so long, but not more than this. */
  private static final int MOST_RUNS = 21;

  private static final double RUNS_SECONDS = 1;

  /** A shorter time would measure how a machine hiccups. */
  private static final double SHORTEST_SECONDS = 1;

  private static final long POLL_MILLIS = 10;

  private static final double SECOND_NANOS = 1e9;

  private final FleetSite site;
  private final Fleet fleet;
  private final Load load;
  private final int samples;
  private final Duration patience;
  private final ProgressLine progress;

  private double workloadSeconds;
  private long shownNanos = System.nanoTime();

  /**
   * @param load that has begun with a parallelism of 0
   * @param plan how many samples to take, and how long to wait for replicas
   */
  FleetVisits(FleetSite site, Load load, ValidatePlan plan, ProgressLine progress) {
    this.site = site;
    this.fleet = site.fleet();
    this.load = load;
    this.samples = plan.samples();
    this.patience = plan.readyTimeout();
    this.progress = progress;
  }

  @Override
  public void calibrate() {
    scale("the workload's time", 1);
    wait(load.setParallelism(1));
    long began = System.nanoTime();
    until(
        "the workload's time",
        () -> {
          Status status = wait(load.status());
          if (status.failed() > 0) {
            throw failure();
          }
          long done = status.startedTotal() - status.outstanding();
          return done >= MOST_RUNS || (done >= FEWEST_RUNS && seconds(began) >= RUNS_SECONDS);
        });
    workloadSeconds = wait(load.snapshot(ForkJoinPool.commonPool())).period().totalSeconds().p50();
    LOG.debug("the workload takes {} s", workloadSeconds);
  }

  private CommandException failure() {
    List<Count> errors = wait(load.snapshot(ForkJoinPool.commonPool())).period().errors().top();
    return new CommandException(
        ExitCode.FAILED,
        "the workload fails" + (errors.isEmpty() ? "" : ": " + errors.get(0).name()));
  }

  @Override
  public Measurement visit(int round, int size) {
    String where = "round " + round + ", " + Findings.replicas(size);
    scale(where, size);
    int parallelism = size * fleet.slots();
    warmUp(where + ", warm-up", parallelism);
    Period period = measure(where, parallelism);
    double meanSeconds = period.totalSeconds().mean();
    double throughput = meanSeconds > 0 ? parallelism / meanSeconds : 0;
    compare(where, throughput, period.requestsPerSecond());
    return new Measurement(round, size, parallelism, throughput, period);
  }

  /** Nothing is asked for, and exactly so many are there with nothing left to do. */
  private void scale(String where, int size) {
    wait(load.setParallelism(0));
    if (fleet.size() != size) {
      fleet.scaleTo(size);
    }
    Duration most = patience.plus(Duration.ofNanos(Durations.nanos(TIMES_ALONE * workloadSeconds)));
    long began = System.nanoTime();
    until(
        where + ", earlier requests",
        () -> {
          int ours = wait(load.status()).outstanding();
          int left = Math.max(ours, site.status().requests(site.queue()).all());
          if (left > 0 && seconds(began) > Durations.seconds(most)) {
            throw new CommandException(
                ExitCode.UNREACHABLE,
                "queue "
                    + site.queue()
                    + ": "
                    + left
                    + " requests are there (expected: none after "
                    + most.toSeconds()
                    + " s; does somebody else use it?)");
          }
          return left == 0;
        });
    fleet.awaitReady(most);
  }

  /** Until everything that was started together has passed once. */
  private void warmUp(String where, int parallelism) {
    long before = done(wait(load.status()));
    wait(load.setParallelism(parallelism));
    long began = System.nanoTime();
    until(
        where,
        () ->
            done(wait(load.status())) - before >= parallelism && seconds(began) >= workloadSeconds);
  }

  /** For so long, and until there is something to tell of. */
  private Period measure(String where, int parallelism) {
    double wanted = Math.max(SHORTEST_SECONDS, samples * workloadSeconds);
    wait(load.reset(ForkJoinPool.commonPool()));
    long before = done(wait(load.status()));
    long began = System.nanoTime();
    String text = where + String.format(Locale.ROOT, ", %.0f s", wanted);
    until(
        text, () -> seconds(began) >= wanted && done(wait(load.status())) - before >= parallelism);
    Period period = wait(load.reset(ForkJoinPool.commonPool())).period();
    if (fleet.ready() != fleet.size()) {
      throw new CommandException(
          ExitCode.UNREACHABLE,
          "fleet: "
              + fleet.ready()
              + " ready after it was measured (expected: "
              + fleet.size()
              + ", as before)");
    }
    return period;
  }

  private static long done(Status status) {
    return status.startedTotal() - status.outstanding();
  }

  /**
   * The two differ by no more than what is cut off at the edges, one reply in {@code samples} at
   * each, if as many requests were outstanding all the time as were asked for.
   */
  private void compare(String where, double byLittle, double counted) {
    double allowed = 2.0 / samples + 0.02;
    if (Math.abs(byLittle - counted) > allowed * Math.max(byLittle, counted)) {
      LOG.warn(
          "{}: throughput is {}/s by Little's law, but {}/s were counted: something held requests"
              + " up that is not in their times",
          where,
          Digits.of(byLittle),
          Digits.of(counted));
    }
  }

  private static double seconds(long began) {
    return (System.nanoTime() - began) / SECOND_NANOS;
  }

  /** Waits, and looks after the fleet and the load once a second. */
  private void until(String what, BooleanSupplier done) {
    while (!done.getAsBoolean()) {
      if (System.nanoTime() - shownNanos >= SECOND_NANOS) {
        shownNanos = System.nanoTime();
        progress.tick(() -> what);
        fleet.ready();
      }
      if (load.ended().isDone()) {
        throw lost(load.ended().join());
      }
      try {
        Thread.sleep(POLL_MILLIS);
      } catch (InterruptedException e) {
        throw interrupted();
      }
    }
  }

  private static CommandException lost(Outcome outcome) {
    return outcome.failure() != null
        ? outcome.failure()
        : new CommandException(ExitCode.UNREACHABLE, "the load has ended");
  }

  private static <T> T wait(CompletableFuture<T> answer) {
    try {
      return answer.get();
    } catch (InterruptedException e) {
      throw interrupted();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  private static CancellationException interrupted() {
    Thread.currentThread().interrupt();
    return new CancellationException("interrupted");
  }
}
