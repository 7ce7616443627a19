package io.plimsoll.client.load;

import io.netty.channel.Channel;
import io.plimsoll.cli.CommandException;
import io.plimsoll.client.load.Frontend.Failure;
import io.plimsoll.protocol.Reply;
import io.plimsoll.protocol.Request;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One connection a request, as the original protocol has it. Confined to the load's event loop. */
final class ClassicLink implements Link {

  /** How long an answered connection is left for the frontend to close. */
  private static final long LINGER_NANOS = 1_000_000_000L;

  /** An answered connection. */
  private record Answered(Channel channel, long sinceNanos) {}

  private final Frontend frontend;
  private final Request request;
  private final Set<ClassicExchange> exchanges = new HashSet<>();

  /*
   * The side that closes first keeps the port for a minute, so the frontend is given the time to
   * do it. What it leaves open is closed here, when something else happens: no timer a request.
   */
  private final Deque<Answered> lingering = new ArrayDeque<>();

  private boolean recovering;

  /** While the frontend is gone, one request at a time finds out whether it is back. */
  private boolean probing;

  ClassicLink(Frontend frontend, Request request) {
    this.frontend = frontend;
    this.request = request;
  }

  @Override
  public void expect(int requests) {
    // Each request makes its own connection.
  }

  @Override
  public boolean open() {
    return true;
  }

  @Override
  public boolean send(long dueNanos) {
    closeLingering();
    if (recovering || probing) {
      return false;
    }
    probing = frontend.isDown();
    ClassicExchange exchange = new ClassicExchange(this, frontend, request, dueNanos);
    exchanges.add(exchange);
    exchange.start();
    return true;
  }

  /** The frontend accepted a connection. */
  void connectionMade() {
    if (probing) {
      probing = false;
      frontend.owner().ready();
    }
  }

  void answered(ClassicExchange exchange, Channel channel, Reply reply) {
    exchanges.remove(exchange);
    lingering.add(new Answered(channel, frontend.now()));
    closeLingering();
    frontend.answered();
    frontend.owner().answered(exchange.dueNanos(), reply);
  }

  void failed(ClassicExchange exchange, Failure failure, String reason) {
    if (!exchanges.remove(exchange)) {
      return;
    }
    probing = false;
    frontend.owner().lost(exchange.dueNanos(), Frontend.lostText(failure, reason));
    if (!recovering) {
      recovering = true;
      frontend.failed(failure, reason, () -> recovering = false);
    }
  }

  private void closeLingering() {
    while (!lingering.isEmpty()) {
      Answered oldest = lingering.getFirst();
      if (oldest.channel.isOpen()) {
        if (frontend.now() - oldest.sinceNanos < LINGER_NANOS) {
          return;
        }
        oldest.channel.close();
      }
      lingering.removeFirst();
    }
  }

  @Override
  public boolean connected() {
    return !frontend.isDown();
  }

  @Override
  public @Nullable CommandException gone() {
    return frontend.gone();
  }

  @Override
  public void withdraw() {
    // A connection that closes takes its request back.
  }

  @Override
  public void close() {
    frontend.close();
    exchanges.forEach(ClassicExchange::close);
    lingering.forEach(answered -> answered.channel.close());
  }
}
