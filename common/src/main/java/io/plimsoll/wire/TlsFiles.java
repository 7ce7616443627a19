package io.plimsoll.wire;

import io.netty.handler.ssl.SslContext;
import io.plimsoll.cli.CommandException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The newest good state of the files of a {@link TlsConfig}. Connections that there are keep what
 * they began with.
 */
final class TlsFiles implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(TlsFiles.class);

  private static final String WHAT = "TLS";
  private static final String USERS = "new connections";

  /** Makes a context. */
  @FunctionalInterface
  interface Maker {
    SslContext make(TlsMaterial material) throws SSLException, GeneralSecurityException;
  }

  /** What a connection is made with. */
  record Loaded(TlsMaterial material, SslContext context) {}

  private final WatchedFiles<Loaded> watched;

  private TlsFiles(WatchedFiles<Loaded> watched) {
    this.watched = watched;
  }

  /**
   * Reads the files, and goes on looking at them.
   *
   * @throws CommandException if they are no good
   */
  static TlsFiles watch(TlsConfig config, Maker maker) {
    return new TlsFiles(WatchedFiles.watch(WHAT, USERS, files(config), () -> load(config, maker)));
  }

  /** Reads the files; {@link #look} is called by hand. */
  TlsFiles(TlsConfig config, Maker maker) {
    this(new WatchedFiles<>(WHAT, USERS, files(config), () -> load(config, maker)));
  }

  /** From any thread. */
  Loaded current() {
    return watched.current();
  }

  /** See {@link WatchedFiles#look}. */
  void look() {
    watched.look();
  }

  private static Loaded load(TlsConfig config, Maker maker) {
    TlsMaterial material = TlsMaterial.load(config);
    String outOfDate = material.outOfDate(Instant.now());
    if (!outOfDate.isEmpty()) {
      LOG.warn(
          "{}: the certificate in {} {}", config.option("cert"), config.certificates(), outOfDate);
    }
    try {
      return new Loaded(material, maker.make(material));
    } catch (SSLException | GeneralSecurityException | IllegalArgumentException e) {
      throw CommandException.usage(
          config.option("cert") + ", " + config.option("key") + ", " + config.option("ca"),
          String.valueOf(e.getMessage()),
          "certificates and a key that this Java can use");
    }
  }

  private static List<Path> files(TlsConfig config) {
    List<Path> files = new ArrayList<>();
    for (Path file : new Path[] {config.certificates(), config.key(), config.authorities()}) {
      if (file != null) {
        files.add(file);
      }
    }
    return files;
  }

  @Override
  public void close() {
    watched.close();
  }
}
