package io.plimsoll.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is said to who starts a program in a wrong way, or asks for help. */
@Tag("long")
class UsageIT {

  /** A line of the log, which has the time first; an error has not. */
  private static final Pattern LOG_LINE = Pattern.compile("\\d\\d:\\d\\d:\\d\\d\\.\\d{3} .*");

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          frontend |                              | QUEUE
          frontend | --nosuch sleep               | '--nosuch'
          frontend | sleep --redeliver            | --redeliver
          frontend | bad!name                     | QUEUE: 'bad!name' (expected: 1 to 63 letters
          frontend | -speed sleep                 | '-speed'
          frontend | sleep sleep                  | (expected: each name once)
          frontend | sleep:odd                    | (expected: type work or replay)
          frontend | -caddr nowhere sleep         | 'nowhere' (expected: host:port
          frontend | -waddr localhost:70000 sleep | port 0 to 65535)
          frontend | -maddr [::1 sleep            | '[::1' (expected: host:port
          frontend | -qmax many sleep             | 'many' (expected: a whole number)
          frontend | -qmax -1 sleep               | --queue-capacity: -1 (expected: 0 or more)
          frontend | --redeliver 1.5 sleep        | '1.5' (expected: a whole number)
          frontend | --drain-timeout soon sleep   | 'soon' (expected: seconds such as 0.2
          frontend | --write-timeout 0 sleep      | (expected: more than 0)
          frontend | --max-request 10 sleep       | --max-request: 10 (expected: 64 to
          frontend | -verbose=maybe sleep         | 'maybe' (expected: true or false)
          backend  |                              | WORKLOAD: missing (expected: fakedev, kfp, load, replay, sleep, or the absolute path of a program)
          backend  | --nosuch sleep 1             | '--nosuch'
          backend  | nosuch                       | WORKLOAD: nosuch (expected: fakedev, kfp, load, replay, sleep, or the absolute path
          backend  | bin/true                     | WORKLOAD: bin/true (expected: fakedev, kfp, load, replay, sleep, or the absolute path
          backend  | sleep long                   | sleep: 'long' (expected: seconds such as 0.2
          backend  | fakedev long                 | fakedev: 'long' (expected: seconds such as 0.2
          backend  | fakedev 1 --load 101         | fakedev: --load: '101' (expected: percent, from 0 to 100)
          backend  | --device-dir /etc/passwd fakedev 1 | --device-dir: /etc/passwd (expected: a directory)
          backend  | sleep -1                     | sleep: '-1' (expected: seconds
          backend  | sleep 1 --slots 8            | unexpected argument
          backend  | --slots 0 sleep 1            | --slots: 0 (expected: 1 to 100000)
          backend  | --slots two sleep 1          | 'two' (expected: a whole number)
          backend  | -name bad!name sleep 1       | 'bad!name' (expected: 1 to 63 letters
          backend  | -faddr nowhere sleep 1       | 'nowhere' (expected: host:port
          backend  | -faddr localhost:0 sleep 1   | (expected: a port from 1 to 65535)
          backend  | -limit long sleep 1          | 'long' (expected: seconds
          backend  | -dir /nosuch sleep 1         | /nosuch (expected: a directory)
          backend  | /bin/cat FILENAME            | FILENAME: no device for it (expected: --device-glob
          backend  | -once nosuch                 | WORKLOAD: nosuch (expected: fakedev, kfp, load, replay, sleep
          client   | --nosuch                     | '--nosuch'
          client   | -req-now many                | 'many' (expected: a whole number)
          client   | -req-now 3 -req-max 2        | --req-now: 3 (expected: 0 to 2
          client   | -req-now -1                  | --req-now: -1 (expected: 0 to 2
          client   | -req-max 100001              | --req-max: 100001 (expected: 1 to 100000)
          client   | --rate -1                    | (expected: 0 to 1000000)
          client   | --rate fast                  | 'fast' (expected: a number)
          client   | --requests -1                | --requests: -1 (expected: 0 or more)
          client   | --connections 0              | --connections: 0 (expected: 1 to 1024)
          client   | --duration long              | 'long' (expected: seconds
          client   | -name bad!name               | bad!name (expected: 1 to 63 letters
          client   | -faddr nowhere               | 'nowhere' (expected: host:port
          client   | -caddr localhost:-1          | 'localhost:-1' (expected: host:port
          """)
  void badUsageIsExitCode2AndOneLineThatSaysWhatIsAllowed(String jar, String args, String says) {
    String[] all = args == null ? new String[0] : args.split(" ", -1);
    Jar.Ended ended = Jar.run(jar, all);
    assertThat(ended.exitCode()).as(ended.stderr()).isEqualTo(2);
    assertThat(ended.stdout()).isEmpty();
    assertThat(ended.stderr()).hasLineCount(1).contains(says);
  }

  @ParameterizedTest
  @ValueSource(strings = {"-caddr", "-waddr", "-maddr"})
  void frontendWhosePortIsTakenIsExitCode3AndNamesIt(String option) throws IOException {
    try (ServerSocket taken = taken()) {
      String address = "127.0.0.1:" + taken.getLocalPort();
      assertOneError(
          Jar.run(
              "frontend",
              "-caddr",
              option.equals("-caddr") ? address : "127.0.0.1:0",
              "-waddr",
              option.equals("-waddr") ? address : "127.0.0.1:0",
              "-maddr",
              option.equals("-maddr") ? address : "127.0.0.1:0",
              "sleep"),
          address);
    }
  }

  @Test
  void clientWhoseControlPortIsTakenIsExitCode3AndNamesIt() throws IOException {
    try (ServerSocket taken = taken()) {
      String address = "127.0.0.1:" + taken.getLocalPort();
      assertOneError(Jar.run("client", "-caddr", address), address);
    }
  }

  @ParameterizedTest
  @CsvSource({"0, ''", "1, ''", "0, --classic"})
  void withoutAFrontendBackendAndClientAreExitCode3AndNameIt(String retry, String mode)
      throws IOException {
    String address;
    try (ServerSocket taken = taken()) {
      address = "127.0.0.1:" + taken.getLocalPort();
    }
    for (String jar : List.of("backend", "client")) {
      long begun = System.nanoTime();
      List<String> args =
          jar.equals("backend")
              ? List.of(mode, "-faddr", address, "--retry", retry, "-backoff", "1", "sleep", "1")
              : List.of(mode, "-faddr", address, "--retry", retry, "-caddr", "127.0.0.1:0");
      String[] given = args.stream().filter(arg -> !arg.isEmpty()).toArray(String[]::new);
      assertOneError(Jar.run(jar, given), address);
      assertThat((System.nanoTime() - begun) / 1e9).isGreaterThan(Double.parseDouble(retry) / 2);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"frontend", "backend", "client"})
  void helpAndVersionAndCompletionAreExitCode0(String jar) throws Exception {
    for (String option : List.of("--help", "-h", "-help", "--version", "-version")) {
      Jar.Ended ended = Jar.run(jar, option);
      assertThat(ended.exitCode()).isZero();
      assertThat(ended.stderr()).isEmpty();
      assertThat(ended.stdout())
          .contains(option.endsWith("version") ? jar : "--completion")
          .doesNotContain("development");
    }
    Jar.Ended completion = Jar.run(jar, "--completion");
    assertThat(completion.exitCode()).isZero();
    assertThat(completion.stdout()).contains("complete -F");
    Path script = Files.writeString(folder.resolve("completion"), completion.stdout());
    Process bash = new ProcessBuilder("bash", "-n", script.toString()).inheritIO().start();
    assertThat(bash.waitFor(10, TimeUnit.SECONDS)).isTrue();
    assertThat(bash.exitValue()).isZero();
  }

  /** Manifests of the original tool have its forms of options. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "-once -limit 5 -ignore sleep 0",
        "--once --limit=5 --ignore=false sleep 0",
        "-once=true -limit=5s -ignore=false -null-in -null-out=true sleep 0",
        "-once -name a -name b -- sleep 0",
      })
  void optionsAreTakenInTheFormsOfTheOriginal(String args) {
    Jar.Ended ended = Jar.run("backend", args.split(" ", -1));
    assertThat(ended.exitCode()).as(ended.stderr()).isZero();
    assertThat(Peer.json(ended.stdout()).path("Retcode").asInt(-1)).isZero();
  }

  private static void assertOneError(Jar.Ended ended, String address) {
    assertThat(ended.exitCode()).as(ended.stderr()).isEqualTo(3);
    assertThat(ended.stderr()).doesNotContain("\tat ");
    assertThat(ended.stderr().lines().filter(line -> !LOG_LINE.matcher(line).matches()).toList())
        .singleElement()
        .asString()
        .contains(address);
  }

  private static ServerSocket taken() throws IOException {
    return new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
  }
}
