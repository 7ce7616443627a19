package io.plimsoll.replay.execute;

import io.plimsoll.replay.profile.LoadedProfile;
import io.plimsoll.replay.profile.ReplayRequest;
import io.plimsoll.replay.report.ReplayStats;
import io.plimsoll.replay.report.RequestOutcome;
import io.plimsoll.replay.report.RequestResult;
import io.plimsoll.replay.schedule.Order;
import io.plimsoll.replay.schedule.ReplaySchedule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Replays one partition of a profile over a client that is connected. Used once. {@link #start} and
 * {@link #cancel} may be called on any thread, the listener is called on the thread of the run.
 */
public final class ReplayRun {

  /** Hears how a run goes. Must not block. */
  public interface Listener {

    /** About once a second. */
    default void onProgress(ReplayProgress progress) {}

    /** It is over. Called exactly once, and last. */
    void onEnd(ReplayOutcome outcome);
  }

  /*
   * The run has a plain thread of its own, which owns everything below that is not marked
   * otherwise. It parks until the next request is due or something is handed over. An event loop
   * of Netty would do the same with a task object for every step, and its timers are queues of
   * their own beside the schedule. Parking wakes up within about 0.1 ms of the time.
   *
   * An end wakes it up only if something waits for an end: to wake a thread up costs more than all
   * that is to be done then. Other ends wait for the next due time.
   */

  /**
   * A thread that is busy for so much of the time is what requests wait for. Short of 1, since
   * there is always some waiting between two samples.
   */
  private static final double SATURATED = 0.95;

  /** Long enough for a share to mean something, short enough to see a burst. */
  private static final long LOAD_SAMPLE_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

  private static final long PROGRESS_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final LoadedProfile profile;
  private final ApiClient client;
  private final ReplayOptions options;
  private final Listener listener;
  private final Timeline timeline;
  private final RequestBuilder builder;
  private final ReplaySchedule schedule;
  private final OrderCheck orderCheck;
  private final ReplayStats stats;
  private final Set<String> warnings = new LinkedHashSet<>();
  private final Thread thread = new Thread(this::run, "plimsoll-replay");

  /** Filled by event loops. */
  private final Queue<Flight> handedOver = new ConcurrentLinkedQueue<>();

  /** Set by any thread. */
  private volatile boolean cancelled;

  /** Whether an end has to be seen at once; read by event loops. */
  private volatile boolean waitsForEnds = true;

  /** By index, null when not in flight. */
  private final @Nullable Flight[] flights;

  private final BitSet sent;

  /**
   * Requests in the order of their starts, and so of their time-outs. Only indexes: what has ended
   * goes when it comes to the front, and its body must not wait for that.
   */
  private final Deque<Integer> timeouts = new ArrayDeque<>();

  private final long hardEndNanos;
  private long zeroNanos;

  /** Requests that have become due. */
  private int due;

  private long nextProgressNanos = PROGRESS_NANOS;

  private final ThreadLoad load;
  private long nextSampleNanos;

  /** Whether a thread of ours was busy all the time just now. */
  private boolean saturated;

  /** Requests in flight, and watches without an answer. */
  private int open;

  private long done;
  private long failed;

  /**
   * Gets everything ready; nothing is sent.
   *
   * @param profile must stay open and be used by nothing else until the end
   * @param client connected, and used by this run alone
   */
  public ReplayRun(
      LoadedProfile profile, ApiClient client, ReplayOptions options, Listener listener) {
    this.profile = profile;
    this.client = client;
    this.options = options;
    this.listener = listener;
    timeline = new Timeline(profile, options.speed());
    builder =
        new RequestBuilder(client.url(), profile.spec().contentType().accept(), options.maskGets());
    schedule = new ReplaySchedule(timeline, options.order(), places());
    orderCheck = new OrderCheck(timeline);
    stats = new ReplayStats(options.rawData(), options.maxLate().toNanos());
    flights = new Flight[profile.size()];
    sent = new BitSet(profile.size());
    load = client.load();
    hardEndNanos = timeline.durationNanos() + options.grace().toNanos();
    thread.setDaemon(true);
  }

  /**
   * Requests beyond what the connections carry would wait inside the client, and that time would
   * look like the server's.
   */
  private int places() {
    int wanted = profile.spec().inFlight();
    int capacity = client.capacity();
    if (wanted > capacity) {
      warnings.add(
          "clientsPerRunner: %d (expected: at most %d, which is all that %d connections carry at a"
                  .formatted(wanted, capacity, profile.spec().connsPerRunner())
              + " time over HTTP/"
              + (client.isHttp2() ? "2" : "1.1")
              + "); "
              + capacity
              + " are used");
    }
    return Math.min(wanted, capacity);
  }

  /** Warnings so far, for before the start. */
  public List<String> warnings() {
    return List.copyOf(warnings);
  }

  /** Starts; from now on all times are counted. */
  public void start() {
    thread.start();
  }

  /** Ends the run at once. What is in flight counts as cancelled. */
  public void cancel() {
    cancelled = true;
    LockSupport.unpark(thread);
  }

  private void run() {
    load.addCurrentThread();
    zeroNanos = System.nanoTime();
    ReplayEnding ending;
    String failure = "";
    try {
      ending = replay();
    } catch (UncheckedIOException e) {
      ending = ReplayEnding.BROKEN;
      failure = String.valueOf(e.getMessage());
    } catch (RuntimeException | Error e) {
      ending = ReplayEnding.BROKEN;
      failure = e.toString();
    }
    long now = now();
    recordTheRest(now);
    listener.onEnd(new ReplayOutcome(stats, ending, now, new ArrayList<>(warnings), failure));
  }

  private ReplayEnding replay() {
    while (true) {
      takeOver();
      long now = now();
      if (cancelled) {
        return ReplayEnding.CANCELLED;
      }
      if (isDone()) {
        return ReplayEnding.COMPLETED;
      }
      if (now >= hardEndNanos) {
        return ReplayEnding.CUT_OFF;
      }
      sampleLoad(now);
      schedule.start(now, this::send);
      waitsForEnds = waitsForEnds(now);
      long next = Math.min(timeOut(now), progress(now));
      park(Math.min(Math.min(next, hardEndNanos), schedule.nextDueNanos()));
    }
  }

  /** Whether a request that is due has not started, or only ends are to come. */
  private boolean waitsForEnds(long now) {
    while (due < profile.size() && timeline.dueNanos(due) <= now) {
      due++;
    }
    return due > schedule.handedOut() || due == profile.size();
  }

  private boolean isDone() {
    return schedule.handedOut() == profile.size() && open == 0;
  }

  private long now() {
    return System.nanoTime() - zeroNanos;
  }

  private void park(long untilNanos) {
    if (handedOver.isEmpty() && !cancelled && !isDone()) {
      long nanos = untilNanos - now();
      if (nanos > 0) {
        LockSupport.parkNanos(this, nanos);
      }
    }
  }

  private void handOver(Flight flight) {
    handedOver.add(flight);
    if (waitsForEnds) {
      LockSupport.unpark(thread);
    }
  }

  private void sampleLoad(long now) {
    if (now >= nextSampleNanos) {
      saturated = load.busiest(now) >= SATURATED;
      nextSampleNanos = now + LOAD_SAMPLE_NANOS;
    }
  }

  /**
   * Places that are held because a thread of ours has no time to see the answers are not held by
   * the server.
   */
  private void send(int index, long heldByOrder, long heldByPlaces, long generatorLate) {
    if (saturated) {
      fly(index, heldByOrder, 0, heldByPlaces + generatorLate);
    } else {
      fly(index, heldByOrder, heldByPlaces, generatorLate);
    }
  }

  private void fly(int index, long heldByOrder, long heldByPlaces, long generatorLate) {
    ReplayRequest entry = read(index);
    Flight flight =
        new Flight(
            index,
            builder.build(entry),
            entry.expect(),
            options.order() == Order.OBJECT && orderCheck.violatedBy(index),
            timeline.dueNanos(index),
            heldByOrder,
            heldByPlaces,
            generatorLate,
            this::handOver);
    flight.started(
        flight.request.watch()
            ? client.watch(flight.request, flight, this::warnOfOwnConnections)
            : client.send(flight.request, flight));
    sent.set(index);
    flights[index] = flight;
    timeouts.add(index);
    open++;
  }

  private ReplayRequest read(int index) {
    try {
      return profile.read(index);
    } catch (IOException e) {
      throw new UncheckedIOException(e.getMessage(), e);
    }
  }

  private void warnOfOwnConnections() {
    warnings.add(
        "more watches than the %d connections: each further one has a connection of its own"
            .formatted(profile.spec().connsPerRunner()));
  }

  private void takeOver() {
    for (Flight flight = handedOver.poll(); flight != null; flight = handedOver.poll()) {
      if (!flight.recorded) {
        takeOver(flight);
      }
    }
  }

  private void takeOver(Flight flight) {
    if (!flight.answered) {
      flight.answered = true;
      open--;
      done++;
    }
    if (flight.callHasEnded()) {
      RequestResult result = flight.result(zeroNanos);
      record(flight, result);
      if (!flight.request.watch()) {
        orderCheck.ended(flight.index);
        schedule.ended(flight.index, result.endNanos());
      }
    }
  }

  private void record(Flight flight, RequestResult result) {
    stats.record(result);
    flight.recorded = true;
    flights[flight.index] = null;
    if (result.outcome() == RequestOutcome.FAILED) {
      failed++;
    }
  }

  /** Ends what takes too long; says when the next may be. */
  private long timeOut(long now) {
    long timeout = options.requestTimeout().toNanos();
    while (!timeouts.isEmpty()) {
      Flight oldest = flights[timeouts.getFirst()];
      if (oldest != null && !oldest.answered) {
        if (now - oldest.startNanos < timeout) {
          return oldest.startNanos + timeout;
        }
        oldest.call().timeOut();
      }
      timeouts.removeFirst();
    }
    return Long.MAX_VALUE;
  }

  /** Tells the listener if it is time to; says when it will be next. */
  private long progress(long now) {
    if (now >= nextProgressNanos) {
      nextProgressNanos = now + PROGRESS_NANOS;
      listener.onProgress(new ReplayProgress(done, profile.size(), failed));
    }
    return nextProgressNanos;
  }

  /** Every request that has no result yet gets one, whatever comes later. */
  private void recordTheRest(long now) {
    for (int index = 0; index < flights.length; index++) {
      Flight flight = flights[index];
      if (!sent.get(index)) {
        stats.record(Flight.notStarted(timeline.dueNanos(index)));
      } else if (flight != null) {
        boolean answeredWatch = flight.request.watch() && flight.answered;
        record(flight, answeredWatch ? flight.result(zeroNanos) : flight.cancelled(now));
        flight.call().cancel();
      }
    }
  }
}
