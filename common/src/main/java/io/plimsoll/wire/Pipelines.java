package io.plimsoll.wire;

import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.flush.FlushConsolidationHandler;
import io.plimsoll.cli.HostPort;
import java.util.function.Consumer;

/** The one place that orders the handlers of a connection. */
public final class Pipelines {

  /** Flushes that are put off at most while more is being read: bounds the delay of the first. */
  private static final int FLUSHES_PUT_OFF = 64;

  /** What a connection is made of, beside TLS. */
  private record Parts(
      long writeTimeoutNanos,
      MessageDecoder decoder,
      MessageEncoder encoder,
      ChannelHandler connection) {}

  private Pipelines() {}

  /**
   * The side that listens.
   *
   * @param writeTimeoutNanos how long a peer may not read while something waits for it; 0 = for
   *     ever
   */
  public static void accepted(
      ChannelPipeline pipeline,
      TlsServer tls,
      long writeTimeoutNanos,
      MessageDecoder decoder,
      MessageEncoder encoder,
      ChannelHandler connection) {
    install(pipeline, tls::install, new Parts(writeTimeoutNanos, decoder, encoder, connection));
  }

  /**
   * The side that connects. Nothing is awaited of the frontend but TLS.
   *
   * @param failed told, once, if there is a connection but no TLS; {@code connection} then hears
   *     nothing
   */
  public static void dialled(
      ChannelPipeline pipeline,
      TlsClient tls,
      HostPort frontend,
      Consumer<TlsException> failed,
      MessageDecoder decoder,
      MessageEncoder encoder,
      ChannelHandler connection) {
    install(
        pipeline,
        to -> tls.install(to, frontend, failed),
        new Parts(0, decoder, encoder, connection));
  }

  /**
   * From the socket inwards: what watches whether the peer's host and the peer take the raw output,
   * TLS, the encoder, what turns flushes of one pass of the event loop into one, the decoder, and
   * the connection's own handler.
   */
  private static void install(
      ChannelPipeline pipeline, Consumer<ChannelPipeline> tls, Parts parts) {
    pipeline.addLast(
        new AcknowledgementGuard(Transport.UNACKNOWLEDGED_MILLIS),
        new SlowReaderGuard(parts.writeTimeoutNanos));
    tls.accept(pipeline);
    pipeline.addLast(
        parts.encoder,
        new FlushConsolidationHandler(FLUSHES_PUT_OFF, true),
        parts.decoder,
        parts.connection);
  }
}
