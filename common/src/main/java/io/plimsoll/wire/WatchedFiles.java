package io.plimsoll.wire;

import io.netty.util.concurrent.DefaultThreadFactory;
import io.plimsoll.cli.CommandException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the newest good state of some files holds.
 *
 * <p>A thread of its own looks at the files every second, rather than each connection when it
 * comes: the one that finds new files would have to wait for them, or would be given the old
 * certificate, which may have expired while nobody came. Links are followed, so what Kubernetes
 * does to a mounted secret, which is to turn a link to another folder, is seen.
 *
 * @param <T> what they hold; immutable
 */
public final class WatchedFiles<T> implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(WatchedFiles.class);

  /** Twice this is how old the files are that somebody may still get. */
  private static final long LOOK_MILLIS = 1000;

  private final String what;
  private final String users;
  private final List<Path> files;
  private final Supplier<T> loader;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(new DefaultThreadFactory("tls-files", true));

  private volatile T current;

  // Used by the one thread only.
  private List<Object> used;
  private List<Object> seen;
  private @Nullable List<Object> broken;

  /**
   * Reads the files, and goes on looking at them.
   *
   * @param what the files are of, for the log
   * @param users who is the first to use new ones, for the log: {@code new connections}
   * @param loader reads all of them; a {@link CommandException} of it says that they are no good
   * @throws CommandException if they are no good
   */
  public static <T> WatchedFiles<T> watch(
      String what, String users, List<Path> files, Supplier<T> loader) {
    WatchedFiles<T> watched = new WatchedFiles<>(what, users, files, loader);
    watched.thread.scheduleWithFixedDelay(
        watched::look, LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
    return watched;
  }

  /** Reads the files; {@link #look} is called by hand. */
  WatchedFiles(String what, String users, List<Path> files, Supplier<T> loader) {
    this.what = what;
    this.users = users;
    this.files = List.copyOf(files);
    this.loader = loader;
    this.used = stamp();
    this.seen = used;
    this.current = loader.get();
  }

  /** From any thread. */
  public T current() {
    return current;
  }

  /** Takes new files up once they have been the same for two looks: one may come before another. */
  void look() {
    List<Object> now = stamp();
    boolean settled = now.equals(seen);
    seen = now;
    if (now.equals(used)) {
      broken = null;
    } else if (settled && !now.equals(broken)) {
      try {
        current = loader.get();
        used = now;
        broken = null;
        LOG.info("{}: the files have changed, {} use them", what, users);
      } catch (CommandException e) {
        broken = now;
        LOG.warn(
            "{}: the files have changed and are no good, the old ones stay in use: {}",
            what,
            e.getMessage());
      }
    }
  }

  /** Differs once any of the files is another one or was written to. */
  private List<Object> stamp() {
    List<Object> stamp = new ArrayList<>();
    for (Path file : files) {
      try {
        BasicFileAttributes found = Files.readAttributes(file, BasicFileAttributes.class);
        stamp.add(List.of(found.lastModifiedTime(), found.size(), "" + found.fileKey()));
      } catch (IOException e) {
        stamp.add(e.getClass());
      }
    }
    return stamp;
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
