package io.plimsoll.replay.report;

import io.plimsoll.protocol.RawJson;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.JsonNode;

/**
 * Takes a report line apart.
 *
 * <p>A container runtime writes a long line in pieces, and may put a line of standard error between
 * two of them. Length and checksum of the report are known, so such lines can be taken out again:
 * where they end shows in the text, and how long they are in what the report is too long by.
 */
final class ReportLineReader {

  /** More lines between two pieces of a report than a program writes while it ends. */
  private static final int MAX_FOREIGN_LINES = 16;

  private final String text;

  /**
   * @param text what follows the mark, to the end of the line or further
   */
  ReportLineReader(String text) {
    this.text = text;
  }

  FoundLine read() {
    String version = ReportLine.VERSION + " ";
    if (!text.startsWith(version)) {
      String begin = text.substring(0, Math.min(text.length(), version.length())).trim();
      return new FoundLine.Corrupt(
          null, "version: '" + begin + "' (expected: " + ReportLine.VERSION + ")");
    }
    String rest = text.substring(version.length());
    String line = firstLine(rest.substring(0, Math.min(rest.length(), ReportLog.MAX_HEAD_CHARS)));
    ReportLine head;
    int packedChars;
    String crc32;
    int headChars;
    try (JsonParser parser = ReportJson.MAPPER.createParser(line)) {
      parser.nextToken();
      parser.skipChildren();
      headChars = (int) parser.currentLocation().getCharOffset();
      JsonNode json = ReportJson.MAPPER.readTree(line.substring(0, headChars));
      ReportFields fields = new ReportFields("", json);
      head = head(fields, json);
      packedChars = (int) Math.min(Integer.MAX_VALUE, fields.number("bytes"));
      crc32 = fields.text("crc32");
    } catch (JacksonException e) {
      return new FoundLine.Corrupt(null, "head: not JSON: " + e.getOriginalMessage());
    } catch (IllegalArgumentException e) {
      return new FoundLine.Corrupt(null, String.valueOf(e.getMessage()));
    }
    if (packedChars > ReportLine.MAX_PACKED_CHARS) {
      return new FoundLine.Corrupt(
          head,
          "bytes: " + packedChars + " (expected: at most " + ReportLine.MAX_PACKED_CHARS + ")");
    }
    if (packedChars == 0) {
      return new FoundLine.Whole(head);
    }
    return packed(head, rest.substring(Math.min(rest.length(), headChars + 1)), packedChars, crc32);
  }

  private static ReportLine head(ReportFields fields, JsonNode json) {
    List<String> dropped = new ArrayList<>();
    for (JsonNode name : fields.array("dropped", ReportLog.MAX_HEAD_CHARS)) {
      dropped.add(ReportFields.text("dropped[" + dropped.size() + "]", name));
    }
    return new ReportLine(
        fields.text("workload"),
        (int) Math.min(Integer.MAX_VALUE, fields.number("runner")),
        (int) Math.min(Integer.MAX_VALUE, fields.number("runners")),
        (int) Math.min(Integer.MAX_VALUE, fields.number("exitCode")),
        fields.text("error"),
        json.path("lateSeconds").asDouble(Double.NaN),
        dropped,
        null);
  }

  /** Looks for the packed report in what follows the head. */
  private static FoundLine packed(ReportLine head, String rest, int packedChars, String crc32) {
    int end = rest.indexOf('\n');
    String line = end < 0 ? rest : rest.substring(0, end);
    if (line.length() == packedChars && ReportLine.crc32(line).equals(crc32)) {
      return unpacked(head, line);
    }
    int from = end;
    for (int lines = 0; lines < MAX_FOREIGN_LINES && from >= 0; lines++) {
      int to = rest.indexOf('\n', from + 1);
      String mixed = rest.substring(0, to < 0 ? rest.length() : to);
      int foreignChars = mixed.length() - packedChars;
      int foreignFrom = from + 1 - foreignChars;
      if (foreignChars > 0 && foreignFrom >= 0) {
        String without = mixed.substring(0, foreignFrom) + mixed.substring(from + 1);
        if (ReportLine.crc32(without).equals(crc32)) {
          return unpacked(head, without);
        }
      }
      from = to;
    }
    return line.length() < packedChars
        ? new FoundLine.Cut(head, line.length(), packedChars)
        : new FoundLine.Corrupt(
            head, "crc32: " + ReportLine.crc32(line) + " (expected: " + crc32 + ")");
  }

  private static FoundLine unpacked(ReportLine head, String packed) {
    RawJson report;
    try (GZIPInputStream gzip =
        new GZIPInputStream(new ByteArrayInputStream(Base64.getDecoder().decode(packed)))) {
      byte[] json = gzip.readNBytes(ReportLine.MAX_UNPACKED_BYTES + 1);
      if (json.length > ReportLine.MAX_UNPACKED_BYTES) {
        return new FoundLine.Corrupt(
            head,
            "report: more than "
                + ReportLine.MAX_UNPACKED_BYTES
                + " bytes unpacked (expected: at most that)");
      }
      report = object(json);
    } catch (IllegalArgumentException | IOException e) {
      return new FoundLine.Corrupt(head, "report: not packed by a runner: " + e.getMessage());
    }
    if (report == null) {
      return new FoundLine.Corrupt(head, "report: not JSON (expected: one object)");
    }
    return new FoundLine.Whole(
        new ReportLine(
            head.workload(),
            head.runner(),
            head.runners(),
            head.exitCode(),
            head.error(),
            head.lateSeconds(),
            head.dropped(),
            report));
  }

  /** Null if it is not exactly one well-formed object. */
  private static @Nullable RawJson object(byte[] json) {
    try (JsonParser parser = ReportJson.MAPPER.createParser(json)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return null;
      }
      parser.skipChildren();
      return parser.nextToken() == null ? RawJson.copyOf(json, 0, json.length) : null;
    } catch (JacksonException e) {
      return null;
    }
  }

  private static String firstLine(String text) {
    int end = text.indexOf('\n');
    return end < 0 ? text : text.substring(0, end);
  }
}
