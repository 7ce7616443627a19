package io.plimsoll.frontend.server;

import io.plimsoll.frontend.queue.ClientLink;
import io.plimsoll.frontend.queue.Item;
import io.plimsoll.protocol.ClientAnswer;
import io.plimsoll.protocol.Limits;
import io.plimsoll.protocol.Message;
import io.plimsoll.protocol.Progress;
import io.plimsoll.protocol.ProtocolException;
import io.plimsoll.protocol.Reply;
import io.plimsoll.protocol.Request;
import io.plimsoll.protocol.RunnerReply;
import io.plimsoll.protocol.Withdraw;
import io.plimsoll.protocol.WorkItem;
import io.plimsoll.wire.MessageDecoder;
import io.plimsoll.wire.MessageEncoder;
import io.plimsoll.wire.MessageReader;
import io.plimsoll.wire.MessageWriter;
import io.plimsoll.wire.MessageWriter.Form;
import io.plimsoll.wire.SlowReaderGuard;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A connection on the client port: requests in, replies out. */
final class ClientConnection extends PeerConnection implements ClientLink {

  /** A request so short always fits a work item: that has 20 bytes more of names at most. */
  private static final int SURELY_FITS_CLASSIC = Limits.CLASSIC_BYTES - 64;

  private enum Mode {
    FIRST_MESSAGE,
    CLASSIC,
    SESSION
  }

  private record Pending(QueueOwner owner, Item item) {}

  private final QueueDirectory queues;
  private final MessageEncoder encoder;
  private final Map<Long, Pending> outstanding = new HashMap<>();
  private Mode mode = Mode.FIRST_MESSAGE;
  private @Nullable Pending classic;
  private int requestBytes;

  ClientConnection(QueueDirectory queues, PortCounters counters, MessageEncoder encoder) {
    super(counters);
    this.queues = queues;
    this.encoder = encoder;
  }

  /** Reads this connection's messages. */
  MessageDecoder.Parser parser() {
    return (bytes, offset, length) -> {
      requestBytes = length;
      return MessageReader.clientMessage(bytes, offset, length);
    };
  }

  @Override
  void onMessage(Message message) {
    switch (mode) {
      case FIRST_MESSAGE -> onFirst(message);
      case SESSION -> onSession(message);
      case CLASSIC -> {
        // One exchange per connection: what else comes is not looked at.
      }
    }
  }

  private void onFirst(Message message) {
    if (message instanceof Request request && request.keepAlive()) {
      mode = Mode.SESSION;
      encoder.form(Form.SESSION);
      onSession(request);
    } else if (message instanceof Request request) {
      mode = Mode.CLASSIC;
      onClassic(request);
    } else {
      refuse(Reply.error(Message.NO_ID, "Cancel: not before a request"));
    }
  }

  private void onClassic(Request request) {
    QueueOwner owner = queues.find(request.queue());
    if (owner == null) {
      sendLast(Reply.error(Message.NO_ID, queues.whyNot(request.queue())));
      return;
    }
    classic = new Pending(owner, item(request));
    owner.add(classic.item());
  }

  private void onSession(Message message) {
    long id = message.id();
    if (id == Message.NO_ID) {
      refuse(Reply.error(id, "Id: missing (expected: an integer from 0 to " + Limits.MAX_ID + ")"));
    } else if (message instanceof Withdraw) {
      Pending pending = outstanding.get(id);
      // None: the reply and the withdrawal have crossed.
      if (pending != null) {
        hopTo(pending.owner());
        pending.owner().withdraw(pending.item());
      }
    } else if (outstanding.containsKey(id)) {
      refuse(Reply.error(id, "Id: " + id + " is still outstanding (expected: another)"));
    } else if (message instanceof Request request) {
      QueueOwner owner = queues.find(request.queue());
      if (owner == null) {
        send(Reply.error(id, queues.whyNot(request.queue())));
        return;
      }
      if (owner.maxReplyBytes() >= Limits.RUNNER_REPLY_BYTES) {
        expectReports();
      }
      Pending pending = new Pending(owner, item(request));
      outstanding.put(id, pending);
      hopTo(owner);
      owner.add(pending.item());
    }
  }

  private void expectReports() {
    SlowReaderGuard guard = context().pipeline().get(SlowReaderGuard.class);
    if (guard != null) {
      guard.maxUnsentBytes(SlowReaderGuard.MAX_UNSENT_REPORT_BYTES);
    }
  }

  private Item item(Request request) {
    boolean fits =
        requestBytes <= SURELY_FITS_CLASSIC
            || MessageWriter.fitsClassic(
                new WorkItem(Message.NO_ID, request.args(), request.limitSeconds()));
    return new Item(this, request, fits);
  }

  @Override
  void onBadInput(ProtocolException error) {
    refuse(Reply.error(Message.NO_ID, error.getMessage()));
  }

  @Override
  void onGone() {
    if (classic != null) {
      classic.owner().clientGone(classic.item());
    }
    for (Pending pending : outstanding.values()) {
      pending.owner().clientGone(pending.item());
    }
    outstanding.clear();
  }

  @Override
  public void answer(Item item, Reply reply) {
    onLoop(() -> onAnswer(item, reply));
  }

  private void onAnswer(Item item, Reply reply) {
    if (ended()) {
      return;
    }
    if (mode == Mode.CLASSIC) {
      classic = null;
      sendLast(reply.withId(Message.NO_ID));
    } else {
      long id = item.request().id();
      outstanding.remove(id);
      send(reply.withId(id));
    }
  }

  @Override
  public void progress(Item item, Progress progress) {
    interim(item, progress.withId(item.request().id()));
  }

  @Override
  public void runner(Item item, int runner, Reply reply) {
    interim(item, new RunnerReply(item.request().id(), runner, reply));
  }

  /** A classic client has no Id, and expects nothing but the answer. */
  private void interim(Item item, ClientAnswer message) {
    if (item.request().id() != Message.NO_ID) {
      onLoop(
          () -> {
            if (!ended()) {
              send(message);
            }
          });
    }
  }
}
