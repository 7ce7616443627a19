package io.plimsoll.client.profile;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.cli.Commands;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ProfileCommandTest {

  private static final String POD = "../testdata/replay/pod-life-cycle.yaml";
  private static final String AUDIT = "../testdata/audit/shop.jsonl";

  @TempDir private Path folder = Path.of("");

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void checkShowsHowAGoodProfileSpreads() {
    assertThat(run("check", POD)).isZero();
    assertThat(out.toString().lines())
        .contains(
            POD
                + ": good, 11 requests over 0.800 s {CREATE=2, GET=1, LIST=1, UPDATE=1, APPLY=1,"
                + " PATCH=1, DELETE=2, DELETECOLLECTION=1, WATCH=1}")
        .anyMatch(line -> line.startsWith("runner    1: "))
        .anyMatch(line -> line.startsWith("average 5.5, min "));
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void checkTakesAnotherNumberOfRunnersAndPrintsJson() {
    assertThat(run("check", POD, "--runners", "4", "--json")).isZero();
    JsonNode json = JsonMapper.shared().readTree(out.toString());
    assertThat(json.get("good").asBoolean()).isTrue();
    JsonNode counts = json.get("distribution").get("requestsPerRunner");
    assertThat(counts.size()).isEqualTo(4);
    int sum = 0;
    for (JsonNode count : counts) {
      sum += count.asInt();
    }
    assertThat(sum).isEqualTo(11);
    assertThat(json.get("distribution").get("average").asDouble()).isEqualTo(2.75);
  }

  @Test
  void checkListsAllThatIsWrongAndExitsWith1() throws Exception {
    Path bad =
        Files.writeString(
            folder.resolve("bad.yaml"),
            """
            version: 1
            spec: {runnerCount: 1, connsPerRunner: 1}
            requests:
            - {timestamp: 0, verb: FOO, resourceKind: Pod, apiPath: /a}
            - {timestamp: -1, verb: GET, resourceKind: Pod, name: a, apiPath: /a}
            """);
    assertThat(run("check", bad.toString())).isEqualTo(1);
    assertThat(out.toString().lines())
        .hasSize(3)
        .element(0)
        .asString()
        .startsWith("line 4: requests[0].verb: FOO (expected: one of CREATE, ");
    assertThat(out.toString()).endsWith(": 2 violations\n");
    out.getBuffer().setLength(0);
    assertThat(run("check", "--json", bad.toString())).isEqualTo(1);
    JsonNode json = JsonMapper.shared().readTree(out.toString());
    assertThat(json.get("violationCount").asInt()).isEqualTo(2);
    assertThat(json.get("violations").get(1).get("line").asInt()).isEqualTo(5);
  }

  @Test
  void checkTellsBadUsageFromASourceThatIsNotThere() {
    for (String runners : new String[] {"0", "-1", "1025"}) {
      err.getBuffer().setLength(0);
      assertThat(run("check", POD, "--runners", runners)).isEqualTo(2);
      assertThat(err.toString()).contains("--runners: " + runners + " (expected: 1 to 1024)");
    }
    assertThat(run("check", folder.resolve("missing").toString())).isEqualTo(3);
    assertThat(err.toString()).contains("no such file");
    assertThat(run()).isEqualTo(2);
  }

  @Test
  void oneViolationIsNotCalledViolations() throws Exception {
    Path bad = Files.writeString(folder.resolve("bad.yaml"), "- 1\n");
    assertThat(run("check", bad.toString())).isEqualTo(1);
    assertThat(out.toString()).endsWith(": 1 violation\n");
  }

  @Test
  void checkAndConvertSayInOneLineThatTheMemoryDoesNotSuffice() {
    for (String[] args :
        new String[][] {
          {"check", "-"}, {"convert", "-", folder.resolve("p.json").toString()},
        }) {
      err.getBuffer().setLength(0);
      InputStream before = System.in;
      System.setIn(
          new InputStream() {
            @Override
            public int read() {
              throw new OutOfMemoryError("Java heap space");
            }

            @Override
            public int read(byte[] target, int offset, int length) {
              throw new OutOfMemoryError("Java heap space");
            }
          });
      try {
        assertThat(run(args)).isEqualTo(3);
      } finally {
        System.setIn(before);
      }
      assertThat(err.toString().lines())
          .singleElement()
          .asString()
          .endsWith(
              "PROFILE: standard input: not enough memory (expected: a larger heap, java -Xmx)");
    }
  }

  @Test
  void convertGoesThereAndBackWithoutAnyChange() throws Exception {
    String json = folder.resolve("p.json.gz").toString();
    String yaml = folder.resolve("p.yaml").toString();
    String again = folder.resolve("again.yaml").toString();
    assertThat(run("convert", POD, yaml)).isZero();
    assertThat(run("convert", yaml, json)).isZero();
    assertThat(run("convert", json, again)).isZero();
    assertThat(Files.readString(Path.of(again))).isEqualTo(Files.readString(Path.of(yaml)));
    assertThat(Files.readAllBytes(Path.of(json))).startsWith(0x1f, 0x8b);
  }

  @Test
  void convertRefusesABadProfileAndLeavesNothing() throws Exception {
    Path bad = Files.writeString(folder.resolve("bad.yaml"), "version: 1\n");
    Path target = folder.resolve("p.json");
    assertThat(run("convert", bad.toString(), target.toString())).isEqualTo(1);
    assertThat(run("convert", POD, target + "x")).isEqualTo(2);
    assertThat(err.toString()).contains("OUT: ");
    assertThat(run("convert", POD, folder.resolve("no/p.json").toString())).isEqualTo(3);
    assertThat(run("convert", POD, target.toString(), "--filter", "kind=Cat")).isEqualTo(1);
    assertThat(target).doesNotExist();
  }

  @Test
  void aProfileFromAnAuditLogIsGood() throws Exception {
    String target = folder.resolve("shop.yaml").toString();
    assertThat(run("from-audit", AUDIT, "-o", target, "--runners", "2")).isZero();
    assertThat(err.toString())
        .startsWith("20 requests imported from 26 events, over 1.400 s\n")
        .contains("1 left out: no request body in the log (audit level below Request)\n");
    assertThat(run("check", target)).isZero();
    assertThat(out.toString()).contains(": good, 20 requests over 1.400 s");
  }

  @Test
  void aLogWithoutRequestsExitsWith1AndWritesNothing() throws Exception {
    Path log = Files.writeString(folder.resolve("log"), "no event\n");
    Path target = folder.resolve("p.yaml");
    assertThat(run("from-audit", log.toString(), "-o", target.toString())).isEqualTo(1);
    assertThat(err.toString()).contains("1 lines are not audit events", "line 1: not JSON: ");
    assertThat(target).doesNotExist();
    assertThat(run("from-audit", AUDIT, "-o", "x.txt")).isEqualTo(2);
    assertThat(run("from-audit", AUDIT, "--patch-type", "x")).isEqualTo(2);
    assertThat(run("from-audit", AUDIT, "--conns", "0")).isEqualTo(2);
  }

  @Test
  void progressIsShownNowAndThen() throws Exception {
    AtomicLong nanos = new AtomicLong();
    byte[] megabytes = new byte[3 << 20];
    try (ProgressStream in =
        new ProgressStream(
            new ByteArrayInputStream(megabytes), "log", new PrintWriter(err), nanos::get)) {
      assertThat(in.readNBytes(1 << 20)).hasSize(1 << 20);
      assertThat(err.toString()).isEmpty();
      nanos.set(5_000_000_000L);
      assertThat(in.read(new byte[2 << 20])).isEqualTo(2 << 20);
    }
    assertThat(err.toString().lines()).containsExactly("log: 3 MiB read");
  }

  private int run(String... args) {
    CommandLine line = Commands.commandLine(new ProfileCommand(), false);
    line.setOut(new PrintWriter(out, true));
    line.setErr(new PrintWriter(err, true));
    return line.execute(args);
  }
}
