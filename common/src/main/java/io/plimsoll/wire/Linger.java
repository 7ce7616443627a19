package io.plimsoll.wire;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.socket.DuplexChannel;
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
    if (written.isSuccess() && channel instanceof DuplexChannel duplex) {
      channel.config().setAutoRead(true);
      duplex.shutdownOutput();
      ScheduledFuture<?> timer =
          channel.eventLoop().schedule(() -> channel.close(), MILLIS, TimeUnit.MILLISECONDS);
      channel.closeFuture().addListener(closed -> timer.cancel(false));
    } else {
      channel.close();
    }
  }
}
