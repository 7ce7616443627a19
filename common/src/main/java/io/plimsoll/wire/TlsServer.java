package io.plimsoll.wire;

import io.netty.channel.ChannelPipeline;
import io.netty.handler.ssl.SslContext;
import java.util.List;
import java.util.function.Supplier;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * TLS on a port, or none. A peer that speaks plain text is answered by its connection with an error
 * in plain text; a handshake that fails is told to the connection as {@link TlsRefused}.
 * Thread-safe.
 */
public final class TlsServer implements AutoCloseable {

  /** The user event of a handshake that has failed; the connection closes by itself. */
  public record TlsRefused(String why) {}

  /** Null = plain text. */
  private final @Nullable Supplier<SslContext> context;

  private final @Nullable TlsFiles files;

  private TlsServer(@Nullable Supplier<SslContext> context, @Nullable TlsFiles files) {
    this.context = context;
    this.files = files;
  }

  /**
   * Reads the files, and reads them again when they change.
   *
   * @param config null = plain text
   * @throws io.plimsoll.cli.CommandException if a file is no good
   */
  public static TlsServer of(@Nullable TlsConfig config) {
    return config == null
        ? new TlsServer(null, null)
        : of(TlsFiles.watch(config, TlsContexts::server));
  }

  /**
   * The same for who decides on peers himself: they are asked for a certificate, and any or none is
   * taken.
   *
   * @throws io.plimsoll.cli.CommandException if a file is no good
   */
  public static TlsServer asking(TlsConfig config) {
    return of(TlsFiles.watch(config, TlsContexts::asking));
  }

  /** The same with certificates that are made now, and stay. */
  public static TlsServer asking(MadeCertificates made) {
    TlsMaterial material =
        new TlsMaterial(List.of(made.server(), made.authority()), made.key(), List.of());
    try {
      SslContext context = TlsContexts.asking(material);
      return new TlsServer(() -> context, null);
    } catch (SSLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static TlsServer of(TlsFiles files) {
    return new TlsServer(() -> files.current().context(), files);
  }

  /** Adds what TLS takes to the pipeline of a new connection. */
  public void install(ChannelPipeline pipeline) {
    if (context != null) {
      pipeline.addLast(new TlsLastWords(), new TlsDoor(context), new TlsReport());
    }
  }

  @Override
  public void close() {
    if (files != null) {
      files.close();
    }
  }
}
