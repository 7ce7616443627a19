package io.plimsoll.standin.http;

import io.netty.util.concurrent.ScheduledFuture;
import io.plimsoll.standin.api.EventFormat;
import io.plimsoll.standin.api.Watch;
import io.plimsoll.standin.fault.Faults;
import io.plimsoll.standin.stats.RequestStats;
import io.plimsoll.standin.store.ApiException;
import io.plimsoll.standin.store.ObjectTable;
import io.plimsoll.standin.store.ResourceType;
import io.plimsoll.standin.store.StoredObject;
import io.plimsoll.standin.store.WatchEvent;
import io.plimsoll.standin.store.Watcher;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * One watch: writes events as they come. Events come from any thread, with their table's monitor
 * held, and hop to the connection's loop, which keeps their order. A reader who falls too far
 * behind is cut off, as Kubernetes does.
 */
final class WatchStream implements Watcher {

  /** Some thousands of events: a reader who is this far behind will not catch up. */
  private static final long MAX_UNSENT_BYTES = 16L << 20;

  /** As often as Kubernetes sends them. */
  private static final long BOOKMARK_NANOS = TimeUnit.MINUTES.toNanos(1);

  private final Exchange exchange;
  private final Watch watch;
  private final RequestStats stats;
  private final Faults faults;

  /** Handed over, and not yet sent. */
  private final AtomicLong unsentBytes = new AtomicLong();

  private final Queue<byte[]> stalledLines = new ArrayDeque<>();

  private boolean ended;
  private @Nullable ScheduledFuture<?> endTimer;
  private @Nullable ScheduledFuture<?> bookmarkTimer;

  private WatchStream(Exchange exchange, Watch watch, RequestStats stats, Faults faults) {
    this.exchange = exchange;
    this.watch = watch;
    this.stats = stats;
    this.faults = faults;
  }

  /** Starts the answer. */
  static void start(Exchange exchange, Watch watch, RequestStats stats, Faults faults) {
    WatchStream stream = new WatchStream(exchange, watch, stats, faults);
    stats.watchOpened();
    exchange.startStream("application/json");
    exchange.onGone(stream::forget);
    stream.endTimer =
        exchange.schedule(stream::end, TimeUnit.SECONDS.toNanos(watch.timeoutSeconds()));
    stream.begin();
    if (watch.bookmarks() && !stream.ended) {
      stream.scheduleBookmark();
    }
  }

  private void scheduleBookmark() {
    bookmarkTimer = exchange.schedule(this::bookmark, BOOKMARK_NANOS);
  }

  private ResourceType type() {
    return watch.table().type();
  }

  private void begin() {
    EventFormat format = watch.format();
    try {
      if (watch.initial()) {
        ObjectTable.Page there = watch.table().watch(watch.selection(), this);
        for (StoredObject object : there.items()) {
          if (watch.selection().test(object)) {
            send(format.event(type(), WatchEvent.Type.ADDED, object));
          }
        }
        if (watch.initialEnd()) {
          send(format.bookmark(type(), there.version(), true));
        }
      } else {
        watch.table().watch(watch.version(), this);
      }
    } catch (ApiException tooOld) {
      send(format.error(tooOld.toStatus()));
      exchange.flush();
      end();
    }
    exchange.flush();
  }

  @Override
  public void onEvent(WatchEvent event) {
    WatchEvent.Type seen = event.seenThrough(watch.selection());
    if (seen == null) {
      return;
    }
    byte[] line = watch.format().event(type(), seen, event.object());
    unsentBytes.addAndGet(line.length);
    exchange.execute(() -> onLine(line));
  }

  /** Hands a line on now, or when a stall is over; those that come meanwhile wait behind it. */
  private void onLine(byte[] line) {
    long stalled = faults.stalledNanos(System.nanoTime());
    if (stalled > 0 || !stalledLines.isEmpty()) {
      if (stalledLines.isEmpty()) {
        exchange.schedule(this::afterStall, stalled);
      }
      stalledLines.add(line);
      return;
    }
    unsentBytes.addAndGet(-line.length);
    send(line);
    exchange.flush();
  }

  private void afterStall() {
    long stalled = faults.stalledNanos(System.nanoTime());
    if (stalled > 0) {
      exchange.schedule(this::afterStall, stalled);
      return;
    }
    byte[] line;
    while ((line = stalledLines.poll()) != null) {
      unsentBytes.addAndGet(-line.length);
      send(line);
    }
    exchange.flush();
  }

  private void send(byte[] line) {
    if (ended) {
      return;
    }
    if (unsentBytes.addAndGet(line.length) > MAX_UNSENT_BYTES) {
      forget();
      exchange.abort();
      return;
    }
    exchange.streamPart(line).addListener(sent -> unsentBytes.addAndGet(-line.length));
  }

  private void bookmark() {
    if (!ended) {
      send(watch.format().bookmark(type(), watch.table().version(), false));
      exchange.flush();
      scheduleBookmark();
    }
  }

  private void end() {
    if (!ended) {
      forget();
      exchange.endStream();
    }
  }

  private void forget() {
    if (ended) {
      return;
    }
    ended = true;
    stats.watchClosed();
    watch.table().unwatch(this);
    cancel(endTimer);
    cancel(bookmarkTimer);
  }

  private static void cancel(@Nullable ScheduledFuture<?> timer) {
    if (timer != null) {
      timer.cancel(false);
    }
  }
}
