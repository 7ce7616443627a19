package io.plimsoll.wire;

import io.plimsoll.cli.Text;
import io.plimsoll.protocol.Limits;
import io.plimsoll.protocol.Message;
import io.plimsoll.protocol.Progress.Phase;
import io.plimsoll.protocol.ProtocolException;
import io.plimsoll.protocol.ProtocolException.Reason;
import io.plimsoll.protocol.RawJson;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;

/**
 * The fields of one JSON object of the wire, with their types and ranges checked. A field means the
 * same in every message that has it. {@code null} is the same as absent, and of a name that comes
 * twice the last counts, as in the original tool.
 */
final class FieldValues {

  private static final Set<Field> PROGRESS_FIELDS =
      EnumSet.of(Field.PHASE, Field.DONE, Field.TOTAL, Field.FAILED);

  private static final int ERROR_TEXT_CHARS = 160;

  /** What the parser adds to an error text for those who program it. */
  private static final Pattern PARSER_TALK =
      Pattern.compile(
          "\\s*(?:\\((?:for|start marker|not recognized) |: enable `).*", Pattern.DOTALL);

  /*
   * A message is UTF-8 and nothing else: a parser that guesses takes bytes with zeros between for
   * UTF-16, and then has no byte offsets. The length of the message bounds names and numbers, so
   * that an unknown field may hold any.
   */
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .disable(TokenStreamFactory.Feature.CHARSET_DETECTION)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(Limits.NESTING)
                  .maxNumberLength(Integer.MAX_VALUE)
                  .maxNameLength(Integer.MAX_VALUE)
                  .build())
          .build();

  long id = Message.NO_ID;
  boolean keepAlive;
  boolean cancel;
  boolean giveBack;
  boolean empty;
  boolean ready;
  boolean go;
  @Nullable String queue;
  String pod = "";
  String node = "";
  String device = "";
  String error = "";
  double limit;
  double wait;
  double timeout;
  double waittime;
  double runtime;
  int retcode;
  int runner;
  int runners;
  List<String> args = List.of();
  List<String> truncated = List.of();
  @Nullable RawJson result;
  @Nullable RawJson reply;
  @Nullable FieldValues progress;
  Phase phase = Phase.RUNNING;
  long done;
  long total;
  long failed;

  private final byte[] bytes;
  private final int offset;

  /** Fields that were there, by their bits. */
  private long seen;

  private FieldValues(byte[] bytes, int offset) {
    this.bytes = bytes;
    this.offset = offset;
  }

  /** No field yet, of an object in these bytes. */
  static FieldValues empty(byte[] bytes) {
    return new FieldValues(bytes, 0);
  }

  /** Reads one object; fields that are not {@code known} are skipped, whatever they hold. */
  static FieldValues read(byte[] bytes, int offset, int length, Set<Field> known)
      throws ProtocolException {
    FieldValues quick = new FieldValues(bytes, offset);
    return QuickFields.read(quick, bytes, offset, length, known)
        ? quick
        : parse(bytes, offset, length, known);
  }

  /** As {@link #read}, with the parser of the library. */
  static FieldValues parse(byte[] bytes, int offset, int length, Set<Field> known)
      throws ProtocolException {
    FieldValues values = new FieldValues(bytes, offset);
    try (JsonParser parser =
        FACTORY.createParser(ObjectReadContext.empty(), bytes, offset, length)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new ProtocolException(Reason.NOT_AN_OBJECT, "message: not an object");
      }
      String name;
      while ((name = parser.nextName()) != null) {
        Field field = Field.of(name);
        JsonToken token = parser.nextToken();
        if (field == null || !known.contains(field)) {
          parser.skipChildren();
        } else if (token != JsonToken.VALUE_NULL) {
          values.set(field, parser, token);
          values.saw(field);
        }
      }
      if (parser.nextToken() != null) {
        throw new ProtocolException(Reason.NOT_JSON, "message: more than one JSON value");
      }
    } catch (StreamConstraintsException e) {
      boolean deep = e.getOriginalMessage().contains("nesting");
      throw deep ? tooDeep() : new ProtocolException(Reason.TOO_LARGE, "message: " + brief(e));
    } catch (JacksonException e) {
      throw new ProtocolException(Reason.NOT_JSON, "message: not JSON: " + brief(e));
    }
    return values;
  }

  /** Whether a known field was there, and not {@code null}. */
  boolean has(Field field) {
    return (seen & field.bit) != 0;
  }

  void saw(Field field) {
    seen |= field.bit;
  }

  static ProtocolException tooDeep() {
    return new ProtocolException(
        Reason.TOO_DEEP, "message: nested too deep (expected: at most " + Limits.NESTING + ")");
  }

  private void set(Field field, JsonParser parser, JsonToken token) throws ProtocolException {
    switch (field) {
      case ID -> id = integer(field, parser, token, 0, Limits.MAX_ID);
      case KEEP_ALIVE -> keepAlive = bool(field, token);
      case CANCEL -> cancel = bool(field, token);
      case RETURN -> giveBack = bool(field, token);
      case EMPTY -> empty = bool(field, token);
      case READY -> ready = bool(field, token);
      case GO -> go = bool(field, token);
      case QUEUE -> queue = string(field, parser, token);
      case POD -> pod = string(field, parser, token);
      case NODE -> node = string(field, parser, token);
      case DEVICE -> device = string(field, parser, token);
      case ERROR -> error = string(field, parser, token);
      case LIMIT -> limit = seconds(field, parser, token);
      case WAIT -> wait = seconds(field, parser, token);
      case TIMEOUT -> timeout = seconds(field, parser, token);
      case WAITTIME -> waittime = seconds(field, parser, token);
      case RUNTIME -> runtime = seconds(field, parser, token);
      case RETCODE ->
          retcode = (int) integer(field, parser, token, Integer.MIN_VALUE, Integer.MAX_VALUE);
      case RUNNER -> runner = (int) integer(field, parser, token, 0, Limits.RUNNERS - 1);
      case RUNNERS -> runners = (int) integer(field, parser, token, 1, Limits.RUNNERS);
      case ARGS -> args = strings(field, parser, token);
      case TRUNCATED -> truncated = strings(field, parser, token);
      case RESULT -> result = object(field, parser, token);
      case REPLY -> reply = object(field, parser, token);
      case PROGRESS -> progress = within(object(field, parser, token), PROGRESS_FIELDS);
      case PHASE -> phase = phase(field, parser, token);
      case DONE -> done = integer(field, parser, token, 0, Limits.MAX_ID);
      case TOTAL -> total = integer(field, parser, token, 0, Limits.MAX_ID);
      case FAILED -> failed = integer(field, parser, token, 0, Limits.MAX_ID);
    }
  }

  /** The fields of an object within a message. */
  static FieldValues within(RawJson object, Set<Field> known) throws ProtocolException {
    return read(object.toByteArray(), 0, object.length(), known);
  }

  private static Phase phase(Field field, JsonParser parser, JsonToken token)
      throws ProtocolException {
    if (token == JsonToken.VALUE_STRING) {
      for (Phase phase : Phase.values()) {
        if (wireName(phase).equals(parser.getString())) {
          return phase;
        }
      }
    }
    throw wrongType(field, "gathering, loading or running");
  }

  /** How the wire calls a phase. */
  static String wireName(Phase phase) {
    return phase.name().toLowerCase(Locale.ROOT);
  }

  private static long integer(Field field, JsonParser parser, JsonToken token, long min, long max)
      throws ProtocolException {
    if (token == JsonToken.VALUE_NUMBER_INT) {
      try {
        long value = parser.getLongValue();
        if (value >= min && value <= max) {
          return value;
        }
      } catch (JacksonException outOfRangeOfLong) {
        // Falls through to the error below.
      }
    }
    throw wrongType(field, "an integer from " + min + " to " + max);
  }

  private static double seconds(Field field, JsonParser parser, JsonToken token)
      throws ProtocolException {
    if (token == JsonToken.VALUE_NUMBER_INT || token == JsonToken.VALUE_NUMBER_FLOAT) {
      double value = parser.getDoubleValue();
      if (value >= 0 && value <= Limits.SECONDS) {
        return value;
      }
    }
    throw wrongType(field, "a number of seconds from 0 to " + (long) Limits.SECONDS);
  }

  private static boolean bool(Field field, JsonToken token) throws ProtocolException {
    if (!token.isBoolean()) {
      throw wrongType(field, "true or false");
    }
    return token == JsonToken.VALUE_TRUE;
  }

  private static String string(Field field, JsonParser parser, JsonToken token)
      throws ProtocolException {
    if (token != JsonToken.VALUE_STRING) {
      throw wrongType(field, "a string");
    }
    return wellFormed(parser.getString());
  }

  private static List<String> strings(Field field, JsonParser parser, JsonToken token)
      throws ProtocolException {
    if (token != JsonToken.START_ARRAY) {
      throw wrongType(field, "an array of strings");
    }
    List<String> list = new ArrayList<>(4);
    JsonToken next;
    while ((next = parser.nextToken()) != JsonToken.END_ARRAY) {
      if (next != JsonToken.VALUE_STRING) {
        throw wrongType(field, "an array of strings");
      }
      list.add(wellFormed(parser.getString()));
    }
    return list;
  }

  private RawJson object(Field field, JsonParser parser, JsonToken token) throws ProtocolException {
    if (token != JsonToken.START_OBJECT) {
      throw wrongType(field, "an object");
    }
    int start = (int) parser.currentTokenLocation().getByteOffset();
    parser.skipChildren();
    int end = (int) parser.currentLocation().getByteOffset();
    requireUtf8(field, ByteBuffer.wrap(bytes, offset + start, end - start));
    return RawJson.copyOf(bytes, offset + start, end - start);
  }

  /** The parser does not look closely at what it skips, and what is passed on must not grow. */
  private static void requireUtf8(Field field, ByteBuffer text) throws ProtocolException {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(text);
    } catch (CharacterCodingException e) {
      throw new ProtocolException(
          Reason.NOT_JSON, "message: not JSON: invalid UTF-8 in " + field.wireName);
    }
  }

  private static ProtocolException wrongType(Field field, String expected) {
    return new ProtocolException(
        Reason.WRONG_TYPE, field.wireName + ": wrong type or range (expected: " + expected + ")");
  }

  /** Half a surrogate pair, which JSON can express and UTF-8 cannot, becomes U+FFFD. */
  private static String wellFormed(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isSurrogate(text.charAt(i))) {
        return text.codePoints()
            .map(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE ? 0xFFFD : c)
            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
            .toString();
      }
    }
    return text;
  }

  private static String brief(JacksonException e) {
    String text = Text.printable(PARSER_TALK.matcher(e.getOriginalMessage()).replaceFirst(""));
    return text.length() <= ERROR_TEXT_CHARS
        ? text
        : wellFormed(text.substring(0, ERROR_TEXT_CHARS)) + "...";
  }
}
