package io.plimsoll.frontend.server;

import io.plimsoll.cli.HostPort;
import io.plimsoll.frontend.queue.Poll;
import io.plimsoll.frontend.queue.WorkerLink;
import io.plimsoll.protocol.CancelItem;
import io.plimsoll.protocol.GiveBack;
import io.plimsoll.protocol.Go;
import io.plimsoll.protocol.Limits;
import io.plimsoll.protocol.Message;
import io.plimsoll.protocol.NoItem;
import io.plimsoll.protocol.Progress;
import io.plimsoll.protocol.ProtocolException;
import io.plimsoll.protocol.ProtocolException.Reason;
import io.plimsoll.protocol.Ready;
import io.plimsoll.protocol.Reply;
import io.plimsoll.protocol.TakeBack;
import io.plimsoll.protocol.WorkItem;
import io.plimsoll.protocol.WorkRequest;
import io.plimsoll.protocol.WorkerAnswer;
import io.plimsoll.protocol.WorkerMessage;
import io.plimsoll.wire.MessageDecoder;
import io.plimsoll.wire.MessageEncoder;
import io.plimsoll.wire.MessageReader;
import io.plimsoll.wire.MessageWriter.Form;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A connection on the worker port: work requests and replies in, items out. */
final class WorkerConnection extends PeerConnection implements WorkerLink {

  private enum Mode {
    FIRST_MESSAGE,
    CLASSIC,
    SESSION
  }

  private record Pending(QueueOwner owner, Poll poll) {}

  private final QueueDirectory queues;
  private final FrontendConfig config;
  private final MessageEncoder encoder;
  private final Map<Long, Pending> outstanding = new HashMap<>();
  private Mode mode = Mode.FIRST_MESSAGE;
  private @Nullable Pending classic;
  private boolean classicHasItem;
  private int maxReplyBytes;
  private @Nullable MessageDecoder decoder;

  WorkerConnection(
      QueueDirectory queues, PortCounters counters, FrontendConfig config, MessageEncoder encoder) {
    super(counters);
    this.queues = queues;
    this.config = config;
    this.encoder = encoder;
  }

  /** Makes the decoder of this connection, whose limit goes with the mode. */
  MessageDecoder decoder() {
    decoder = new MessageDecoder(this::parse, config.maxRequestBytes(), config.firstMessageNanos());
    return decoder;
  }

  private WorkerMessage parse(byte[] bytes, int offset, int length) throws ProtocolException {
    WorkerMessage message = MessageReader.workerMessage(bytes, offset, length);
    int most = message instanceof WorkRequest ? config.maxRequestBytes() : maxBytes(message.id());
    if (length > most) {
      throw new ProtocolException(
          Reason.TOO_LARGE, "message: too large (expected: at most " + most + " bytes)");
    }
    return message;
  }

  /** A session that asks a replay queue too may send more, but only for that queue's items. */
  private int maxBytes(long id) {
    Pending pending = outstanding.get(id);
    return pending == null ? config.maxReplyBytes() : pending.owner().maxReplyBytes();
  }

  @Override
  void onMessage(Message message) {
    switch (mode) {
      case FIRST_MESSAGE -> onFirst(message);
      case CLASSIC -> onClassic(message);
      case SESSION -> onSession(message);
    }
  }

  private void onFirst(Message message) {
    if (!(message instanceof WorkRequest request)) {
      refuse(new NoItem(message.id(), false, queues.whyNot("")));
    } else if (request.keepAlive()) {
      mode = Mode.SESSION;
      encoder.form(Form.SESSION);
      limit(config.maxReplyBytes());
      onSession(request);
    } else {
      mode = Mode.CLASSIC;
      limit(Limits.CLASSIC_BYTES);
      QueueOwner owner = queues.find(request.queue());
      if (owner == null) {
        sendLast(new NoItem(Message.NO_ID, false, queues.whyNot(request.queue())));
        return;
      }
      classic = new Pending(owner, new Poll(this, request, false));
      owner.ask(classic.poll());
    }
  }

  private void limit(int bytes) {
    maxReplyBytes = bytes;
    if (decoder != null) {
      decoder.maxBytes(bytes);
    }
  }

  private void onClassic(Message message) {
    Pending pending = classic;
    if (pending == null) {
      return;
    }
    if (classicHasItem && message instanceof Reply reply) {
      classic = null;
      pending.owner().reply(pending.poll(), located(pending.poll(), reply));
      closeAfterFlush();
    } else {
      onBadInput(new ProtocolException(Reason.OUT_OF_PLACE, "message: not a reply to an item"));
    }
  }

  private void onSession(Message message) {
    long id = message.id();
    if (id == Message.NO_ID) {
      refuse(
          new NoItem(
              id, false, "Id: missing (expected: an integer from 0 to " + Limits.MAX_ID + ")"));
    } else if (message instanceof WorkRequest request) {
      onWorkRequest(request);
    } else if (message instanceof Reply reply) {
      Pending pending = outstanding.remove(id);
      if (pending == null) {
        onBadInput(notGiven("reply", id));
      } else {
        hopTo(pending.owner());
        pending.owner().reply(pending.poll(), located(pending.poll(), reply));
      }
    } else if (message instanceof GiveBack) {
      Pending pending = outstanding.remove(id);
      if (pending == null) {
        onBadInput(notGiven("Return", id));
      } else {
        pending.owner().giveBack(pending.poll());
      }
    } else {
      Pending pending = outstanding.get(id);
      if (pending == null) {
        // A TakeBack and its answer have crossed. Progress of what is not running is noise.
        return;
      }
      hopTo(pending.owner());
      if (message instanceof TakeBack) {
        pending.owner().takeBack(pending.poll());
      } else if (message instanceof Ready) {
        pending.owner().ready(pending.poll());
      } else if (message instanceof Progress progress) {
        pending.owner().progress(pending.poll(), progress);
      }
    }
  }

