package io.plimsoll.client.load;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.plimsoll.client.load.Frontend.Failure;
import io.plimsoll.protocol.Message;
import io.plimsoll.protocol.Progress;
import io.plimsoll.protocol.ProtocolException;
import io.plimsoll.protocol.ProtocolException.Reason;
import io.plimsoll.protocol.Reply;
import io.plimsoll.protocol.Request;
import io.plimsoll.protocol.RunnerReply;
import io.plimsoll.protocol.Withdraw;
import io.plimsoll.wire.MessageWriter.Form;
import io.plimsoll.wire.TlsErrors;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One session with the frontend, made anew when it was lost. Confined to the load's event loop. */
final class Session {

  private static final Logger LOG = LoggerFactory.getLogger(Session.class);

  private enum State {
    /** Not connected; connects when it is needed. */
    CLOSED,
    CONNECTING,
    OPEN,
    /** Lost; waits before it connects again. */
    RECOVERING
  }

  private final Frontend frontend;
  private final Request template;

  /*
   * When each outstanding request was due, by Id. The Ids are dense and run upwards, which a
   * chained table takes well; with open addressing, removing one would walk the run.
   */
  private final Map<Long, Long> outstanding = new HashMap<>();

  private State state = State.CLOSED;
  private @Nullable ChannelHandlerContext connection;
  private long nextId;
  private boolean greeted;
  private boolean opened;

  Session(Frontend frontend, Request template) {
    this.frontend = frontend;
    this.template = template;
  }

  boolean isOpen() {
    return state == State.OPEN;
  }

  /** Connects if that was never tried. True: it has been open before. */
  boolean openFirst() {
    if (!opened && state == State.CLOSED) {
      connect();
    }
    return opened;
  }

  /** Sends a request, or connects if that is what it takes. False: not sent. */
  boolean send(long dueNanos) {
    if (state == State.CLOSED) {
      connect();
    }
    ChannelHandlerContext ctx = connection;
    if (state != State.OPEN || ctx == null || !ctx.channel().isWritable()) {
      return false;
    }
    long id = nextId++;
    outstanding.put(id, dueNanos);
    ctx.writeAndFlush(
        new Request(id, !greeted, template.queue(), template.args(), template.limitSeconds(), 0),
        ctx.voidPromise());
    greeted = true;
    return true;
  }

  /** Takes back what is outstanding. Nobody waits for the answers. */
  void withdraw() {
    ChannelHandlerContext ctx = connection;
    if (ctx != null) {
      outstanding.keySet().forEach(id -> ctx.write(new Withdraw(id), ctx.voidPromise()));
      outstanding.clear();
      ctx.flush();
    }
  }

  void close() {
    if (connection != null) {
      connection.close();
    }
  }

  private void connect() {
    state = State.CONNECTING;
    frontend
        .connector()
        .connect(
            Form.SESSION,
            new Handler(),
            cause -> {
              state = State.RECOVERING;
              frontend.failed(Failure.UNREACHABLE.orTls(cause), Reasons.of(cause), this::recovered);
            });
  }

  private void recovered() {
    state = State.CLOSED;
  }

  private void onOpened(ChannelHandlerContext ctx) {
    if (frontend.isClosed()) {
      ctx.close();
      return;
    }
    connection = ctx;
    state = State.OPEN;
    opened = true;
    nextId = 0;
    greeted = false;
    frontend.owner().ready();
  }

  /** An answer that belongs to a request. False: to none. */
  private boolean answered(Reply reply) {
    Long due = outstanding.remove(reply.id());
    if (due == null) {
      return false;
    }
    frontend.answered();
    frontend.owner().answered(due, reply);
    return true;
  }

  private void closed(Failure failure, String reason, boolean worked) {
    connection = null;
    if (worked && outstanding.isEmpty() && failure == Failure.LOST) {
      // A frontend may close what it has no use for: a session that was never needed.
      state = State.CLOSED;
      frontend.owner().ready();
      return;
    }
    state = State.RECOVERING;
    List<Long> lost = new ArrayList<>(outstanding.values());
    outstanding.clear();
    String text = Frontend.lostText(failure, reason);
    lost.forEach(due -> frontend.owner().lost(due, text));
    frontend.failed(failure, reason, this::recovered);
  }

  /** One connection. */
  private final class Handler extends ChannelInboundHandlerAdapter {

    private long openedNanos;
    private boolean answered;
    private Failure failure = Failure.LOST;
    private String reason = Reasons.CLOSED;

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
      openedNanos = frontend.now();
      onOpened(ctx);
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
      if (frontend.isClosed()) {
        return;
      }
      if (message instanceof Reply reply && reply.error().equals(TlsErrors.PLAIN_TEXT)) {
        frontend.unfit(reply.error());
      } else if (message instanceof ProtocolException e && e.reason() == Reason.OUT_OF_PLACE) {
        frontend.unfit(e.getMessage());
      } else if (message instanceof ProtocolException e) {
        close(ctx, Failure.LOST, "it sent what is no reply: " + e.getMessage());
      } else if (message instanceof Reply reply) {
        if (reply.id() == Message.NO_ID) {
          withoutId(ctx, reply);
        } else if (answered(reply)) {
          answered = true;
        } else {
          LOG.debug("{}: a reply to no request: Id {}", ctx.channel(), reply.id());
        }
      } else if (!(message instanceof Progress || message instanceof RunnerReply)) {
        throw new AssertionError(message);
      }
    }

    /** A refusal of this connection, or a frontend that knows no sessions. */
    private void withoutId(ChannelHandlerContext ctx, Reply reply) {
      boolean ofWorkload = reply.error().isEmpty() || !reply.node().isEmpty();
      if (ofWorkload && !answered) {
        frontend.speaksClassic();
      } else if (ofWorkload) {
        LOG.debug("{}: a reply without Id", ctx.channel());
      } else {
        close(ctx, Failure.REFUSED, TopCounts.cut(reply.error()));
      }
    }

    private void close(ChannelHandlerContext ctx, Failure why, String text) {
      failure = why;
      reason = text;
      ctx.close();
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
      if (ctx.channel().isWritable() && !frontend.isClosed()) {
        frontend.owner().ready();
      }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
      if (!frontend.isClosed()) {
        boolean lasted = frontend.now() - openedNanos >= Outage.WORKING_NANOS;
        if (lasted) {
          frontend.lasted(openedNanos);
        }
        closed(failure, reason, answered || lasted);
      }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
      LOG.debug("{}: {}", ctx.channel(), cause.toString(), cause);
      close(ctx, Failure.LOST.orTls(cause), Reasons.of(cause));
    }
  }
}
