package io.plimsoll.wire;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sits on a listening socket: closes at once what is more than the port may have, and when there
 * are no file descriptors left pauses instead of spinning, says so once, and goes on when there are
 * some.
 */
public final class AcceptGuard extends ChannelInboundHandlerAdapter {

  private static final Logger LOG = LoggerFactory.getLogger(AcceptGuard.class);

  /** How long to leave the listener alone: short for who waits, long enough not to spin. */
  private static final long PAUSE_MILLIS = 100;

  /** A shortage that ends and comes back within this time is the same one: it is not told again. */
  private static final long SAME_SHORTAGE_NANOS = TimeUnit.MINUTES.toNanos(1);

  /** Decides over connections as they come, and hears when they go. Called on any event loop. */
  public interface Gate {

    /** Whether there is room for one more, which then takes it; false: it is closed at once. */
    boolean admit();

    /** One that was admitted is closed. */
    void released();
  }

  private final String port;
  private final Gate gate;
  private boolean told;
  private long shortageNanos;

  /**
   * @param port what the log calls the port
   */
  public AcceptGuard(String port, Gate gate) {
    this.port = port;
    this.gate = gate;
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    Channel connection = (Channel) message;
    if (gate.admit()) {
      connection.closeFuture().addListener(closed -> gate.released());
      ctx.fireChannelRead(message);
    } else {
      connection.unsafe().closeForcibly();
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    long now = ctx.executor().ticker().nanoTime();
    if (!told || now - shortageNanos > SAME_SHORTAGE_NANOS) {
      LOG.warn("{} port: cannot accept connections for now: {}", port, cause.getMessage());
    }
    told = true;
    shortageNanos = now;
    ctx.channel().config().setAutoRead(false);
    ctx.executor()
        .schedule(
            () -> ctx.channel().config().setAutoRead(true), PAUSE_MILLIS, TimeUnit.MILLISECONDS);
  }
}
