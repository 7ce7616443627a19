package io.plimsoll.replay.load;

import io.plimsoll.pace.ConstantPacer;
import io.plimsoll.pace.Pacer;
import io.plimsoll.replay.execute.ApiCall;
import io.plimsoll.replay.execute.ApiClient;
import io.plimsoll.replay.execute.ReplayEnding;
import io.plimsoll.replay.report.RequestOutcome;
import io.plimsoll.replay.report.RequestResult;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * One stage of a load. Everything belongs to the thread that calls {@link #run}, but for what event
 * loops hand over and {@link #cancel}.
 */
final class SpecRun {

  /** Hears what became of the requests, on the thread of the run. */
  interface Sink {

    /** Times are from the start of the stage. */
    void onResult(RequestResult result);

    /** Requests that were not sent; see {@code ReplayStats.recordNotStarted}. */
    void onNotStarted(long count, long dueNanos);

    /** About once a second. */
    void onProgress(long done, long total, long failed);
  }

  /** What a server may make a request wait with {@code Retry-After}. */
  private static final long MAX_RETRY_SECONDS = 60;

  private static final int TOO_MANY_REQUESTS = 429;
  private static final long NANOS_PER_SECOND = TimeUnit.SECONDS.toNanos(1);
  private static final long PROGRESS_NANOS = NANOS_PER_SECOND;

  private record Retry(LoadFlight flight, long atNanos) {}

  private final LoadSpec spec;
  private final ApiClient client;
  private final LoadSequence sequence;
  private final LoadSettings settings;
  private final Sink sink;
  private final @Nullable Pacer pacer;
  private final long planned;

  /**
   * A stage of so many seconds lasts them, though its last request may have ended before: else its
   * rate would be too high, and the next stage would begin too early.
   */
  private final long leastNanos;

  private final long hardEndNanos;

  private final Queue<LoadFlight> handedOver = new ConcurrentLinkedQueue<>();
  private volatile boolean cancelled;
  private volatile @Nullable Thread thread;

  /** Since when each place in flight that is free has been so, the longest first. */
  private final Deque<Long> freeSince = new ArrayDeque<>();

  /** By index, those that wait for another too. */
  private final Map<Long, LoadFlight> inFlight = new LinkedHashMap<>();

  /** By the index of what they wait for, which is in flight; nothing is waited for by two. */
  private final Map<Long, LoadFlight> waiting = new HashMap<>();

  private final PriorityQueue<Retry> retries =
      new PriorityQueue<>(Comparator.comparingLong(Retry::atNanos));
  private final Deque<Retry> timeouts = new ArrayDeque<>();
  private long zeroNanos;
  private long started;
  private long done;
  private long failed;
  private long nextProgressNanos = PROGRESS_NANOS;

  /**
   * @param places requests in flight, at most what the client carries
   */
  SpecRun(
      LoadSpec spec,
      ApiClient client,
      LoadSequence sequence,
      int places,
      LoadSettings settings,
      Sink sink) {
    this.spec = spec;
    this.client = client;
    this.sequence = sequence;
    this.settings = settings;
    this.sink = sink;
    pacer = spec.rate() > 0 ? new ConstantPacer(spec.rate()) : null;
    planned = spec.plannedRequests();
    long end = spec.plannedNanos();
    leastNanos = spec.total() > 0 ? 0 : end;
    long grace = settings.grace().toNanos();
    hardEndNanos = end > Long.MAX_VALUE - grace ? Long.MAX_VALUE : end + grace;
    for (int i = 0; i < places; i++) {
      freeSince.add(0L);
    }
  }

  /** Ends it at once. What is in flight counts as cancelled. Any thread. */
  void cancel() {
    cancelled = true;
    LockSupport.unpark(thread);
  }

  /** Runs to the end; says how it ended. */
  ReplayEnding run() {
    thread = Thread.currentThread();
    zeroNanos = System.nanoTime();
    ReplayEnding ending = ReplayEnding.BROKEN;
    try {
      ending = load();
    } finally {
      recordTheRest(now());
    }
    return ending;
  }

  /** Nanoseconds since the start. */
  long now() {
    return System.nanoTime() - zeroNanos;
  }

  private ReplayEnding load() {
    while (true) {
      takeOver();
      long now = now();
      if (cancelled) {
        return ReplayEnding.CANCELLED;
      }
      if (allStarted(now) && inFlight.isEmpty() && now >= leastNanos) {
        return ReplayEnding.COMPLETED;
      }
      if (now >= hardEndNanos) {
        return ReplayEnding.CUT_OFF;
      }
      long next = Math.min(startDue(now), Math.min(retryDue(now), timeOut(now)));
      park(Math.min(Math.min(next, progress(now)), hardEndNanos));
    }
  }

  private boolean allStarted(long now) {
    return planned >= 0 ? started == planned : now >= spec.plannedNanos();
  }

  /** Without a rate, a request is due when there is a place for it. */
  private long dueNanos(long index, long placeFreeSince) {
    return pacer != null ? pacer.dueNanos(index) : placeFreeSince;
  }

  private void park(long untilNanos) {
    if (handedOver.isEmpty() && !cancelled) {
      long nanos = untilNanos - now();
      if (nanos > 0) {
        LockSupport.parkNanos(this, nanos);
      }
    }
  }

  private void handOver(LoadFlight flight) {
    handedOver.add(flight);
    LockSupport.unpark(thread);
  }

  /** Starts what is due; says when the next will be. */
  private long startDue(long now) {
    while (!allStarted(now) && !freeSince.isEmpty()) {
      long placeFreeSince = freeSince.getFirst();
      long due = dueNanos(started, placeFreeSince);
      if (due > now) {
        return due;
      }
      freeSince.removeFirst();
      LoadFlight flight =
          new LoadFlight(sequence.next(), started, due, placeFreeSince, now, this::handOver);
      started++;
      inFlight.put(flight.index, flight);
      if (inFlight.containsKey(flight.load.after())) {
        waiting.put(flight.load.after(), flight);
      } else {
        send(flight, now, now);
      }
    }
    return now < leastNanos ? leastNanos : Long.MAX_VALUE;
  }

  private void send(LoadFlight flight, long freeNanos, long now) {
    timeouts.add(new Retry(flight, now));
    flight.sent(client.send(flight.load.request(), flight), freeNanos, now);
  }

  /** Sends again what has waited long enough; says when the next will have. */
  private long retryDue(long now) {
    Retry next;
    while ((next = retries.peek()) != null) {
      if (next.atNanos() > now) {
        return next.atNanos();
      }
      retries.remove();
      send(next.flight(), now, now);
    }
    return Long.MAX_VALUE;
  }

  private void takeOver() {
    for (LoadFlight f = handedOver.poll(); f != null; f = handedOver.poll()) {
      f.tryEnded(zeroNanos);
      long wait = f.tries <= spec.maxRetries() ? retryAfterNanos(f.call()) : -1;
      if (wait >= 0) {
        retries.add(new Retry(f, f.call().endNanos() - zeroNanos + wait));
      } else {
        RequestResult result = f.result(zeroNanos);
        f.recorded = true;
        inFlight.remove(f.index);
        LoadFlight next = waiting.remove(f.index);
        if (next != null) {
          send(next, result.endNanos(), now());
        }
        freeSince.add(result.endNanos());
        done++;
        failed += result.outcome() == RequestOutcome.FAILED ? 1 : 0;
        sink.onResult(result);
      }
    }
  }

  /** How long a server wants us to wait before we try again; -1 if we should not. */
  static long retryAfterNanos(ApiCall call) {
    return call.status() == TOO_MANY_REQUESTS && call.error() == null
        ? retryAfterNanos(call.retryAfter())
        : -1;
  }

  /**
   * The header's seconds, with a bound; it has a date as its other form, which no API server uses.
   */
  static long retryAfterNanos(@Nullable String header) {
    if (header == null || !header.matches("\\d{1,9}")) {
      return -1;
    }
    return Math.min(MAX_RETRY_SECONDS, Long.parseLong(header)) * NANOS_PER_SECOND;
  }

  /** Ends tries that take too long; says when the next may be. */
  private long timeOut(long now) {
    long timeout = settings.requestTimeout().toNanos();
    Retry oldest;
    while ((oldest = timeouts.peek()) != null) {
      LoadFlight flight = oldest.flight();
      // The same flight comes again for its next try.
      if (!flight.recorded && flight.tryNanos == oldest.atNanos()) {
        if (now - oldest.atNanos() < timeout) {
          return oldest.atNanos() + timeout;
        }
        flight.call().timeOut();
      }
      timeouts.remove();
    }
    return Long.MAX_VALUE;
  }

  private long progress(long now) {
    if (now >= nextProgressNanos) {
      nextProgressNanos = now + PROGRESS_NANOS;
      sink.onProgress(done, planned, failed);
    }
    return nextProgressNanos;
  }

  /** Every request that was due and has no result yet gets one. */
  private void recordTheRest(long now) {
    for (LoadFlight flight : inFlight.values()) {
      if (flight.tries == 0) {
        sink.onNotStarted(1, flight.dueNanos);
      } else {
        sink.onResult(flight.cancelled(now));
        flight.call().cancel();
      }
    }
    if (pacer != null && planned > started) {
      // A second's worth at a time: there may be very many.
      long step = Math.max(1, (long) spec.rate());
      while (started < planned && pacer.dueNanos(started) <= now) {
        long count = Math.min(step, planned - started);
        while (count > 1 && pacer.dueNanos(started + count - 1) > now) {
          count /= 2;
        }
        sink.onNotStarted(count, pacer.dueNanos(started));
        started += count;
      }
    }
    if (planned > started) {
      sink.onNotStarted(planned - started, -1);
    }
  }
}