  /**
   * A success names its node: the one that the worker told when it asked, or where it connects
   * from.
   */
  private Reply located(Poll poll, Reply reply) {
    if (reply.failed() || !reply.node().isEmpty()) {
      return reply;
    }
    String told = poll.request().node();
    return reply.withNode(told.isEmpty() ? remoteHost() : told);
  }

  private String remoteHost() {
    return context().channel().remoteAddress() instanceof InetSocketAddress remote
        ? HostPort.of(remote).host()
        : "unknown";
  }

  private void onWorkRequest(WorkRequest request) {
    long id = request.id();
    if (outstanding.containsKey(id)) {
      refuse(new NoItem(id, false, "Id: " + id + " is still outstanding (expected: another)"));
      return;
    }
    if (outstanding.size() == Limits.WORK_REQUESTS) {
      String most = "too many are outstanding (expected: at most " + Limits.WORK_REQUESTS + ")";
      refuse(new NoItem(id, false, "Id: " + id + ": " + most));
      return;
    }
    QueueOwner owner = queues.find(request.queue());
    if (owner == null) {
      send(new NoItem(id, false, queues.whyNot(request.queue())));
      return;
    }
    if (owner.maxReplyBytes() > maxReplyBytes) {
      limit(owner.maxReplyBytes());
    }
    Pending pending = new Pending(owner, new Poll(this, request, true));
    outstanding.put(id, pending);
    hopTo(owner);
    owner.ask(pending.poll());
  }

  private static ProtocolException notGiven(String what, long id) {
    return new ProtocolException(
        Reason.OUT_OF_PLACE, "Id: " + id + ": " + what + " without an item");
  }

  /** Whatever this worker had is lost: nobody can tell which item the bad bytes were for. */
  @Override
  void onBadInput(ProtocolException error) {
    if (classic != null) {
      classic.owner().invalidReply(classic.poll(), error.getMessage());
      classic = null;
    }
    for (Pending pending : outstanding.values()) {
      pending.owner().invalidReply(pending.poll(), error.getMessage());
    }
    outstanding.clear();
    refuse(new NoItem(Message.NO_ID, false, error.getMessage()));
  }

  @Override
  void onGone() {
    if (classic != null) {
      classic.owner().workerGone(classic.poll());
    }
    // What is parked goes first, or an item of this worker is delivered to this worker again.
    for (Pending pending : outstanding.values()) {
      pending.owner().takeBack(pending.poll());
    }
    for (Pending pending : outstanding.values()) {
      pending.owner().workerGone(pending.poll());
    }
    outstanding.clear();
  }

  @Override
  public void give(Poll poll, WorkItem item) {
    onLoop(
        () -> {
          if (!ended()) {
            classicHasItem = true;
            send(item);
          }
        });
  }

  @Override
  public void go(Poll poll) {
    sendIfOutstanding(poll, new Go(poll.request().id()));
  }

  @Override
  public void nothing(Poll poll, boolean empty, String error) {
    NoItem answer = new NoItem(poll.request().id(), empty, error);
    onLoop(
        () -> {
          if (ended()) {
            return;
          }
          if (mode == Mode.CLASSIC) {
            classic = null;
            sendLast(answer);
          } else if (isOutstanding(poll)) {
            outstanding.remove(answer.id());
            send(answer);
          }
        });
  }

  /**
   * Whether the worker of this session still waits for what becomes of {@code poll}: its reply may
   * have crossed, and its {@code Id} may be another poll's by now.
   */
  private boolean isOutstanding(Poll poll) {
    Pending pending = outstanding.get(poll.request().id());
    return pending != null && pending.poll() == poll;
  }

  @Override
  public void cancel(Poll poll) {
    sendIfOutstanding(poll, new CancelItem(poll.request().id()));
  }

  private void sendIfOutstanding(Poll poll, WorkerAnswer message) {
    onLoop(
        () -> {
          if (!ended() && isOutstanding(poll)) {
            send(message);
          }
        });
  }

  @Override
  public void vanished(Poll poll) {
    onLoop(
        () -> {
          if (mode == Mode.CLASSIC) {
            context().close();
          } else if (!ended() && isOutstanding(poll)) {
            send(new CancelItem(poll.request().id()));
          }
        });
  }

  @Override
  public void reject(Poll poll, String error) {
    onLoop(() -> onBadInput(new ProtocolException(Reason.OUT_OF_PLACE, error)));
  }

  @Override
  public String address() {
    return context().channel().remoteAddress() instanceof InetSocketAddress remote
        ? HostPort.of(remote).toString()
        : "unknown address";
  }
}
