package io.plimsoll.wire;

import io.plimsoll.protocol.CancelItem;
import io.plimsoll.protocol.GiveBack;
import io.plimsoll.protocol.Go;
import io.plimsoll.protocol.Limits;
import io.plimsoll.protocol.Message;
import io.plimsoll.protocol.NoItem;
import io.plimsoll.protocol.Progress;
import io.plimsoll.protocol.RawJson;
import io.plimsoll.protocol.Ready;
import io.plimsoll.protocol.ReplayCounts;
import io.plimsoll.protocol.Reply;
import io.plimsoll.protocol.Request;
import io.plimsoll.protocol.RunnerReply;
import io.plimsoll.protocol.TakeBack;
import io.plimsoll.protocol.Withdraw;
import io.plimsoll.protocol.WorkItem;
import io.plimsoll.protocol.WorkRequest;
import java.util.List;

/**
 * Messages as JSON objects of the wire. Session form leaves out what is unset and ends with a
 * newline; classic form has every classic field and no delimiter, and is what the original tool
 * reads.
 */
public final class MessageWriter {

  /** Whole numbers up to here are written without a decimal point: {@code 5}, not {@code 5.0}. */
  private static final double WHOLE = 1e15;

  /** Room for a typical message. */
  private static final int TYPICAL_BYTES = 256;

  /** Which fields are written, and how a message ends. */
  public enum Form {
    CLASSIC,
    SESSION
  }

  private MessageWriter() {}

  /** Appends one message. Nothing is cut: see {@link ReplyFit}. */
  static void write(Message message, Form form, JsonBytes json) {
    json.startObject();
    if (form == Form.SESSION) {
      if (message.id() != Message.NO_ID) {
        whole(json, Field.ID, message.id());
      }
      session(message, json);
    } else {
      classic(message, json);
    }
    json.endObject();
    if (form == Form.SESSION) {
      json.newline();
    }
  }

  /** The bytes of one message. */
  public static byte[] bytes(Message message, Form form) {
    JsonBytes json = new JsonBytes(TYPICAL_BYTES);
    write(message, form, json);
    return json.toByteArray();
  }

  /** Whether {@code item} can be handed to a classic worker, which reads once into one buffer. */
  public static boolean fitsClassic(WorkItem item) {
    return bytes(item, Form.CLASSIC).length <= Limits.CLASSIC_BYTES;
  }

  /** The {@code Result} of a replay's final reply. */
  public static RawJson result(ReplayCounts counts) {
    JsonBytes json = new JsonBytes(TYPICAL_BYTES);
    json.startObject();
    json.name("runners");
    json.number(counts.runners());
    json.name("succeeded");
    json.number(counts.succeeded());
    json.name("failed");
    json.number(counts.failed());
    json.name("errors");
    json.startArray();
    for (ReplayCounts.RunnerError error : counts.errors()) {
      json.startObject();
      json.name("runner");
      json.number(error.runner());
      json.name("pod");
      json.string(error.pod());
      json.name("node");
      json.string(error.node());
      json.name("error");
      json.string(error.error());
      json.endObject();
    }
    json.endArray();
    json.endObject();
    byte[] bytes = json.toByteArray();
    return RawJson.copyOf(bytes, 0, bytes.length);
  }

  private static void session(Message message, JsonBytes json) {
    if (message instanceof Reply m) {
      reply(json, m);
    } else if (message instanceof RunnerReply m) {
      whole(json, Field.RUNNER, m.runner());
      json.name(Field.REPLY.quoted);
      json.startObject();
      reply(json, m.reply());
      json.endObject();
    } else if (message instanceof Request m) {
      flag(json, Field.KEEP_ALIVE, m.keepAlive());
      string(json, Field.QUEUE, m.queue());
      strings(json, Field.ARGS, m.args());
      positive(json, Field.LIMIT, m.limitSeconds());
      positive(json, Field.RUNNERS, m.runners());
    } else if (message instanceof WorkItem m) {
      strings(json, Field.ARGS, m.args());
      positive(json, Field.LIMIT, m.limitSeconds());
      if (m.runners() > 0) {
        whole(json, Field.RUNNER, m.runner());
        whole(json, Field.RUNNERS, m.runners());
      }
    } else if (message instanceof WorkRequest m) {
      flag(json, Field.KEEP_ALIVE, m.keepAlive());
      string(json, Field.QUEUE, m.queue());
      positive(json, Field.WAIT, m.waitSeconds());
      text(json, Field.POD, m.pod());
      text(json, Field.NODE, m.node());
    } else if (message instanceof NoItem m) {
      flag(json, Field.EMPTY, m.empty());
      text(json, Field.ERROR, m.error());
    } else if (message instanceof Progress m) {
      progress(json, m);
    } else if (message instanceof GiveBack) {
      flag(json, Field.RETURN, true);
    } else if (message instanceof Ready) {
      flag(json, Field.READY, true);
    } else if (message instanceof Go) {
      flag(json, Field.GO, true);
    } else if (message instanceof TakeBack
        || message instanceof Withdraw
        || message instanceof CancelItem) {
      flag(json, Field.CANCEL, true);
    } else {
      throw new AssertionError(message);
    }
  }

