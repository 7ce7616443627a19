package io.plimsoll.wire;

import io.netty.handler.ssl.SslContext;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.plimsoll.cli.CommandException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The newest good state of the files of a {@link TlsConfig}. Connections that there are keep what
 * they began with.
 *
 * <p>A thread of its own looks at the files every second, rather than each connection when it
 * comes: the one that finds new files would have to wait for them, or would be given the old
 * certificate, which may have expired while nobody came. Links are followed, so what Kubernetes
 * does to a mounted secret, which is to turn a link to another folder, is seen.
 */
final class TlsFiles implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(TlsFiles.class);

  /** Twice this is how old the files are that a new connection may still get. */
  private static final long LOOK_MILLIS = 1000;

  /** Makes a context. */
  @FunctionalInterface
  interface Maker {
    SslContext make(TlsMaterial material) throws SSLException, GeneralSecurityException;
  }

  /** What a connection is made with. */
  record Loaded(TlsMaterial material, SslContext context) {}

  private final TlsConfig config;
  private final Maker maker;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(new DefaultThreadFactory("tls-files", true));

  private volatile Loaded current;

  // Used by the one thread only.
  private List<Object> used;
  private List<Object> seen;
  private @Nullable List<Object> broken;

  /**
   * Reads the files, and goes on looking at them.
   *
   * @throws CommandException if they are no good
   */
  static TlsFiles watch(TlsConfig config, Maker maker) {
    TlsFiles files = new TlsFiles(config, maker);
    files.thread.scheduleWithFixedDelay(
        files::look, LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
    return files;
  }

  /** Reads the files; {@link #look} is called by hand. */
  TlsFiles(TlsConfig config, Maker maker) {
    this.config = config;
    this.maker = maker;
    this.used = stamp();
    this.seen = used;
    this.current = load();
  }

  /** From any thread. */
  Loaded current() {
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
        current = load();
        used = now;
        broken = null;
        LOG.info("TLS: the files have changed, new connections use them");
      } catch (CommandException e) {
        broken = now;
        LOG.warn(
            "TLS: the files have changed and are no good, the old ones stay in use: {}",
            e.getMessage());
      }
    }
  }

  private Loaded load() {
    TlsMaterial material = TlsMaterial.load(config);
    String outOfDate = material.outOfDate(Instant.now());
    if (!outOfDate.isEmpty()) {
      LOG.warn("--tls-cert: the certificate in {} {}", config.certificates(), outOfDate);
    }
    try {
      return new Loaded(material, maker.make(material));
    } catch (SSLException | GeneralSecurityException | IllegalArgumentException e) {
      throw CommandException.usage(
          "--tls-cert, --tls-key, --tls-ca",
          String.valueOf(e.getMessage()),
          "certificates and a key that this Java can use");
    }
  }

  /** Differs once any of the files is another one or was written to. */
  private List<Object> stamp() {
    List<Object> stamp = new ArrayList<>();
    for (Path file : new Path[] {config.certificates(), config.key(), config.authorities()}) {
      if (file != null) {
        try {
          BasicFileAttributes found = Files.readAttributes(file, BasicFileAttributes.class);
          stamp.add(List.of(found.lastModifiedTime(), found.size(), "" + found.fileKey()));
        } catch (IOException e) {
          stamp.add(e.getClass());
        }
      }
    }
    return stamp;
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
