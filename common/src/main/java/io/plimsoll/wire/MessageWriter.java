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
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.StringWriter;
import java.util.List;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.json.JsonFactory;

/**
 * Messages as JSON objects of the wire. Session form leaves out what is unset and ends with a
 * newline; classic form has every classic field and no delimiter, and is what the original tool
 * reads.
 */
public final class MessageWriter {

  /** Whole numbers up to here are written without a decimal point: {@code 5}, not {@code 5.0}. */
  private static final double WHOLE = 1e15;

  private static final JsonFactory FACTORY =
      JsonFactory.builder().disable(StreamWriteFeature.AUTO_CLOSE_TARGET).build();

  /** Which fields are written, and how a message ends. */
  public enum Form {
    CLASSIC,
    SESSION
  }

  private MessageWriter() {}

  /** Writes one message. Nothing is cut: see {@link ReplyFit}. */
  public static void write(Message message, Form form, OutputStream out) {
    try (JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), out)) {
      json.writeStartObject();
      if (form == Form.SESSION) {
        if (message.id() != Message.NO_ID) {
          json.writeNumberProperty(Field.ID.wireName, message.id());
        }
        session(message, json);
      } else {
        classic(message, json);
      }
      json.writeEndObject();
      if (form == Form.SESSION) {
        json.writeRaw('\n');
      }
    }
  }

  /** The bytes of one message. */
  public static byte[] bytes(Message message, Form form) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(256);
    write(message, form, out);
    return out.toByteArray();
  }

  /** Whether {@code item} can be handed to a classic worker, which reads once into one buffer. */
  public static boolean fitsClassic(WorkItem item) {
    return bytes(item, Form.CLASSIC).length <= Limits.CLASSIC_BYTES;
  }

  /** The {@code Result} of a replay's final reply. */
  public static RawJson result(ReplayCounts counts) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), text)) {
      json.writeStartObject();
      json.writeNumberProperty("runners", counts.runners());
      json.writeNumberProperty("succeeded", counts.succeeded());
      json.writeNumberProperty("failed", counts.failed());
      json.writeArrayPropertyStart("errors");
      for (ReplayCounts.RunnerError error : counts.errors()) {
        json.writeStartObject();
        json.writeNumberProperty("runner", error.runner());
        json.writeStringProperty("pod", error.pod());
        json.writeStringProperty("node", error.node());
        json.writeStringProperty("error", error.error());
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeEndObject();
    }
    return RawJson.of(text.toString());
  }

  private static void session(Message message, JsonGenerator json) {
    if (message instanceof Reply m) {
      reply(json, m);
    } else if (message instanceof RunnerReply m) {
      json.writeNumberProperty(Field.RUNNER.wireName, m.runner());
      json.writeObjectPropertyStart(Field.REPLY.wireName);
      reply(json, m.reply());
      json.writeEndObject();
    } else if (message instanceof Request m) {
      flag(json, Field.KEEP_ALIVE, m.keepAlive());
      json.writeStringProperty(Field.QUEUE.wireName, m.queue());
      strings(json, Field.ARGS, m.args());
      positive(json, Field.LIMIT, m.limitSeconds());
      positive(json, Field.RUNNERS, m.runners());
    } else if (message instanceof WorkItem m) {
      strings(json, Field.ARGS, m.args());
      positive(json, Field.LIMIT, m.limitSeconds());
      if (m.runners() > 0) {
        json.writeNumberProperty(Field.RUNNER.wireName, m.runner());
        json.writeNumberProperty(Field.RUNNERS.wireName, m.runners());
      }
    } else if (message instanceof WorkRequest m) {
      flag(json, Field.KEEP_ALIVE, m.keepAlive());
      json.writeStringProperty(Field.QUEUE.wireName, m.queue());
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

  private static void reply(JsonGenerator json, Reply m) {
    text(json, Field.POD, m.pod());
    text(json, Field.NODE, m.node());
    text(json, Field.DEVICE, m.device());
    text(json, Field.ERROR, m.error());
    positive(json, Field.TIMEOUT, m.timeoutSeconds());
    positive(json, Field.WAITTIME, m.waitSeconds());
    number(json, Field.RUNTIME, m.runSeconds());
    json.writeNumberProperty(Field.RETCODE.wireName, m.retcode());
    if (m.result() != null) {
      raw(json, Field.RESULT, m.result());
    }
    strings(json, Field.TRUNCATED, m.truncated());
  }

  private static void progress(JsonGenerator json, Progress m) {
    json.writeObjectPropertyStart(Field.PROGRESS.wireName);
    json.writeStringProperty(Field.PHASE.wireName, FieldValues.wireName(m.phase()));
    json.writeNumberProperty(Field.DONE.wireName, m.done());
    json.writeNumberProperty(Field.TOTAL.wireName, m.total());
    if (m.failed() > 0) {
      json.writeNumberProperty(Field.FAILED.wireName, m.failed());
    }
    json.writeEndObject();
  }

  private static void classic(Message message, JsonGenerator json) {
    if (message instanceof Reply m) {
      json.writeStringProperty(Field.POD.wireName, m.pod());
      json.writeStringProperty(Field.NODE.wireName, m.node());
      json.writeStringProperty(Field.DEVICE.wireName, m.device());
      json.writeStringProperty(Field.ERROR.wireName, m.error());
      number(json, Field.TIMEOUT, m.timeoutSeconds());
      number(json, Field.RUNTIME, m.runSeconds());
      number(json, Field.WAITTIME, m.waitSeconds());
      json.writeNumberProperty(Field.RETCODE.wireName, m.retcode());
    } else if (message instanceof Request m) {
      json.writeStringProperty(Field.QUEUE.wireName, m.queue());
      args(json, m.args());
      number(json, Field.LIMIT, m.limitSeconds());
    } else if (message instanceof WorkItem m) {
      item(json, "", m.args(), m.limitSeconds(), false);
    } else if (message instanceof NoItem m) {
      item(json, m.error(), List.of(), 0, m.empty());
    } else if (message instanceof WorkRequest m) {
      json.writeStringProperty(Field.QUEUE.wireName, m.queue());
    } else {
      throw new AssertionError("no classic form: " + message);
    }
  }

  private static void item(
      JsonGenerator json, String error, List<String> args, double limit, boolean empty) {
    json.writeStringProperty(Field.ERROR.wireName, error);
    args(json, args);
    number(json, Field.LIMIT, limit);
    json.writeBooleanProperty(Field.EMPTY.wireName, empty);
  }

  private static void args(JsonGenerator json, List<String> args) {
    if (args.isEmpty()) {
      json.writeNullProperty(Field.ARGS.wireName);
    } else {
      strings(json, Field.ARGS, args);
    }
  }

  private static void text(JsonGenerator json, Field field, String value) {
    if (!value.isEmpty()) {
      json.writeStringProperty(field.wireName, value);
    }
  }

  private static void flag(JsonGenerator json, Field field, boolean value) {
    if (value) {
      json.writeBooleanProperty(field.wireName, true);
    }
  }

  private static void positive(JsonGenerator json, Field field, double value) {
    if (value > 0) {
      number(json, field, value);
    }
  }

  private static void number(JsonGenerator json, Field field, double value) {
    if (value == Math.rint(value) && Math.abs(value) < WHOLE) {
      json.writeNumberProperty(field.wireName, (long) value);
    } else {
      json.writeNumberProperty(field.wireName, value);
    }
  }

  private static void strings(JsonGenerator json, Field field, List<String> values) {
    if (!values.isEmpty()) {
      json.writeArrayPropertyStart(field.wireName);
      for (String value : values) {
        json.writeString(value);
      }
      json.writeEndArray();
    }
  }

  private static void raw(JsonGenerator json, Field field, RawJson value) {
    json.writeName(field.wireName);
    json.writeRawValue(value.toString());
  }
}
