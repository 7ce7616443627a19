package io.plimsoll.replay.load;

import io.plimsoll.replay.execute.ApiClient;
import io.plimsoll.replay.execute.ApiThreads;
import io.plimsoll.replay.execute.ReplayEnding;
import io.plimsoll.replay.execute.Target;
import io.plimsoll.replay.report.ReplayStats;
import io.plimsoll.replay.report.RequestOutcome;
import io.plimsoll.replay.report.RequestResult;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Runs a load profile, one stage after the other, each over connections of its own. Used once.
 * {@link #start} and {@link #cancel} may be called on any thread, the listener is called on the
 * thread of the run.
 */
public final class LoadRun implements AutoCloseable {

  /** Hears how a load goes. Must not block. */
  public interface Listener {

    /** About once a second. */
    default void onProgress(LoadProgress progress) {}

    /** It is over. Called exactly once, and last. */
    void onEnd(LoadOutcome outcome);
  }

  private final LoadProfile profile;
  private final Target target;
  private final ApiThreads threads;
  private final LoadSettings settings;
  private final InstantSource clock;
  private final Listener listener;
  private final Thread thread = new Thread(this::run, "plimsoll-load");
  private final List<LoadOutcome.Stage> stages = new ArrayList<>();
  private final ReplayStats aggregated;
  private final Set<String> warnings = new LinkedHashSet<>();
  private final long planned;
  private @Nullable ApiClient first;

  /** Guards what {@link #cancel} needs. */
  private final Object lock = new Object();

  private boolean cancelled;
  private @Nullable SpecRun running;
  private long doneBefore;
  private long failedBefore;

  /**
   * Gets everything ready; nothing is sent.
   *
   * @param clock for the times in the report only
   */
  public LoadRun(
      LoadProfile profile,
      Target target,
      ApiThreads threads,
      LoadSettings settings,
      InstantSource clock,
      Listener listener) {
    this.profile = profile;
    this.target = target;
    this.threads = threads;
    this.settings = settings;
    this.clock = clock;
    this.listener = listener;
    aggregated = new ReplayStats(settings.rawData(), settings.maxLate().toNanos());
    warnings.addAll(profile.warnings());
    boolean known = profile.specs().stream().allMatch(spec -> spec.plannedRequests() >= 0);
    planned = known ? profile.specs().stream().mapToLong(LoadSpec::plannedRequests).sum() : -1;
    thread.setDaemon(true);
  }

  /**
   * Opens the connections of the first stage. To be called once, before the start.
   *
   * @throws IOException if the server cannot be reached
   */
  public void connect() throws IOException, InterruptedException {
    first = connect(profile.specs().get(0));
  }

  private ApiClient connect(LoadSpec spec) throws IOException, InterruptedException {
    ApiClient client = new ApiClient(target, spec.conns(), spec.disableHttp2(), threads);
    boolean connected = false;
    try {
      client.connect();
      connected = true;
      return client;
    } finally {
      if (!connected) {
        client.close();
      }
    }
  }

  /** Starts; from now on all times are counted. */
  public void start() {
    thread.start();
  }

  /** Ends the load at once. What is in flight counts as cancelled; further stages do not begin. */
  public void cancel() {
    synchronized (lock) {
      cancelled = true;
      if (running != null) {
        running.cancel();
      }
    }
    thread.interrupt();
  }

  private void run() {
    Instant startedAt = clock.instant();
    long zero = System.nanoTime();
    ReplayEnding ending = ReplayEnding.COMPLETED;
    String failure = "";
    try {
      for (int i = 0; i < profile.specs().size(); i++) {
        ReplayEnding stage = stage(i, zero);
        if (stage == ReplayEnding.CANCELLED) {
          ending = stage;
          break;
        }
        if (stage != ReplayEnding.COMPLETED) {
          ending = stage;
        }
      }
    } catch (InterruptedException e) {
      ending = ReplayEnding.CANCELLED;
    } catch (IOException e) {
      ending = ReplayEnding.BROKEN;
      failure = String.valueOf(e.getMessage());
    } catch (RuntimeException | Error e) {
      ending = ReplayEnding.BROKEN;
      failure = e.toString();
    } finally {
      closeFirst();
      // What interrupted the run must not disturb the listener.
      Thread.interrupted();
    }
    listener.onEnd(
        new LoadOutcome(
            List.copyOf(stages),
            aggregated,
            System.nanoTime() - zero,
            startedAt,
            ending,
            List.copyOf(warnings),
            failure));
  }

  /** Closes the connections of a run that was never started. One that was does so itself. */
  @Override
  public void close() {
    if (thread.getState() == Thread.State.NEW) {
      closeFirst();
    }
  }

  private void closeFirst() {
    ApiClient open = first;
    first = null;
    if (open != null) {
      open.close();
    }
  }

  private ReplayEnding stage(int index, long zero) throws IOException, InterruptedException {
    LoadSpec spec = profile.specs().get(index);
    ApiClient ready = first;
    first = null;
    try (ApiClient client = ready != null ? ready : connect(spec)) {
      StageSink sink = new StageSink(index, System.nanoTime() - zero);
      LoadSequence sequence = new LoadSequence(spec, index, client.url(), settings);
      SpecRun run =
          new SpecRun(spec, client, sequence, places(index, spec, client), settings, sink);
      synchronized (lock) {
        running = run;
        if (cancelled) {
          run.cancel();
        }
      }
      Instant startedAt = clock.instant();
      try {
        return run.run();
      } finally {
        stages.add(new LoadOutcome.Stage(sink.stats, run.now(), startedAt));
        doneBefore += sink.stats.started();
        failedBefore += sink.stats.count(RequestOutcome.FAILED);
      }
    }
  }

  /**
   * Requests beyond what the connections carry would wait inside the client, and that time would
   * look like the server's.
   */
  private int places(int index, LoadSpec spec, ApiClient client) {
    int capacity = client.capacity();
    if (spec.client() > capacity) {
      warnings.add(
          "specs[%d].client: %d (expected: at most %d, which is all that %d connections carry over HTTP/%s)"
              .formatted(
                  index, spec.client(), capacity, spec.conns(), client.isHttp2() ? "2" : "1.1"));
    }
    return Math.min(spec.client(), capacity);
  }

  /** Counts for its stage, and for all. */
  private final class StageSink implements SpecRun.Sink {

    private final int index;
    private final long offsetNanos;
    final ReplayStats stats = new ReplayStats(settings.rawData(), settings.maxLate().toNanos());

    StageSink(int index, long offsetNanos) {
      this.index = index;
      this.offsetNanos = offsetNanos;
    }

    @Override
    public void onResult(RequestResult result) {
      stats.record(result);
      aggregated.record(result.later(offsetNanos));
    }

    @Override
    public void onNotStarted(long count, long dueNanos) {
      stats.recordNotStarted(count, dueNanos);
      aggregated.recordNotStarted(count, dueNanos < 0 ? dueNanos : dueNanos + offsetNanos);
    }

    @Override
    public void onProgress(long done, long total, long failed) {
      listener.onProgress(
          new LoadProgress(
              index, profile.specs().size(), doneBefore + done, planned, failedBefore + failed));
    }
  }
}
