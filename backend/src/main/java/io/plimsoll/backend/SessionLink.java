package io.plimsoll.backend;

import io.plimsoll.protocol.GiveBack;
import io.plimsoll.protocol.Message;
import io.plimsoll.protocol.NoItem;
import io.plimsoll.protocol.Reply;
import io.plimsoll.protocol.TakeBack;
import io.plimsoll.protocol.WorkRequest;
import io.plimsoll.protocol.WorkerAnswer;
import io.plimsoll.protocol.WorkerMessage;
import io.plimsoll.wire.MessageWriter.Form;
import io.plimsoll.wire.ReplyFit;
import io.plimsoll.wire.TlsErrors;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** One connection for any number of work requests, each with its {@code Id}. */
final class SessionLink implements FrontendLink {

  static final String CLASSIC_ONLY = "this frontend speaks classic only, use --classic";

  private final Dialer dialer;
  private final Listener listener;
  private final String queue;
  private final double waitSeconds;
  private final Identity self;

  /** Asked for while the connection was not there yet. */
  private final Deque<Long> unsent = new ArrayDeque<>();

  private @Nullable Session session;

  /**
   * @param waitSeconds how long the frontend is to park a work request, 0 = not at all
   */
  SessionLink(Dialer dialer, Listener listener, String queue, double waitSeconds, Identity self) {
    this.dialer = dialer;
    this.listener = listener;
    this.queue = queue;
    this.waitSeconds = waitSeconds;
    this.self = self;
  }

  @Override
  public void ask(long id) {
    Session current = session;
    if (current == null) {
      current = new Session();
      session = current;
      dialer.dial(current);
    }
    if (current.open) {
      current.ask(id);
    } else {
      unsent.add(id);
    }
  }

  @Override
  public boolean takeBack(long id) {
    return sendIfOpen(new TakeBack(id));
  }

  @Override
  public boolean giveBack(long id) {
    sendIfOpen(new GiveBack(id));
    return true;
  }

  @Override
  public void tell(WorkerMessage message) {
    sendIfOpen(message);
  }

  @Override
  public void reply(Reply reply, int maxBytes) {
    sendIfOpen(ReplyFit.fit(reply, Form.SESSION, maxBytes));
  }

  private boolean sendIfOpen(Message message) {
    if (session == null || !session.open) {
      return false;
    }
    session.send(message);
    return true;
  }

  @Override
  public void close(long boundNanos, Runnable closed) {
    Session current = session;
    session = null;
    unsent.clear();
    if (current == null) {
      closed.run();
    } else {
      current.farewell(boundNanos, closed);
    }
  }

  private final class Session extends FrontendConnection {

    boolean open;
    private boolean first = true;
    private boolean answered;

    void ask(long id) {
      send(new WorkRequest(id, first, queue, waitSeconds, self.pod(), self.node()));
      first = false;
    }

    @Override
    void opened() {
      open = true;
      listener.reached();
      Long id;
      while ((id = unsent.poll()) != null) {
        ask(id);
      }
    }

    @Override
    void answered(WorkerAnswer answer) {
      if (answer.id() != Message.NO_ID) {
        answered = true;
        listener.answered(answer.id(), answer);
      } else if (!answered && !tellsOfTls(answer)) {
        broken(CLASSIC_ONLY);
      } else {
        String error = answer instanceof NoItem none ? none.error() : "an item without Id";
        broken("the frontend answered: " + error);
      }
    }

    private static boolean tellsOfTls(WorkerAnswer answer) {
      return answer instanceof NoItem none && none.error().equals(TlsErrors.PLAIN_TEXT);
    }

    @Override
    void broken(String error) {
      session = null;
      unsent.clear();
      abandon();
      listener.refused(error);
      listener.allLost(error);
    }

    @Override
    void closed(String reason) {
      session = null;
      unsent.clear();
      listener.allLost(reason);
    }

    @Override
    void crashed(Throwable bug) {
      listener.crashed(bug);
    }
  }
}
