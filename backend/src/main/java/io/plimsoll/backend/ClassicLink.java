package io.plimsoll.backend;

import io.plimsoll.protocol.CancelItem;
import io.plimsoll.protocol.Go;
import io.plimsoll.protocol.Message;
import io.plimsoll.protocol.Reply;
import io.plimsoll.protocol.WorkItem;
import io.plimsoll.protocol.WorkRequest;
import io.plimsoll.protocol.WorkerAnswer;
import io.plimsoll.protocol.WorkerMessage;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A connection for each exchange: work request, item, reply. What the original tool speaks. */
final class ClassicLink implements FrontendLink {

  /** How long a frontend may take to close after the reply; its close says that it has it. */
  private static final long CLOSE_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final Dialer dialer;
  private final Listener listener;
  private final String queue;
  private final Map<Long, Exchange> exchanges = new HashMap<>();

  private int departing;
  private Runnable allDeparted = () -> {};

  ClassicLink(Dialer dialer, Listener listener, String queue) {
    this.dialer = dialer;
    this.listener = listener;
    this.queue = queue;
  }

  @Override
  public void ask(long id) {
    Exchange exchange = new Exchange(id);
    exchanges.put(id, exchange);
    dialer.dial(exchange);
  }

  /** There is no such message: an answer may come as long as the connection stands. */
  @Override
  public boolean takeBack(long id) {
    Exchange exchange = exchanges.get(id);
    if (exchange == null || exchange.open) {
      return exchange != null;
    }
    exchanges.remove(id);
    exchange.abandon();
    return false;
  }

  @Override
  public boolean giveBack(long id) {
    return false;
  }

  /** There are none. */
  @Override
  public void tell(WorkerMessage message) {}

  @Override
  public void reply(Reply reply, int maxBytes) {
    Exchange exchange = exchanges.get(reply.id());
    if (exchange != null) {
      exchange.send(reply.withId(Message.NO_ID));
      depart(exchange, CLOSE_NANOS);
    }
  }

  private void depart(Exchange exchange, long boundNanos) {
    exchanges.remove(exchange.id);
    departing++;
    exchange.farewell(boundNanos, this::departed);
  }

  private void departed() {
    departing--;
    if (departing == 0) {
      allDeparted.run();
    }
  }

  @Override
  public void close(long boundNanos, Runnable closed) {
    List.copyOf(exchanges.values()).forEach(exchange -> depart(exchange, boundNanos));
    if (departing == 0) {
      closed.run();
    } else {
      allDeparted = closed;
    }
  }

  private final class Exchange extends FrontendConnection {

    final long id;
    boolean open;

    Exchange(long id) {
      this.id = id;
    }

    @Override
    void opened() {
      open = true;
      listener.reached();
      send(new WorkRequest(Message.NO_ID, false, queue, 0, "", ""));
    }

    @Override
    void answered(WorkerAnswer answer) {
      if (answer instanceof CancelItem || answer instanceof Go) {
        broken("the frontend sent a Cancel or Go, which classic mode has not");
        return;
      }
      if (!(answer instanceof WorkItem)) {
        exchanges.remove(id);
        abandon();
      }
      listener.answered(id, answer);
    }

    @Override
    void broken(String error) {
      exchanges.remove(id);
      abandon();
      listener.refused(error);
      listener.lost(id, error);
    }

    @Override
    void closed(String reason) {
      exchanges.remove(id);
      listener.lost(id, reason);
    }

    @Override
    void crashed(Throwable bug) {
      listener.crashed(bug);
    }
  }
}
