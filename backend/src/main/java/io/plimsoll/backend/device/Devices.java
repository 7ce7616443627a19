package io.plimsoll.backend.device;

import io.netty.util.concurrent.DefaultEventExecutor;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.EventExecutor;
import io.plimsoll.cli.CommandException;
import io.plimsoll.cli.ExitCode;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The simulated devices that this backend uses. Each has a file in a directory where backends of
 * the same host meet. One thread owns them all; the methods here may be called from any thread and
 * do not block, but for {@link #open} and {@link #close}.
 */
public final class Devices implements DeviceFigures, AutoCloseable {

  /** Each costs a file that stays open and a look every second; a host has sixteen or so. */
  static final int MAX_DEVICES = 64;

  /** A backend that is told to end is gone within a second. */
  private static final long CLOSE_MILLIS = 500;

  private final Path directory;
  private final LongSupplier clock;
  private final ConcurrentSkipListMap<String, SharedDevice> devices = new ConcurrentSkipListMap<>();
  private volatile @Nullable EventExecutor owner;

  /**
   * Makes nothing yet.
   *
   * @param directory where the files are
   */
  public Devices(Path directory) {
    this(directory, System::nanoTime);
  }

  /**
   * As above.
   *
   * @param clock nanoseconds since the machine has booted, the same in all backends: on Linux that
   *     is {@link System#nanoTime}
   */
  Devices(Path directory, LongSupplier clock) {
    this.directory = directory;
    this.clock = clock;
  }

  /** In the temporary folder. */
  public static Path defaultDirectory() {
    return Path.of(System.getProperty("java.io.tmpdir"), "plimsoll");
  }

  /**
   * Makes the directory, for its owner only, and starts the thread. To be called before the first
   * request; again does nothing.
   *
   * @throws CommandException exit code 2 if there is something else of that name, 3 if it cannot be
   *     used
   */
  public void open() {
    if (owner != null) {
      return;
    }
    try {
      if (!Files.isDirectory(directory)) {
        Files.createDirectories(
            directory,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      }
    } catch (FileAlreadyExistsException e) {
      throw CommandException.usage("--device-dir", directory, "a directory");
    } catch (IOException e) {
      throw unusable(e);
    }
    if (!Files.isWritable(directory) || !Files.isExecutable(directory)) {
      throw unusable(null);
    }
    owner = new DefaultEventExecutor(new DefaultThreadFactory("devices", true));
  }

  private CommandException unusable(@Nullable IOException cause) {
    String text =
        "--device-dir: "
            + directory
            + (cause == null ? "" : ": " + cause)
            + " (expected: a directory that this user may write to)";
    return cause == null
        ? new CommandException(ExitCode.UNREACHABLE, text)
        : new CommandException(ExitCode.UNREACHABLE, text, cause);
  }

  /**
   * A request for a device comes.
   *
   * @param over hears once how it ended, on the thread of the devices
   */
  public DeviceWork begin(DeviceRequest request, Consumer<DeviceEnd> over) {
    EventExecutor thread = Objects.requireNonNull(owner, "not open");
    Begun begun = new Begun(thread);
    thread.execute(() -> begun.onBegin(request, over));
    return begun;
  }

  /** Confined to the owner's thread, but for {@link #leave}. */
  private final class Begun implements DeviceWork {

    private final EventExecutor thread;
    private @Nullable SharedDevice device;
    private long id;

    Begun(EventExecutor thread) {
      this.thread = thread;
    }

    void onBegin(DeviceRequest request, Consumer<DeviceEnd> over) {
      SharedDevice named = devices.get(request.device());
      if (named == null) {
        if (devices.size() >= MAX_DEVICES) {
          over.accept(
              new DeviceEnd.Failed(
                  "device "
                      + request.device()
                      + ": one more (expected: one of the "
                      + MAX_DEVICES
                      + " that this backend has used)"));
          return;
        }
        Path file = directory.resolve(DeviceNames.fileName(request.device()));
        named = new SharedDevice(request.device(), file, thread, clock);
        devices.put(request.device(), named);
      }
      device = named;
      id = named.begin(request, over);
    }

    @Override
    public void leave() {
      thread.execute(this::onLeave);
    }

    private void onLeave() {
      if (device != null) {
        device.withdraw(id);
      }
    }
  }

  @Override
  public List<DeviceReading> readings() {
    return devices.values().stream().map(SharedDevice::reading).filter(Objects::nonNull).toList();
  }

  @Override
  public CompletionStage<List<DeviceReading>> current() {
    EventExecutor thread = owner;
    if (thread == null || thread.isShuttingDown()) {
      return CompletableFuture.completedFuture(readings());
    }
    return CompletableFuture.runAsync(() -> devices.values().forEach(SharedDevice::refresh), thread)
        .handle((done, error) -> readings());
  }

  /** Leaves the devices; whoever is not done hears nothing more. */
  @Override
  public void close() {
    EventExecutor thread = owner;
    owner = null;
    if (thread != null) {
      thread
          .submit(() -> devices.values().forEach(SharedDevice::close))
          .awaitUninterruptibly(CLOSE_MILLIS);
      thread.shutdownGracefully(0, CLOSE_MILLIS, TimeUnit.MILLISECONDS);
    }
  }
}
