package io.plimsoll.wire;

import io.plimsoll.protocol.CancelItem;
import io.plimsoll.protocol.ClientAnswer;
import io.plimsoll.protocol.ClientMessage;
import io.plimsoll.protocol.GiveBack;
import io.plimsoll.protocol.Go;
import io.plimsoll.protocol.NoItem;
import io.plimsoll.protocol.Progress;
import io.plimsoll.protocol.ProtocolException;
import io.plimsoll.protocol.ProtocolException.Reason;
import io.plimsoll.protocol.Ready;
import io.plimsoll.protocol.Reply;
import io.plimsoll.protocol.Request;
import io.plimsoll.protocol.RunnerReply;
import io.plimsoll.protocol.TakeBack;
import io.plimsoll.protocol.Withdraw;
import io.plimsoll.protocol.WorkItem;
import io.plimsoll.protocol.WorkRequest;
import io.plimsoll.protocol.WorkerAnswer;
import io.plimsoll.protocol.WorkerMessage;
import java.util.EnumSet;
import java.util.Set;

/**
 * JSON objects of the wire as messages, one method for each direction of each port. Field names are
 * found in any case; unknown ones are ignored. A few fields are known only to tell a peer that it
 * came to the wrong port.
 */
public final class MessageReader {

  private static final Set<Field> REQUEST =
      EnumSet.of(
          Field.QUEUE,
          Field.ARGS,
          Field.LIMIT,
          Field.ID,
          Field.KEEP_ALIVE,
          Field.RUNNERS,
          Field.CANCEL,
          Field.WAIT,
          Field.POD,
          Field.NODE,
          Field.READY);

  private static final Set<Field> REPLY =
      EnumSet.of(
          Field.ID,
          Field.POD,
          Field.NODE,
          Field.DEVICE,
          Field.ERROR,
          Field.TIMEOUT,
          Field.WAITTIME,
          Field.RUNTIME,
          Field.RETCODE,
          Field.RESULT,
          Field.TRUNCATED);

  private static final Set<Field> TO_CLIENT = EnumSet.copyOf(REPLY);

  private static final Set<Field> FROM_WORKER = EnumSet.copyOf(REPLY);

  static {
    TO_CLIENT.addAll(
        EnumSet.of(
            Field.PROGRESS,
            Field.RUNNER,
            Field.REPLY,
            Field.EMPTY,
            Field.ARGS,
            Field.RUNNERS,
            Field.GO));
    FROM_WORKER.addAll(
        EnumSet.of(
            Field.PROGRESS,
            Field.QUEUE,
            Field.KEEP_ALIVE,
            Field.WAIT,
            Field.CANCEL,
            Field.RETURN,
            Field.READY));
  }

  private static final Set<Field> ITEM =
      EnumSet.of(
          Field.ERROR,
          Field.EMPTY,
          Field.ARGS,
          Field.LIMIT,
          Field.ID,
          Field.CANCEL,
          Field.RUNNER,
          Field.RUNNERS,
          Field.GO,
          Field.WAITTIME,
          Field.RETCODE,
          Field.REPLY);

  private MessageReader() {}

  /**
   * What a client sent: {@code length} bytes from {@code offset} hold one object. One with a field
   * that only a worker sends is refused: as a request it would wait in the queue for ever.
   */
  public static ClientMessage clientMessage(byte[] bytes, int offset, int length)
      throws ProtocolException {
    FieldValues v = FieldValues.read(bytes, offset, length, REQUEST);
    if (v.has(Field.WAIT) || v.has(Field.POD) || v.has(Field.NODE) || v.has(Field.READY)) {
      throw new ProtocolException(
          Reason.OUT_OF_PLACE,
          "this is the client port (expected: a request; backends use the worker port)");
    }
    if (v.cancel) {
      return new Withdraw(v.id);
    }
    String queue = v.queue == null ? "" : v.queue;
    return new Request(v.id, v.keepAlive, queue, v.args, v.limit, v.runners);
  }

  /** What the frontend sent to a client. A work item is refused: only a worker port sends one. */
  public static ClientAnswer clientAnswer(byte[] bytes, int offset, int length)
      throws ProtocolException {
    FieldValues v = FieldValues.read(bytes, offset, length, TO_CLIENT);
    if (v.has(Field.EMPTY) || v.has(Field.ARGS) || v.has(Field.RUNNERS) || v.has(Field.GO)) {
      throw new ProtocolException(
          Reason.OUT_OF_PLACE,
          "this is a frontend's worker port (expected: its client port, 9997)");
    }
    if (v.reply != null) {
      if (!v.has(Field.RUNNER)) {
        throw new ProtocolException(
            Reason.WRONG_TYPE, "Runner: missing (expected: which runner the Reply is of)");
      }
      return new RunnerReply(v.id, v.runner, reply(FieldValues.within(v.reply, REPLY)));
    }
    return v.progress != null ? progress(v.id, v.progress) : reply(v);
  }

  /** What a backend sent. An object that names a queue is a work request, else a reply. */
  public static WorkerMessage workerMessage(byte[] bytes, int offset, int length)
      throws ProtocolException {
    FieldValues v = FieldValues.read(bytes, offset, length, FROM_WORKER);
    if (v.queue != null) {
      return new WorkRequest(v.id, v.keepAlive, v.queue, v.wait, v.pod, v.node);
    }
    if (v.cancel) {
      return new TakeBack(v.id);
    }
    if (v.giveBack) {
      return new GiveBack(v.id);
    }
    if (v.ready) {
      return new Ready(v.id);
    }
    return v.progress != null ? progress(v.id, v.progress) : reply(v);
  }

  /** What the frontend sent to a backend. A reply is refused: only a client port sends one. */
  public static WorkerAnswer workerAnswer(byte[] bytes, int offset, int length)
      throws ProtocolException {
    FieldValues v = FieldValues.read(bytes, offset, length, ITEM);
    if (v.has(Field.RETCODE) || v.has(Field.WAITTIME) || v.has(Field.REPLY)) {
      throw new ProtocolException(
          Reason.OUT_OF_PLACE,
          "this is a frontend's client port (expected: its worker port, 9999)");
    }
    if (v.cancel) {
      return new CancelItem(v.id);
    }
    if (v.go) {
      return new Go(v.id);
    }
    if (v.empty || !v.error.isEmpty()) {
      return new NoItem(v.id, v.empty, v.error);
    }
    if (v.runner >= Math.max(1, v.runners)) {
      throw new ProtocolException(
          Reason.WRONG_TYPE, "Runner: " + v.runner + " (expected: less than Runners)");
    }
    return new WorkItem(v.id, v.args, v.limit, v.runner, v.runners);
  }

  private static Progress progress(long id, FieldValues v) {
    return new Progress(id, v.phase, v.done, v.total, v.failed);
  }

  private static Reply reply(FieldValues v) {
    return new Reply(
        v.id,
        v.pod,
        v.node,
        v.device,
        v.error,
        v.timeout,
        v.waittime,
        v.runtime,
        v.retcode,
        v.result,
        v.truncated);
  }
}
