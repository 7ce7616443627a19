package io.plimsoll.wire;

import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.flush.FlushConsolidationHandler;

/** The one place that orders the handlers of a connection. */
public final class Pipelines {

  /** Flushes that are put off at most while more is being read: bounds the delay of the first. */
  private static final int FLUSHES_PUT_OFF = 64;

  private Pipelines() {}

  /**
   * From the socket inwards: what watches the raw output, what turns flushes of one pass of the
   * event loop into one, the codec, and the connection's own handler.
   *
   * @param writeTimeoutNanos how long a peer may not read while something waits for it; 0 = for
   *     ever
   */
  public static void install(
      ChannelPipeline pipeline,
      long writeTimeoutNanos,
      MessageDecoder decoder,
      MessageEncoder encoder,
      ChannelHandler connection) {
    pipeline.addLast(
        new SlowReaderGuard(writeTimeoutNanos),
        new FlushConsolidationHandler(FLUSHES_PUT_OFF, true),
        decoder,
        encoder,
        connection);
  }
}
