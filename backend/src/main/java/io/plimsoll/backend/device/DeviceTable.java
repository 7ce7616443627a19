package io.plimsoll.backend.device;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The state of a device in a file that backends share, and this backend's place among its members.
 *
 * <p>Whoever changes the state holds the lock of one byte of the file. It writes the new state
 * beside the one that holds ({@link StateFile}), so that one that is killed on the way leaves the
 * old one. A member holds the lock of a byte of its own for as long as it lives: who gets that lock
 * knows that the member is gone, however it went.
 *
 * <p>POSIX locks belong to a process, and all that it has on a file are gone when it closes any
 * descriptor of that file. So a process opens each file once only: {@link #OPEN}.
 *
 * <p>Belongs to one thread.
 */
final class DeviceTable implements Closeable {

  private static final Logger LOG = LoggerFactory.getLogger(DeviceTable.class);

  /** Pods of a node: 110 by default, and some times more are run. */
  static final int MAX_MEMBERS = 512;

  /** Locks need no bytes to be there; these are where no state will ever be. */
  private static final long LOCKS = 1L << 40;

  static final long MUTEX = LOCKS;
  private static final long EXPORTER = LOCKS + 1;
  static final long MEMBERS = LOCKS + 16;

  /**
   * A change takes well under a millisecond. Only a backend that was stopped in the middle of one
   * keeps the lock for so long.
   */
  static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(5);

  private static final long PAUSE_NANOS = TimeUnit.MICROSECONDS.toNanos(50);

  /** A clock that is that far behind is another: of a container with a time namespace. */
  private static final long OTHER_CLOCK_NANOS = TimeUnit.SECONDS.toNanos(10);

  /** The files that this process has open, by what the system calls them. */
  private static final Set<Object> OPEN = ConcurrentHashMap.newKeySet();

  private final Path path;
  private final Object key;
  private final FileChannel channel;
  private final StateFile file;
  private final LongSupplier clock;
  private final long patienceNanos;
  private int member = -1;
  private boolean exporter;

  private DeviceTable(
      Path path, Object key, FileChannel channel, LongSupplier clock, long patienceNanos) {
    this.path = path;
    this.key = key;
    this.channel = channel;
    this.file = new StateFile(channel);
    this.clock = clock;
    this.patienceNanos = patienceNanos;
  }

  /**
   * Opens a device's file, which is made if there is none, and becomes a member.
   *
   * @param clock of the machine: nanoseconds since it has booted
   * @throws IOException if it cannot be used, with a text that says why
   */
  static DeviceTable open(Path path, LongSupplier clock) throws IOException {
    return open(path, clock, PATIENCE_NANOS);
  }

  /**
   * As above.
   *
   * @param patienceNanos how long to wait for the lock of a change
   */
  static DeviceTable open(Path path, LongSupplier clock, long patienceNanos) throws IOException {
    try {
      Files.createFile(
          path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    } catch (FileAlreadyExistsException others) {
      // Some other backend has made it.
    }
    BasicFileAttributes is = attributes(path);
    if (!is.isRegularFile()) {
      throw new IOException(path + " is no plain file");
    }
    Object key = Objects.requireNonNullElse(is.fileKey(), path);
    if (!OPEN.add(key)) {
      throw new IOException(path + " is in use by this very process");
    }
    FileChannel channel = null;
    try {
      channel =
          FileChannel.open(
              path, StandardOpenOption.READ, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
      DeviceTable table = new DeviceTable(path, key, channel, clock, patienceNanos);
      table.join();
      return table;
    } catch (IOException | RuntimeException e) {
      if (channel != null) {
        channel.close();
      }
      OPEN.remove(key);
      throw e;
    }
  }

  private static BasicFileAttributes attributes(Path path) throws IOException {
    return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
  }

  /** Whether the file is still the one that others find by its name. */
  boolean isCurrent() {
    try {
      return key.equals(Objects.requireNonNullElse(attributes(path).fileKey(), path));
    } catch (IOException gone) {
      return false;
    }
  }

  /** This backend's number. */
  int member() {
    return member;
  }

  private void join() throws IOException {
    FileLock mutex = lock();
    try {
      for (int i = 0; i < MAX_MEMBERS && member < 0; i++) {
        if (channel.tryLock(MEMBERS + i, 1, false) != null) {
          member = i;
        }
      }
      if (member < 0) {
        throw new IOException("more than " + MAX_MEMBERS + " backends use " + path);
      }
      ProcessorSharing state = read();
      // Of one that had the number before and was not missed yet.
      state.leave(member);
      state.join(member);
      file.write(state);
    } finally {
      mutex.release();
    }
  }

  /**
   * Changes the state: moves it to the present, and then does as {@code change} says.
   *
   * @param sweeps whether to look for members that are gone first
   * @throws IOException if the file is broken or cannot be locked; nothing is changed then
   */
  void update(boolean sweeps, Consumer<ProcessorSharing> change) throws IOException {
    FileLock mutex = lock();
    try {
      ProcessorSharing state = read();
      state.join(member);
      if (sweeps) {
        // Before the state moves on: what a dead member ran has not run since.
        sweep(state);
      }
      state.advance(clock.getAsLong());
      change.accept(state);
      file.write(state);
    } finally {
      mutex.release();
    }
  }

  private ProcessorSharing read() throws IOException {
    long nowNanos = clock.getAsLong();
    ProcessorSharing state = file.read();
    if (state == null) {
      return new ProcessorSharing(nowNanos);
    }
    if (state.nowNanos() - nowNanos > OTHER_CLOCK_NANOS) {
      throw new IOException(
          path
              + " has a time that is "
              + TimeUnit.NANOSECONDS.toSeconds(state.nowNanos() - nowNanos)
              + " s ahead (expected: backends with one monotonic clock, so no time namespaces)");
    }
    return state;
  }

  private void sweep(ProcessorSharing state) throws IOException {
    for (int other : List.copyOf(state.members())) {
      if (other != member) {
        FileLock free = channel.tryLock(MEMBERS + other, 1, false);
        if (free != null) {
          free.release();
          LOG.debug("{}: member {} is gone", path, other);
          state.leave(other);
        }
      }
    }
  }

  /** Whether this backend exports the totals of the device, which it does if nobody else does. */
  boolean exports() throws IOException {
    // Kept until the channel is closed.
    exporter = exporter || channel.tryLock(EXPORTER, 1, false) != null;
    return exporter;
  }

  /** Not {@link FileChannel#lock}, which waits for ever and closes the channel on an interrupt. */
  private FileLock lock() throws IOException {
    long begunNanos = System.nanoTime();
    while (true) {
      @Nullable FileLock lock = channel.tryLock(MUTEX, 1, false);
      if (lock != null) {
        return lock;
      }
      if (System.nanoTime() - begunNanos > patienceNanos) {
        throw new IOException(
            path
                + " is locked (expected: free within "
                + patienceNanos / 1e9
                + " s; is a backend stopped in the middle of a change?)");
      }
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }

  /** Leaves: takes out what this backend runs, and gives up its locks. */
  @Override
  public void close() throws IOException {
    try {
      update(false, state -> state.leave(member));
    } finally {
      abandon();
    }
  }

  /** Gives up the locks; others find what this backend ran, and that it is gone. */
  void abandon() {
    try {
      channel.close();
    } catch (IOException e) {
      LOG.debug("{}: {}", path, e.toString());
    } finally {
      OPEN.remove(key);
    }
  }
}
