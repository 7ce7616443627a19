package io.plimsoll.client.replay;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoop;
import io.plimsoll.cli.CommandException;
import io.plimsoll.cli.ExitCode;
import io.plimsoll.client.load.Connector;
import io.plimsoll.client.load.Reasons;
import io.plimsoll.protocol.Message;
import io.plimsoll.protocol.Progress;
import io.plimsoll.protocol.ProtocolException;
import io.plimsoll.protocol.Reply;
import io.plimsoll.protocol.Request;
import io.plimsoll.protocol.RunnerReply;
import io.plimsoll.protocol.Withdraw;
import io.plimsoll.wire.MessageWriter.Form;
import io.plimsoll.wire.TlsException;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One request to a replay queue, from connecting to its final reply. Confined to its event loop but
 * for what says otherwise.
 */
final class GangCall {

  private static final Logger LOG = LoggerFactory.getLogger(GangCall.class);

  /** The only request of its session. */
  private static final long ID = 1;

  private static final long BETWEEN_ATTEMPTS_MILLIS = 500;

  /** A frontend that works answers a withdrawal at once. */
  private static final long WITHDRAWAL_SECONDS = 5;

  private final Connector connector;
  private final EventLoop loop;
  private final Request request;
  private final long retryUntilNanos;
  private final CompletableFuture<GangResult> done = new CompletableFuture<>();
  private final SortedMap<Integer, Reply> runners = new TreeMap<>();

  private volatile @Nullable Progress progress;
  private @Nullable ChannelHandlerContext connection;
  private boolean withdrawn;
  private boolean told;

  /**
   * @param request what to send; its {@code Id} does not matter
   * @param retryNanos how long to try to reach a frontend that is gone
   */
  GangCall(Connector connector, EventLoop loop, Request request, long retryNanos) {
    this.connector = connector;
    this.loop = loop;
    this.request =
        new Request(
            ID, true, request.queue(), request.args(), request.limitSeconds(), request.runners());
    this.retryUntilNanos = System.nanoTime() + retryNanos;
  }

  /**
   * Sends the request. From any thread.
   *
   * @return completes with the answer, or with a {@link CommandException} if the frontend cannot be
   *     reached, is lost, or is not of the kind that was expected
   */
  CompletableFuture<GangResult> send() {
    loop.execute(this::connect);
    return done;
  }

  /** How far it is; null before anything is known. From any thread. */
  @Nullable Progress progress() {
    return progress;
  }

  /** Takes the request back; the answer still comes, or is made up in the end. From any thread. */
  void withdraw() {
    loop.execute(
        () -> {
          if (withdrawn) {
            return;
          }
          withdrawn = true;
          if (connection == null) {
            ended(Reply.error(ID, "withdrawn before the frontend was reached"));
            return;
          }
          connection.writeAndFlush(new Withdraw(ID), connection.voidPromise());
          loop.schedule(
              () -> ended(Reply.error(ID, "withdrawn, and the frontend did not answer")),
              WITHDRAWAL_SECONDS,
              TimeUnit.SECONDS);
        });
  }

  private void connect() {
    if (!done.isDone()) {
      connector.connect(Form.SESSION, new Handler(), this::notConnected);
    }
  }

  private void notConnected(Throwable cause) {
    if (System.nanoTime() - retryUntilNanos < 0) {
      if (!told && cause instanceof TlsException) {
        told = true;
        LOG.warn("{}: {}, trying again", connector.frontend(), cause.getMessage());
      }
      loop.schedule(this::connect, BETWEEN_ATTEMPTS_MILLIS, TimeUnit.MILLISECONDS);
    } else if (cause instanceof TlsException) {
      failed("cannot be used: " + cause.getMessage());
    } else {
      failed("cannot be reached: " + Reasons.of(cause) + " (expected: a frontend, see --frontend)");
    }
  }

  private void ended(Reply answer) {
    done.complete(new GangResult(new TreeMap<>(runners), answer));
  }

  private void failed(String why) {
    String text = "the frontend at " + connector.frontend() + " " + why;
    done.completeExceptionally(new CommandException(ExitCode.UNREACHABLE, text));
  }

  private final class Handler extends ChannelInboundHandlerAdapter {

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
      connection = ctx;
      ctx.writeAndFlush(request, ctx.voidPromise());
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
      if (message instanceof Progress told) {
        progress = told;
      } else if (message instanceof RunnerReply runner) {
        runners.put(runner.runner(), runner.reply());
      } else if (message instanceof Reply reply && reply.id() == Message.NO_ID) {
        boolean ofWorkload = reply.error().isEmpty() || !reply.node().isEmpty();
        failed(
            ofWorkload
                ? "speaks classic only, which has no replay queues"
                : "refused: " + reply.error());
        ctx.close();
      } else if (message instanceof Reply reply) {
        ended(reply);
        ctx.close();
      } else {
        failed("sent what is no reply: " + ((ProtocolException) message).getMessage());
        ctx.close();
      }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
      failed("closed the connection before the run had ended");
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
      LOG.debug("{}: {}", ctx.channel(), cause.toString(), cause);
      failed(
          (cause instanceof TlsException ? "cannot be used: " : "is lost: ") + Reasons.of(cause));
      ctx.close();
    }
  }
}
