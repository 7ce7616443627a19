package io.plimsoll.backend.device;

import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One device as this backend sees it: what it runs there, and when to look at the state again.
 *
 * <p>It looks when something of its own is to end; a few times a second while anything runs, since
 * another backend may have been killed; and after each full second of the clock, for the figures.
 *
 * <p>Confined to the owner's thread, but for {@link #reading}.
 */
final class SharedDevice {

  private static final Logger LOG = LoggerFactory.getLogger(SharedDevice.class);

  /** While something runs: a dead member is found within 250 ms if a busy machine wakes late. */
  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(150);

  private static final long SECOND_NANOS = TimeUnit.SECONDS.toNanos(1);

  /** After a full second members look one after the other, not all at once. */
  private static final long STAGGER_NANOS = TimeUnit.MICROSECONDS.toNanos(200);

  private static final int STAGGERED = 64;

  private final String name;
  private final Path file;
  private final EventExecutor owner;
  private final LongSupplier clock;
  private final Map<Long, Task> tasks = new LinkedHashMap<>();
  private @Nullable DeviceTable table;
  private @Nullable Future<?> nextLook;
  private DeviceModel model = DeviceModel.DEFAULT;
  private long ids;
  private long sweptNanos;
  private boolean exporter;
  private boolean warned;
  private volatile @Nullable DeviceReading reading;

  /** One request of this backend. */
  private record Task(long id, DeviceRequest request, Consumer<DeviceEnd> over) {}

  SharedDevice(String name, Path file, EventExecutor owner, LongSupplier clock) {
    this.name = name;
    this.file = file;
    this.owner = owner;
    this.clock = clock;
  }

  /** The latest figures; null before the first. For any thread. */
  @Nullable DeviceReading reading() {
    return reading;
  }

  /**
   * A request comes.
   *
   * @return by what it can be withdrawn
   */
  long begin(DeviceRequest request, Consumer<DeviceEnd> over) {
    assert owner.inEventLoop();
    renew();
    Task task = new Task(++ids, request, over);
    tasks.put(task.id, task);
    List<String> refused = new ArrayList<>();
    sweptNanos = clock.getAsLong();
    update(
        true,
        state -> {
          String why = state.arrive(member(), task.id, request);
          if (why.isEmpty()) {
            model = request.model();
          } else {
            tasks.remove(task.id);
            refused.add(why);
          }
          seen(state);
        });
    refused.forEach(why -> over.accept(failed(why)));
    return task.id;
  }

  /** A request leaves before its end, if it has not ended yet. */
  void withdraw(long id) {
    assert owner.inEventLoop();
    List<Task> left = new ArrayList<>();
    if (tasks.containsKey(id)) {
      update(
          false,
          state -> {
            finish(state);
            Task task = tasks.remove(id);
            if (task != null) {
              state.withdraw(member(), id);
              left.add(task);
            }
            seen(state);
          });
    }
    left.forEach(task -> task.over.accept(new DeviceEnd.Left()));
  }

  /** Brings the figures up to date. */
  void refresh() {
    assert owner.inEventLoop();
    if (table != null) {
      look();
    }
  }

  /** Looks at the state now, and says when to look again. */
  private void look() {
    assert owner.inEventLoop();
    renew();
    long now = clock.getAsLong();
    boolean sweeps = now - sweptNanos >= LOOK_NANOS / 2;
    sweptNanos = sweeps ? now : sweptNanos;
    update(sweeps, this::seen);
  }

  /** Whatever goes wrong, nobody waits for ever. */
  private void update(boolean sweeps, Consumer<ProcessorSharing> change) {
    try {
      DeviceTable open = table();
      exporter = open.exports();
      open.update(sweeps, change);
    } catch (IOException | RuntimeException e) {
      broken(e);
    }
  }

  private void seen(ProcessorSharing state) {
    // First, so that who hears of an end finds it in the figures.
    reading = read(state);
    finish(state);
    long now = state.nowNanos();
    long delay = SECOND_NANOS - Math.floorMod(now, SECOND_NANOS);
    delay += member() % STAGGERED * STAGGER_NANOS;
    if (state.running() > 0) {
      delay = Math.min(delay, LOOK_NANOS);
      delay = Math.min(delay, state.nextEnd(member(), delay).orElse(delay));
    }
    if (nextLook != null) {
      nextLook.cancel(false);
    }
    nextLook = owner.schedule(this::look, delay, TimeUnit.NANOSECONDS);
  }

  private void finish(ProcessorSharing state) {
    for (ProcessorSharing.Ended end : state.takeEnded(member())) {
      Task task = tasks.remove(end.id());
      if (task != null) {
        task.over.accept(new DeviceEnd.Done(end.loadPercent(), end.memoryBytes()));
      }
    }
    if (state.running(member()) < tasks.size()) {
      List<Task> lost =
          tasks.values().stream().filter(task -> !state.runs(member(), task.id)).toList();
      lost.forEach(task -> tasks.remove(task.id));
      lost.forEach(task -> task.over.accept(failed("its state was lost")));
    }
  }

  private DeviceReading read(ProcessorSharing state) {
    int self = member();
    return new DeviceReading(
        name,
        model,
        exporter,
        state.busy().lastSecond(),
        state.memoryBytes(),
        state.running(),
        state.busy().total() / SECOND_NANOS,
        (double) (state.nowNanos() - state.sinceNanos()) / SECOND_NANOS,
        state.busy(self).lastSecond(),
        state.memoryBytes(self),
        state.running(self),
        state.busy(self).total() / SECOND_NANOS);
  }

  private DeviceTable table() throws IOException {
    DeviceTable open = table;
    if (open == null) {
      open = DeviceTable.open(file, clock);
      table = open;
    }
    return open;
  }

  private int member() {
    return table == null ? -1 : table.member();
  }

  /** Whoever clears old files away may have taken this one, and others have a new one. */
  private void renew() {
    if (table == null || table.isCurrent()) {
      return;
    }
    if (tasks.isEmpty()) {
      close();
    } else if (!warned) {
      warned = true;
      LOG.warn("{}: replaced while in use; backends that come now do not share it", file);
    }
  }

  private void broken(Exception error) {
    List<Task> all = List.copyOf(tasks.values());
    tasks.clear();
    stopLooking();
    reading = null;
    if (table != null) {
      table.abandon();
      table = null;
    }
    LOG.warn("device {}: {}", name, text(error));
    all.forEach(task -> task.over.accept(failed(text(error))));
  }

  private static String text(Exception error) {
    // The message of some is nothing but a path.
    boolean clear =
        error instanceof IOException
            && (!(error instanceof FileSystemException named) || named.getReason() != null);
    return clear ? String.valueOf(error.getMessage()) : error.toString();
  }

  private DeviceEnd failed(String why) {
    return new DeviceEnd.Failed("device " + name + ": " + why);
  }

  private void stopLooking() {
    if (nextLook != null) {
      nextLook.cancel(false);
      nextLook = null;
    }
  }

  /** Leaves the device. */
  void close() {
    stopLooking();
    DeviceTable open = table;
    table = null;
    if (open != null) {
      try {
        open.close();
      } catch (IOException e) {
        LOG.debug("device {}: {}", name, text(e));
      }
    }
  }
}
