package io.plimsoll.replay.report;

import io.plimsoll.cli.Text;
import io.plimsoll.protocol.RawJson;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * How a runner without a frontend hands in its report: the last line of its log. {@code
 * docs/runner-groups.md} describes the form.
 *
 * @param workload what was run, {@code replay} or {@code load}
 * @param runner which runner, from 0
 * @param runners of how many
 * @param exitCode what the runner exits with
 * @param error why that is not 0; at most {@link #MAX_ERROR_CHARS} characters of it are written
 * @param lateSeconds how long after the common start it began, &gt;= 0
 * @param dropped what the report has lost to fit, by name
 * @param report the report in JSON; null: there is none
 */
public record ReportLine(
    String workload,
    int runner,
    int runners,
    int exitCode,
    String error,
    double lateSeconds,
    List<String> dropped,
    @Nullable RawJson report) {

  /** How such a line begins. */
  static final String MARK = "plimsoll-report/";

  /** Version of the line's form. */
  static final int VERSION = 1;

  /**
   * The longest packed report: a kubelet rotates logs at 10 MiB, and then serves only what was
   * written since. A million requests to a thousand URLs take 1.4 MiB, to ten thousand 3.7 MiB.
   */
  public static final int MAX_PACKED_CHARS = 4 << 20;

  /** The longest error: a sentence or two, and a URL. */
  public static final int MAX_ERROR_CHARS = 2_000;

  /** The largest report before packing; the one in a reply to a frontend may be as large. */
  public static final int MAX_UNPACKED_BYTES = ReplayReport.MAX_REPLY_BYTES;

  /** In what was dropped: the report as a whole. */
  public static final String ALL = "report";

  /** As many as one replay may have pods; also bounds the report that they are merged into. */
  public static final int MAX_RUNNERS = ReportReader.MAX_RUNNERS;

  private static final JsonMapper ASCII =
      JsonMapper.builder(JsonFactory.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build())
          .build();

  /** Halves what is not known yet about the right size; a 256th more or less is no matter. */
  private static final int FIT_ROUNDS = 8;

  public ReportLine {
    dropped = List.copyOf(dropped);
    if (runners < 1 || runners > MAX_RUNNERS) {
      throw new IllegalArgumentException(
          "runners: " + runners + " (expected: 1 to " + MAX_RUNNERS + ")");
    }
    if (runner < 0 || runner >= runners) {
      throw new IllegalArgumentException(
          "runner: " + runner + " (expected: 0 to " + (runners - 1) + ")");
    }
    if (!(lateSeconds >= 0 && lateSeconds < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "lateSeconds: " + lateSeconds + " (expected: a number of at least 0)");
    }
  }

  /**
   * The report for a line. Single latencies and failures are left out, whatever their size; if that
   * is not enough, what a reply to a frontend would lose first.
   *
   * @return without anything in it if even what is left does not fit: {@code dropped} says {@link
   *     #ALL} then
   */
  public static FittedReport fit(RunReport report) {
    return fit(report, MAX_PACKED_CHARS);
  }

  static FittedReport fit(RunReport report, int maxPackedChars) {
    FittedReport whole = report.fitSums(MAX_UNPACKED_BYTES);
    if (pack(whole.json()).length() <= maxPackedChars) {
      return whole;
    }
    // What is dropped packs better or worse than what stays, so that only trying tells.
    FittedReport best = new FittedReport(RawJson.of("{}"), List.of(ALL));
    int fits = 0;
    int tooLarge = whole.json().length();
    for (int i = 0; i < FIT_ROUNDS; i++) {
      int middle = (fits + tooLarge) >>> 1;
      FittedReport fitted = report.fitSums(middle);
      if (pack(fitted.json()).length() <= maxPackedChars) {
        best = fitted;
        fits = middle;
      } else {
        tooLarge = middle;
      }
    }
    return best;
  }

  /**
   * The line, without its end: ASCII, no control characters.
   *
   * @throws IllegalArgumentException if the report is larger than {@link #fit} makes it
   */
  public String text() {
    String packed = report == null ? "" : pack(report);
    if (packed.length() > MAX_PACKED_CHARS) {
      throw new IllegalArgumentException(
          "report: "
              + packed.length()
              + " characters packed (expected: at most "
              + MAX_PACKED_CHARS
              + ")");
    }
    ObjectNode head = ASCII.createObjectNode();
    head.put("workload", workload);
    head.put("runner", runner);
    head.put("runners", runners);
    head.put("exitCode", exitCode);
    head.put(
        "error", Text.printable(error.substring(0, Math.min(error.length(), MAX_ERROR_CHARS))));
    head.put("lateSeconds", lateSeconds);
    ArrayNode names = head.putArray("dropped");
    dropped.forEach(names::add);
    head.put("bytes", packed.length());
    head.put("crc32", crc32(packed));
    String line = MARK + VERSION + " " + ASCII.writeValueAsString(head);
    return packed.isEmpty() ? line : line + " " + packed;
  }

  static String crc32(String ascii) {
    CRC32 crc = new CRC32();
    crc.update(ascii.getBytes(StandardCharsets.US_ASCII));
    return HexFormat.of().toHexDigits((int) crc.getValue());
  }

  private static String pack(RawJson json) {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(json.toByteArray());
    } catch (IOException e) {
      throw new UncheckedIOException("memory takes everything", e);
    }
    return Base64.getEncoder().encodeToString(packed.toByteArray());
  }
}
