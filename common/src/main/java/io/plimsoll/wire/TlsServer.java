package io.plimsoll.wire;

import io.netty.channel.ChannelPipeline;
import org.jspecify.annotations.Nullable;

/**
 * TLS on a port, or none. A peer that speaks plain text is answered by its connection with an error
 * in plain text; a handshake that fails is told to the connection as {@link TlsRefused}.
 * Thread-safe.
 */
public final class TlsServer implements AutoCloseable {

  /** The user event of a handshake that has failed; the connection closes by itself. */
  public record TlsRefused(String why) {}

  private final @Nullable TlsFiles files;

  private TlsServer(@Nullable TlsFiles files) {
    this.files = files;
  }

  /**
   * Reads the files, and reads them again when they change.
   *
   * @param config null = plain text
   * @throws io.plimsoll.cli.CommandException if a file is no good
   */
  public static TlsServer of(@Nullable TlsConfig config) {
    return new TlsServer(config == null ? null : TlsFiles.watch(config, TlsContexts::server));
  }

  /** Adds what TLS takes to the pipeline of a new connection. */
  void install(ChannelPipeline pipeline) {
    TlsFiles source = files;
    if (source != null) {
      pipeline.addLast(
          new TlsLastWords(), new TlsDoor(() -> source.current().context()), new TlsReport());
    }
  }

  @Override
  public void close() {
    if (files != null) {
      files.close();
    }
  }
}
