package io.plimsoll.client.load;

import io.netty.channel.EventLoop;
import io.plimsoll.cli.CommandException;
import io.plimsoll.cli.ExitCode;
import io.plimsoll.wire.TlsException;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What all connections to one frontend share: how to connect, whether it is there, and what happens
 * when it is not. Confined to the load's event loop.
 */
final class Frontend {

  private static final Logger LOG = LoggerFactory.getLogger(Frontend.class);

  /** What {@link #failed} was told of. */
  enum Failure {
    /** No connection could be made. */
    UNREACHABLE("cannot reach the frontend"),
    /** A connection broke. */
    LOST("lost the frontend"),
    /** The frontend answered that it does not want the connection. */
    REFUSED("refused by the frontend"),
    /** There is a connection, and no TLS on it. */
    TLS("no connection to the frontend");

    private final String text;

    Failure(String text) {
      this.text = text;
    }

    /** {@link #TLS} if that is what an exception tells of, else this. */
    Failure orTls(Throwable cause) {
      return cause instanceof TlsException ? TLS : this;
    }
  }

  private final EventLoop loop;
  private final LongSupplier clock;
  private final Connector connector;
  private final Outage outage;
  private final double retrySeconds;
  private final LinkOwner owner;

  private String lastFailure = "";
  private boolean answered;
  private boolean closed;

  Frontend(
      EventLoop loop,
      LongSupplier clock,
      Connector connector,
      Outage outage,
      double retrySeconds,
      LinkOwner owner) {
    this.loop = loop;
    this.clock = clock;
    this.connector = connector;
    this.outage = outage;
    this.retrySeconds = retrySeconds;
    this.owner = owner;
  }

  LinkOwner owner() {
    return owner;
  }

  Connector connector() {
    return connector;
  }

  long now() {
    return clock.getAsLong();
  }

  boolean isDown() {
    return outage.isDown();
  }

  /** The failure of a load that ends while the frontend is gone; null if it is there. */
  @Nullable CommandException gone() {
    return isDown()
        ? new CommandException(
            ExitCode.UNREACHABLE, lastFailure + "; it was not back when the load ended")
        : null;
  }

  boolean isClosed() {
    return closed;
  }

  /** Nothing is told to the owner any more. */
  void close() {
    closed = true;
  }

  /** It answers. */
  void answered() {
    answered = true;
    working();
  }

  /**
   * A connection that was made at {@code openedNanos} has lasted. That tells nothing of an outage
   * which began later: when a frontend ends, all its connections do, one after the other.
   */
  void lasted(long openedNanos) {
    if (outage.beganBefore(openedNanos)) {
      working();
    }
  }

  private void working() {
    if (outage.isDown()) {
      LOG.info("frontend {} is back", connector.frontend());
      outage.over();
    }
  }

  /** The error text of the requests that were lost with a connection. */
  static String lostText(Failure failure, String reason) {
    return switch (failure) {
      case UNREACHABLE -> "frontend not reachable: " + reason;
      case LOST -> "connection to the frontend lost: " + reason;
      case REFUSED -> "refused by the frontend: " + reason;
      case TLS -> "no connection to the frontend: " + reason;
    };
  }

  /**
   * A connection failed: gives up, or calls {@code again} and {@link LinkOwner#ready()} after a
   * short while.
   */
  void failed(Failure failure, String reason, Runnable again) {
    if (closed) {
      return;
    }
    String text = failure.text + " " + connector.frontend() + ": " + reason;
    lastFailure = text;
    boolean wasDown = outage.isDown();
    long delayNanos = outage.failed(now());
    if (delayNanos == Outage.GIVE_UP) {
      owner.broken(new CommandException(ExitCode.UNREACHABLE, text + advice(failure)));
      return;
    }
    if (!wasDown) {
      LOG.warn("{}; trying again for up to {} s", text, retrySeconds);
    }
    loop.schedule(
        () -> {
          again.run();
          if (!closed) {
            owner.ready();
          }
        },
        delayNanos,
        TimeUnit.NANOSECONDS);
  }

  /** The frontend answered as the original does. */
  void speaksClassic() {
    unfit("this frontend speaks classic only, use --classic");
  }

  /** What answers is not what is needed, and waiting will not help. */
  void unfit(String why) {
    if (!closed) {
      owner.broken(new CommandException(ExitCode.UNREACHABLE, connector.frontend() + ": " + why));
    }
  }

  private String advice(Failure failure) {
    String classic = answered ? "" : "; if this frontend speaks classic only, use --classic";
    String wait =
        retrySeconds > 0
            ? "; gave up after " + retrySeconds + " s"
            : "; --retry SECONDS waits for it to come back";
    return switch (failure) {
      case TLS -> retrySeconds > 0 ? wait : "";
      case UNREACHABLE -> "; start it or name another with -faddr" + wait;
      case LOST -> wait + classic;
      case REFUSED -> classic;
    };
  }
}
