package io.plimsoll.replay.report;

import static io.plimsoll.replay.report.Results.MILLI;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plimsoll.protocol.RawJson;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReportLineTest {

  private static final Instant START = Instant.parse("2026-01-31T12:00:00Z");

  /** As containerd cuts lines of standard output. */
  private static final int PIECE_BYTES = 16 << 10;

  @Test
  void aReportComesOutOfALogAsItWentIn() {
    ReportLine line = line(report(3_000, true));
    assertThat(read("starting\n" + line.text() + "\n")).isEqualTo(new FoundLine.Whole(line));
  }

  @Test
  void aRunnerWithoutAReportStillSaysWhyAndWithWhichExitCode() {
    ReportLine line =
        new ReportLine("load", 3, 4, 3, "load: no such file: /p.yaml", 0, List.of(), null);
    assertThat(line.text())
        .isEqualTo(
            "plimsoll-report/1 {\"workload\":\"load\",\"runner\":3,\"runners\":4,\"exitCode\":3,"
                + "\"error\":\"load: no such file: /p.yaml\",\"lateSeconds\":0.0,\"dropped\":[],"
                + "\"bytes\":0,\"crc32\":\"00000000\"}");
    assertThat(read(line.text())).isEqualTo(new FoundLine.Whole(line));
  }

  @Test
  void aLineIsPrintableAsciiWhateverTheErrorSays() {
    String nasty = "tab\there\nline\u2028two \u00e9 \ud83d\ude00 \u007f\u001b[31m {\"}\" " + MARK;
    String text = new ReportLine("replay", 0, 1, 1, nasty, 0.5, List.of(), json()).text();
    assertThat(text).matches("[ -~]+");
    ReportLine read = whole(text + "\n");
    assertThat(read.error())
        .isEqualTo("tab here line two \u00e9 \ud83d\ude00   [31m {\"}\" " + MARK);
    assertThat(read.lateSeconds()).isEqualTo(0.5);
  }

  @Test
  void anErrorIsCutToItsLimitAndTheLineStillRead() {
    for (String character : new String[] {"x", "\u00e9", "\ud83d\ude00"}) {
      String error = character.repeat(ReportLine.MAX_ERROR_CHARS + 1);
      ReportLine line = new ReportLine("replay", 0, 1, 1, error, 0, List.of(), json());
      assertThat(whole(line.text()).error())
          .hasSize(ReportLine.MAX_ERROR_CHARS)
          .isEqualTo(error.substring(0, ReportLine.MAX_ERROR_CHARS));
    }
  }

  @Test
  void theLastReportOfALogCounts() {
    ReportLine first = new ReportLine("replay", 0, 2, 1, "first", 0, List.of(), json());
    ReportLine last = new ReportLine("replay", 1, 2, 0, "", 0, List.of(), json());
    assertThat(read(first.text() + "\n" + last.text() + "\nbye\n"))
        .isEqualTo(new FoundLine.Whole(last));
  }

  @Test
  void linesBeforeAfterAndLikeItDoNotMatter() {
    ReportLine line = line(report(500, false));
    String log =
        "12:00:00.000 INFO  "
            + MARK
            + "1 {} in the middle of a line\n"
            + "plimsoll-repor\nplimsoll-report\nplimsollplimsoll-report/1 {}\n\n"
            + line.text()
            + "\n12:00:01.000 INFO  bye\nplimsoll-report";
    assertThat(read(log)).isEqualTo(new FoundLine.Whole(line));
  }

  /** Standard error between the pieces that a container runtime makes of a long line. */
  @Test
  void linesOfStandardErrorInTheMiddleAreTakenOutAgain() {
    ReportLine line = line(report(30_000, false));
    String text = line.text();
    assertThat(text.length()).isGreaterThan(3 * PIECE_BYTES);
    String foreign = "12:00:01.000 WARN  late AAAA\n";
    for (int piece = 1; piece < 4; piece++) {
      int at = piece * PIECE_BYTES;
      for (int lines : new int[] {1, 2, 16}) {
        String mixed = text.substring(0, at) + foreign.repeat(lines) + text.substring(at) + "\n";
        assertThat(read("a\n" + mixed + foreign)).isEqualTo(new FoundLine.Whole(line));
      }
      String tooMany = text.substring(0, at) + foreign.repeat(17) + text.substring(at) + "\n";
      assertThat(read(tooMany)).isInstanceOf(FoundLine.Cut.class);
    }
  }

  @Test
  void aCutReportSaysHowMuchThereIsOfIt() {
    ReportLine line = line(report(3_000, false));
    String text = line.text();
    int head = text.indexOf("} ") + 2;
    int packed = text.length() - head;
    ReportLine none = new ReportLine("replay", 1, 4, 0, "", 0.25, line.dropped(), null);
    for (int left : new int[] {0, 1, packed / 2, packed - 1}) {
      FoundLine expected = new FoundLine.Cut(none, left, packed);
      assertThat(read(text.substring(0, head + left))).isEqualTo(expected);
      assertThat(read(text.substring(0, head + left) + "\nKilled\n")).isEqualTo(expected);
    }
  }

  @Test
  void aLineCutBeforeItsReportIsCorrupt() {
    String text = line(report(10, false)).text();
    for (int left : new int[] {MARK.length(), MARK.length() + 1, MARK.length() + 2, 60}) {
      assertThat(read(text.substring(0, left))).isInstanceOf(FoundLine.Corrupt.class);
    }
    assertThat(read(text.substring(0, MARK.length() - 1))).isEqualTo(new FoundLine.None());
  }

  @Test
  void aReportOfWhichACharacterChangedIsCorrupt() {
    ReportLine line = line(report(3_000, false));
    StringBuilder text = new StringBuilder(line.text());
    int at = text.length() / 2;
    text.setCharAt(at, text.charAt(at) == 'A' ? 'B' : 'A');
    FoundLine found = read(text.toString());
    assertThat(found).isInstanceOf(FoundLine.Corrupt.class);
    FoundLine.Corrupt corrupt = (FoundLine.Corrupt) found;
    assertThat(corrupt.why()).matches("crc32: [0-9a-f]{8} \\(expected: [0-9a-f]{8}\\)");
    assertThat(corrupt.head()).isNotNull().extracting(ReportLine::runner).isEqualTo(1);
  }

  @Test
  void anEmptyLogHasNoReport() {
    assertThat(read("")).isEqualTo(new FoundLine.None());
    assertThat(read("\n\nstarting\n")).isEqualTo(new FoundLine.None());
  }

  @Test
  void aLogThatBreaksOffIsNoLogWithoutAReport() {
    IOException lost = new IOException("connection reset");
    ByteArrayInputStream log =
        new ByteArrayInputStream(new byte[0]) {
          @Override
          public synchronized int read(byte[] into, int from, int count) {
            throw new UncheckedIOException(lost);
          }
        };
    assertThatThrownBy(() -> ReportLog.read(log)).hasCause(lost);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2 {} ",
        "1 [] ",
        "1 7",
        "1 {\"workload\":\"replay\"}",
        "1 {\"runner\":-1}",
        "x",
      })
  void aHeadThatNoRunnerWritesIsCorrupt(String head) {
    assertThat(read(MARK + head + "\n")).isInstanceOf(FoundLine.Corrupt.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"runner\":1|\"runner\":4",
        "\"runner\":1|\"runner\":-1",
        "\"runners\":4|\"runners\":10001",
        "\"runners\":4|\"runners\":0",
        "\"exitCode\":0|\"exitCode\":\"0\"",
        "\"lateSeconds\":0.25|\"lateSeconds\":-0.25",
        "\"lateSeconds\":0.25|\"lateSeconds\":1e999",
        "\"workload\":\"replay\"|\"workload\":7",
        "\"dropped\":[]|\"dropped\":7",
        "\"bytes\":|\"bytes\":4194305,\"x\":",
      })
  void aFieldOutOfItsRangeIsCorrupt(String change) {
    String[] fromTo = change.split("\\|");
    String text = line(report(10, false)).text();
    assertThat(text).contains(fromTo[0]);
    FoundLine found = read(text.replace(fromTo[0], fromTo[1]));
    assertThat(found).isInstanceOf(FoundLine.Corrupt.class);
    assertThat(((FoundLine.Corrupt) found).why()).contains("(expected: ");
  }

  @Test
  void aReportAtTheLimitUnpackedIsReadAndALargerOneIsRefused() {
    assertThat(read(bomb(ReportLine.MAX_UNPACKED_BYTES))).isInstanceOf(FoundLine.Whole.class);
    FoundLine found = read(bomb(ReportLine.MAX_UNPACKED_BYTES + 1));
    assertThat(found).isInstanceOf(FoundLine.Corrupt.class);
    assertThat(((FoundLine.Corrupt) found).why()).contains("more than 16777216 bytes unpacked");
  }

  @Test
  void whatIsPackedMustBeOneJsonObject() {
    for (String json : new String[] {"", "7", "[]", "{", "{}{}", "{} x"}) {
      assertThat(read(handMade(json.getBytes(StandardCharsets.UTF_8))))
          .as(json)
          .isInstanceOf(FoundLine.Corrupt.class);
    }
    assertThat(whole(handMade("{}".getBytes(StandardCharsets.UTF_8))).report())
        .isEqualTo(RawJson.of("{}"));
    String notPacked = handMade(Base64.getEncoder().encodeToString(new byte[50]));
    assertThat(read(notPacked)).isInstanceOf(FoundLine.Corrupt.class);
    assertThat(read(handMade("no base64!"))).isInstanceOf(FoundLine.Corrupt.class);
  }

  @Test
  void anOverlongLineIsCutAndTakesLittleMemory() {
    String text = line(report(10, false)).text() + "A".repeat(3 * ReportLine.MAX_PACKED_CHARS);
    assertThat(read(text + "\nmore\n")).isInstanceOf(FoundLine.Corrupt.class);
    assertThat(read(MARK + "1 " + "{\"a\":".repeat(100_000))).isInstanceOf(FoundLine.Corrupt.class);
  }

  @Test
  void singleLatenciesAndFailuresAreLeftOutOfALine() {
    ReplayReport report = report(3_000, true);
    FittedReport fitted = ReportLine.fit(report);
    assertThat(fitted.dropped())
        .containsExactlyInAnyOrder("errors", "latenciesByURL", "errorsLeftOut", "latenciesLeftOut");
    ReplayReport read = ReplayReport.parse(fitted.json().toByteArray());
    ReplayReport sums = report(3_000, false);
    assertThat(read.toPrettyJson()).isEqualTo(sums.toPrettyJson());
  }

  @Test
  void aReportTooLargeForALineLosesTheLeastUsedUrlsFirstAndFits() {
    ReplayStats stats = new ReplayStats();
    Random random = new Random(7);
    for (int i = 0; i < 40_000; i++) {
      stats.record(Results.ok("GET /" + random.nextInt(800), i * MILLI, latency(random)));
    }
    int maxPackedChars = 200_000;
    FittedReport fitted = ReportLine.fit(of(stats), maxPackedChars);
    assertThat(fitted.dropped()).containsExactly("histograms.byURL");
    ReportLine line = new ReportLine("replay", 0, 1, 0, "", 0, fitted.dropped(), fitted.json());
    assertThat(line.text().length()).isBetween(maxPackedChars * 9 / 10, maxPackedChars + 1_000);
    ReplayReport read = ReplayReport.parse(requireReport(whole(line.text())).toByteArray());
    assertThat(read.stats().total()).isEqualTo(40_000);
    assertThat(read.stats().latency().count()).isEqualTo(40_000);
    assertThat(ReportLine.fit(of(stats)).dropped()).isEmpty();
  }

  @Test
  void aReportThatFitsNoLineIsLeftOutWhole() {
    FittedReport fitted = ReportLine.fit(new Incompressible(4 << 20));
    assertThat(fitted.dropped()).containsExactly("report");
    assertThat(fitted.json()).isEqualTo(RawJson.of("{}"));
  }

  @Test
  void aReportThatWasNotMadeToFitIsRefused() {
    RawJson json = new Incompressible(4 << 20).fitSums(0).json();
    ReportLine line = new ReportLine("replay", 0, 1, 0, "", 0, List.of(), json);
    assertThatThrownBy(line::text)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageMatching("report: \\d+ characters packed \\(expected: at most 4194304\\)");
  }

  private static final String MARK = ReportLine.MARK;

  private static RawJson json() {
    return RawJson.of("{\"version\":1}");
  }

  private static RawJson requireReport(ReportLine line) {
    assertThat(line.report()).isNotNull();
    return line.report() == null ? json() : line.report();
  }

  private static ReportLine line(ReplayReport report) {
    FittedReport fitted = ReportLine.fit(report);
    return new ReportLine("replay", 1, 4, 0, "", 0.25, List.of(), fitted.json());
  }

  private static ReplayReport report(int requests, boolean raw) {
    ReplayStats stats = new ReplayStats(raw, 100 * MILLI);
    Results.random(new Random(5), requests).forEach(stats::record);
    return of(stats);
  }

  private static ReplayReport of(ReplayStats stats) {
    return ReplayReport.of(1, "pod-1", "node-a", stats, 90_500 * MILLI, START, List.of());
  }

  private static long latency(Random random) {
    return (long) (5 * MILLI * Math.exp(0.5 * random.nextGaussian()));
  }

  private static FoundLine read(String log) {
    try {
      return ReportLog.read(new ByteArrayInputStream(log.getBytes(StandardCharsets.UTF_8)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ReportLine whole(String log) {
    FoundLine found = read(log);
    assertThat(found).isInstanceOf(FoundLine.Whole.class);
    return ((FoundLine.Whole) found).line();
  }

  /** A line with an object of that many bytes, almost all of them the same. */
  private static String bomb(int bytes) {
    return handMade(
        ("{\"a\":\"" + "0".repeat(1_000) + "\"" + " ".repeat(bytes - 1_008) + "}")
            .getBytes(StandardCharsets.US_ASCII));
  }

  private static String handMade(byte[] unpacked) {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(unpacked);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return handMade(Base64.getEncoder().encodeToString(packed.toByteArray()));
  }

  private static String handMade(String packed) {
    CRC32 crc = new CRC32();
    crc.update(packed.getBytes(StandardCharsets.US_ASCII));
    return MARK
        + "1 {\"workload\":\"replay\",\"runner\":0,\"runners\":1,\"exitCode\":0,\"error\":\"\","
        + "\"lateSeconds\":0,\"dropped\":[],\"bytes\":"
        + packed.length()
        + ",\"crc32\":\""
        + HexFormat.of().toHexDigits((int) crc.getValue())
        + "\"} "
        + packed;
  }

  /** A report that cannot be made smaller. */
  private record Incompressible(int bytes) implements RunReport {

    @Override
    public FittedReport fitSums(int maxBytes) {
      byte[] random = new byte[bytes];
      new Random(1).nextBytes(random);
      return new FittedReport(
          RawJson.of("{\"a\":\"" + Base64.getEncoder().encodeToString(random) + "\"}"), List.of());
    }

    @Override
    public FittedReport fit(int maxBytes) {
      return fitSums(maxBytes);
    }

    @Override
    public byte[] toJson() {
      return fitSums(0).json().toByteArray();
    }

    @Override
    public String toPrettyJson() {
      return fitSums(0).json().toString();
    }

    @Override
    public String toHtml(String title) {
      return title;
    }

    @Override
    public String toText() {
      return "";
    }

    @Override
    public Verdict verdict() {
      return new ReplayStats().verdict();
    }
  }
}
