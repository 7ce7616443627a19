package io.plimsoll.replay.audit;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * The events of a log: a JSON object in each line, or one {@code EventList}. Lines that are not
 * events are counted and passed over; broken JSON ends a list.
 */
final class EventSource {

  /**
   * An event has at most a request and a response of 1.5 MiB each, in text up to six times that.
   */
  private static final int MAX_LINE_BYTES = 32 << 20;

  /** How far to look for what tells a list from lines. */
  private static final int LOOK_AHEAD_BYTES = 64 << 10;

  /** As many malformed lines are named. */
  private static final int MAX_NAMED = 5;

  /** Takes the events. */
  interface Sink {
    void onEvent(AuditEvent event) throws IOException;
  }

  private final Sink sink;
  private final EventParser parser = new EventParser();
  private final List<String> firstMalformed = new ArrayList<>();
  private long malformed;
  private long events;

  EventSource(Sink sink) {
    this.sink = sink;
  }

  long events() {
    return events;
  }

  long malformed() {
    return malformed;
  }

  List<String> firstMalformed() {
    return List.copyOf(firstMalformed);
  }

  void read(InputStream in) throws IOException {
    BufferedInputStream buffered = new BufferedInputStream(in, 2 * LOOK_AHEAD_BYTES);
    if (isList(buffered)) {
      readList(buffered);
    } else {
      readLines(buffered);
    }
  }

  /** Whether the log is one object with a list of events in it. */
  private static boolean isList(BufferedInputStream in) throws IOException {
    in.mark(LOOK_AHEAD_BYTES);
    byte[] start = in.readNBytes(LOOK_AHEAD_BYTES);
    in.reset();
    try (JsonParser json = EventParser.MAPPER.createParser(new ByteArrayInputStream(start))) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        return false;
      }
      String key;
      while ((key = json.nextName()) != null) {
        JsonToken value = json.nextToken();
        if (key.equals("kind") && value == JsonToken.VALUE_STRING) {
          return json.getString().equals("EventList");
        }
        if (key.equals("items") && value == JsonToken.START_ARRAY) {
          return true;
        }
        json.skipChildren();
      }
      return false;
    } catch (JacksonException cutOffOrBroken) {
      return false;
    }
  }

  private void readList(InputStream in) throws IOException {
    try (JsonParser json = EventParser.MAPPER.createParser(in)) {
      json.nextToken();
      String key;
      while ((key = json.nextName()) != null) {
        JsonToken value = json.nextToken();
        if (key.equals("items") && value == JsonToken.START_ARRAY) {
          while (json.nextToken() != JsonToken.END_ARRAY) {
            item(json);
          }
        } else {
          json.skipChildren();
        }
      }
    } catch (JacksonException e) {
      malformed(e.getLocation() == null ? 0 : e.getLocation().getLineNr(), broken(e));
    }
  }

  private void item(JsonParser json) throws IOException {
    int line = json.currentTokenLocation().getLineNr();
    if (json.currentToken() != JsonToken.START_OBJECT) {
      json.skipChildren();
      malformed(line, "not an object");
      return;
    }
    pass(line, parser.read(json));
  }

  private void readLines(InputStream in) throws IOException {
    LineReader lines = new LineReader(in, MAX_LINE_BYTES);
    while (lines.next()) {
      int line = lines.number();
      if (lines.isBlank()) {
        continue;
      }
      if (lines.isTooLong()) {
        malformed(line, "longer than " + MAX_LINE_BYTES + " bytes");
        continue;
      }
      AuditEvent event = null;
      try (JsonParser json = EventParser.MAPPER.createParser(lines.bytes(), 0, lines.length())) {
        if (json.nextToken() == JsonToken.START_OBJECT) {
          event = parser.read(json);
        }
      } catch (JacksonException e) {
        malformed(line, broken(e));
        continue;
      }
      pass(line, event);
    }
  }

  private void pass(int line, @Nullable AuditEvent event) throws IOException {
    if (event == null) {
      malformed(line, "not an audit event (expected: stage, verb and requestURI)");
      return;
    }
    events++;
    sink.onEvent(event);
  }

  private static String broken(JacksonException e) throws IOException {
    if (e.getCause() instanceof IOException io) {
      throw io;
    }
    String text = e.getOriginalMessage();
    return "not JSON: " + text.lines().findFirst().orElse(text);
  }

  private void malformed(int line, String problem) {
    malformed++;
    if (firstMalformed.size() < MAX_NAMED) {
      firstMalformed.add("line " + line + ": " + problem);
    }
  }
}
