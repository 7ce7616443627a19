package io.plimsoll.wire;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * Closes a connection so that its peer can read all that was sent to it. A socket that is closed
 * with unread bytes in it resets the connection, and the reset destroys what the peer has not read
 * yet. So the sending side is shut down first, and the rest is read and thrown away until the peer
 * closes too, for a moment at most. Thread-safe.
 */
public final class Linger {

  /** Long enough for a peer on the other side of the world to read and to close. */
  private static final long MILLIS = 1000;

  private Linger() {}

  /** Closes the connection once {@code lastWrite} is out. Its handlers ignore what still comes. */
  public static void closeAfter(ChannelFuture lastWrite) {
    lastWrite.addListener((ChannelFutureListener) Linger::onWritten);
  }

  private static void onWritten(ChannelFuture written) {
    Channel channel = written.channel();
    if (written.isSuccess() && channel instanceof DuplexChannel) {
      channel.config().setAutoRead(true);
      endOutput(channel);
      closeSoon(channel, () -> closeAtOnce(channel));
    } else {
      channel.close();
    }
  }

  /** The same from a place in the pipeline, without the handlers behind it. */
  static void from(ChannelHandlerContext ctx, ChannelFuture written) {
    if (written.isSuccess() && ctx.channel() instanceof DuplexChannel duplex) {
      duplex.config().setAutoRead(true);
      duplex.shutdownOutput();
      closeSoon(duplex, () -> ctx.close());
    } else {
      ctx.close();
    }
  }

  private static void closeSoon(Channel channel, Runnable close) {
    ScheduledFuture<?> timer = channel.eventLoop().schedule(close, MILLIS, TimeUnit.MILLISECONDS);
    channel.closeFuture().addListener(closed -> timer.cancel(false));
  }

  /** Tells the peer that nothing more comes: in TLS if it is spoken, and to the socket. */
  public static void endOutput(Channel channel) {
    SslHandler tls = channel.pipeline().get(SslHandler.class);
    if (tls == null) {
      shutDownOutput(channel);
    } else {
      tls.closeOutbound().addListener(said -> shutDownOutput(channel));
    }
  }

  private static void shutDownOutput(Channel channel) {
    if (channel instanceof DuplexChannel duplex) {
      duplex.shutdownOutput();
    }
  }

  /** Closes without a farewell of TLS, for which a peer that does not read would have to wait. */
  public static void closeAtOnce(Channel channel) {
    ChannelHandlerContext tls = channel.pipeline().context(SslHandler.class);
    if (tls == null) {
      channel.close();
    } else {
      tls.close();
    }
  }
}