  private static void reply(JsonBytes json, Reply m) {
    text(json, Field.POD, m.pod());
    text(json, Field.NODE, m.node());
    text(json, Field.DEVICE, m.device());
    text(json, Field.ERROR, m.error());
    positive(json, Field.TIMEOUT, m.timeoutSeconds());
    positive(json, Field.WAITTIME, m.waitSeconds());
    number(json, Field.RUNTIME, m.runSeconds());
    whole(json, Field.RETCODE, m.retcode());
    if (m.result() != null) {
      raw(json, Field.RESULT, m.result());
    }
    strings(json, Field.TRUNCATED, m.truncated());
  }

  private static void progress(JsonBytes json, Progress m) {
    json.name(Field.PROGRESS.quoted);
    json.startObject();
    string(json, Field.PHASE, FieldValues.wireName(m.phase()));
    whole(json, Field.DONE, m.done());
    whole(json, Field.TOTAL, m.total());
    if (m.failed() > 0) {
      whole(json, Field.FAILED, m.failed());
    }
    json.endObject();
  }

  private static void classic(Message message, JsonBytes json) {
    if (message instanceof Reply m) {
      string(json, Field.POD, m.pod());
      string(json, Field.NODE, m.node());
      string(json, Field.DEVICE, m.device());
      string(json, Field.ERROR, m.error());
      number(json, Field.TIMEOUT, m.timeoutSeconds());
      number(json, Field.RUNTIME, m.runSeconds());
      number(json, Field.WAITTIME, m.waitSeconds());
      whole(json, Field.RETCODE, m.retcode());
    } else if (message instanceof Request m) {
      string(json, Field.QUEUE, m.queue());
      args(json, m.args());
      number(json, Field.LIMIT, m.limitSeconds());
    } else if (message instanceof WorkItem m) {
      item(json, "", m.args(), m.limitSeconds(), false);
    } else if (message instanceof NoItem m) {
      item(json, m.error(), List.of(), 0, m.empty());
    } else if (message instanceof WorkRequest m) {
      string(json, Field.QUEUE, m.queue());
    } else {
      throw new AssertionError("no classic form: " + message);
    }
  }

  private static void item(
      JsonBytes json, String error, List<String> args, double limit, boolean empty) {
    string(json, Field.ERROR, error);
    args(json, args);
    number(json, Field.LIMIT, limit);
    json.name(Field.EMPTY.quoted);
    json.bool(empty);
  }

  private static void args(JsonBytes json, List<String> args) {
    if (args.isEmpty()) {
      json.name(Field.ARGS.quoted);
      json.nothing();
    } else {
      strings(json, Field.ARGS, args);
    }
  }

  private static void text(JsonBytes json, Field field, String value) {
    if (!value.isEmpty()) {
      string(json, field, value);
    }
  }

  private static void string(JsonBytes json, Field field, String value) {
    json.name(field.quoted);
    json.string(value);
  }

  private static void flag(JsonBytes json, Field field, boolean value) {
    if (value) {
      json.name(field.quoted);
      json.bool(true);
    }
  }

  private static void whole(JsonBytes json, Field field, long value) {
    json.name(field.quoted);
    json.number(value);
  }

  private static void positive(JsonBytes json, Field field, double value) {
    if (value > 0) {
      number(json, field, value);
    }
  }

  private static void number(JsonBytes json, Field field, double value) {
    json.name(field.quoted);
    if (value == Math.rint(value) && Math.abs(value) < WHOLE) {
      json.number((long) value);
    } else {
      json.seconds(value);
    }
  }

  private static void strings(JsonBytes json, Field field, List<String> values) {
    if (!values.isEmpty()) {
      json.name(field.quoted);
      json.startArray();
      for (String value : values) {
        json.string(value);
      }
      json.endArray();
    }
  }

  private static void raw(JsonBytes json, Field field, RawJson value) {
    json.name(field.quoted);
    json.raw(value);
  }
}
