package io.plimsoll.bench.load;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.HdrHistogram.Histogram;

/** Clients and workers of one frontend, which can be measured again and again. */
public final class Load {

  private static final Duration DRAIN = Duration.ofSeconds(60);

  /** Requests outstanding of a client that keeps to a rate: more than it ever needs. */
  private static final int PACED_WINDOW = 20_000;

  private static final int DIGITS = 3;

  private final Loop loop;
  private final FrontendProcess frontend;
  private final Histogram latencies = new Histogram(TimeUnit.MINUTES.toNanos(10), DIGITS);
  private final List<LoadClient> saturating = new ArrayList<>();
  private final LoadClient paced;

  /**
   * What was measured.
   *
   * @param jobsPerSecond answered in the time of the measurement
   * @param p50Millis from due to answer
   * @param p99Millis from due to answer
   * @param processorMicros of the frontend, for each job
   */
  public record Result(
      double jobsPerSecond, double p50Millis, double p99Millis, double processorMicros) {}

  /**
   * Connects.
   *
   * @param queues each gets the same share
   * @param clients sessions that send as fast as they can
   * @param window requests outstanding of each
   * @param workers sessions that work
   * @param polls work requests outstanding of each, over all queues
   */
  public Load(
      Loop loop,
      FrontendProcess frontend,
      List<String> queues,
      int clients,
      int window,
      int workers,
      int polls) {
    this.loop = loop;
    this.frontend = frontend;
    for (int i = 0; i < workers; i++) {
      new LoadWorker(loop, frontend.workers(), queues, Math.max(1, polls / queues.size()));
    }
    for (int i = 0; i < clients; i++) {
      saturating.add(new LoadClient(loop, frontend.clients(), queues, window, latencies));
    }
    paced = new LoadClient(loop, frontend.clients(), queues, PACED_WINDOW, latencies);
    // A session begins with a request, and whoever sends none for ten seconds is closed.
    measure(Duration.ofMillis(10), () -> all().forEach(client -> client.pace(1000)));
  }

  /** As fast as it goes, for a while. */
  public Result saturate(Duration time) {
    return measure(time, () -> saturating.forEach(LoadClient::saturate));
  }

  /** At so many a second, for a while. */
  public Result pace(double perSecond, Duration time) {
    return measure(time, () -> paced.pace(perSecond));
  }

  private Result measure(Duration time, Runnable begin) {
    latencies.reset();
    long before = answered();
    double processorBefore = frontend.processorSeconds();
    long begun = System.nanoTime();
    begin.run();
    loop.run(time);
    long jobs = answered() - before;
    double seconds = (System.nanoTime() - begun) / 1e9;
    all().forEach(LoadClient::stop);
    if (!loop.runUntil(DRAIN, () -> all().stream().allMatch(c -> c.outstanding() == 0))) {
      throw new IllegalStateException(
          "some requests have no answer, of clients "
              + all().stream().map(LoadClient::outstanding).toList()
              + "; the frontend has "
              + frontend
                  .metrics()
                  .lines()
                  .filter(line -> !line.endsWith(" 0.0"))
                  .filter(Load::aboutQueues)
                  .collect(Collectors.joining(", ")));
    }
    double processor = frontend.processorSeconds() - processorBefore;
    long failed = all().stream().mapToLong(c -> c.failed).sum();
    if (failed > 0) {
      throw new IllegalStateException(failed + " requests have failed");
    }
    return new Result(
        jobs / seconds,
        latencies.getValueAtPercentile(50) / 1e6,
        latencies.getValueAtPercentile(99) / 1e6,
        1e6 * processor / Math.max(1, answered() - before));
  }

  private static boolean aboutQueues(String line) {
    return line.startsWith("hpa_queue_waiting")
        || line.startsWith("hpa_queue_running")
        || line.startsWith("hpa_queue_workers_waiting")
        || line.startsWith("hpa_connections");
  }

  private List<LoadClient> all() {
    List<LoadClient> all = new ArrayList<>(saturating);
    all.add(paced);
    return all;
  }

  private long answered() {
    return all().stream().mapToLong(c -> c.answered).sum();
  }
}
