package io.plimsoll.wire;

import io.netty.channel.ChannelPipeline;
import io.netty.handler.ssl.SslHandler;
import io.plimsoll.cli.HostPort;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** TLS to a frontend, or none. Thread-safe. */
public final class TlsClient implements AutoCloseable {

  /** Plain text. */
  public static final TlsClient NONE = new TlsClient(null, "");

  /**
   * A frontend that greets ten thousand others at the same time takes its time; one that is
   * suspended is not waited for.
   */
  private static final long HANDSHAKE_MILLIS = 30_000;

  private final @Nullable TlsFiles files;
  private final String serverName;

  private TlsClient(@Nullable TlsFiles files, String serverName) {
    this.files = files;
    this.serverName = serverName;
  }

  /**
   * Reads the files, and reads them again when they change.
   *
   * @param config null = plain text
   * @throws io.plimsoll.cli.CommandException if a file is no good
   */
  public static TlsClient of(@Nullable TlsConfig config) {
    return config == null
        ? NONE
        : new TlsClient(TlsFiles.watch(config, TlsContexts::client), config.serverName());
  }

  /**
   * Adds what TLS takes to the pipeline of a new connection. Its later handlers hear of the
   * connection when the handshake is done; if it fails, they hear nothing.
   *
   * @param failed called on the event loop, instead, once
   */
  void install(ChannelPipeline pipeline, HostPort frontend, Consumer<TlsException> failed) {
    if (files == null) {
      return;
    }
    TlsFiles.Loaded loaded = files.current();
    String host = frontend.host().isEmpty() ? "localhost" : frontend.host();
    SslHandler tls =
        loaded
            .context()
            .newHandler(
                pipeline.channel().alloc(),
                serverName.isEmpty() ? host : serverName,
                frontend.port());
    tls.setHandshakeTimeoutMillis(HANDSHAKE_MILLIS);
    pipeline.addLast(
        tls, new TlsGate(cause -> TlsErrors.ofFrontend(cause, loaded.material()), failed));
  }

  @Override
  public void close() {
    if (files != null) {
      files.close();
    }
  }
}
