package io.plimsoll.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.plimsoll.cli.CommandException;
import io.plimsoll.cli.Commands;
import io.plimsoll.cli.ExitCode;
import io.plimsoll.cli.HostPort;
import io.plimsoll.client.control.ControlToken;
import io.plimsoll.client.load.Access;
import io.plimsoll.client.load.Ends;
import io.plimsoll.client.load.LoadConfig;
import io.plimsoll.client.load.Shape;
import io.plimsoll.client.load.Work;
import io.plimsoll.wire.TlsConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClientCommandTest {

  private static ClientConfig parse(String... args) {
    ClientCommand command = new ClientCommand();
    Commands.commandLine(command, true).parseArgs(args);
    return command.config();
  }

  @Test
  void defaultsAreTheDocumentedOnes() {
    assertThat(parse())
        .isEqualTo(
            new ClientConfig(
                new LoadConfig(
                    new Access(new HostPort("localhost", 9997), 4, Duration.ZERO, false, null),
                    new Work("sleep", List.of(), Duration.ZERO),
                    new Shape(1, 2, 0, false, 0, 1, Duration.ZERO, Duration.ZERO),
                    new Ends(Duration.ZERO, Duration.ZERO, 0)),
                new HostPort("localhost", 9996),
                ControlToken.NONE,
                List.of(),
                List.of(),
                List.of()));
  }

  @Test
  void everyOptionGoesWhereItBelongs() {
    assertThat(
            parse(
                "-faddr=fe:1",
                "-caddr=:0",
                "--control-token=0123-abc.D_e~f+g/h==",
                "-name=gpu",
                "-limit=5",
                "-req-now=3",
                "-req-max=100000",
                "--rate=2.5",
                "--poisson",
                "--seed=11",
                "--ramp=4",
                "--delay=200ms",
                "--warm-up=3",
                "--duration=2m",
                "--requests=7",
                "--connections=9",
                "--retry=30",
                "--classic",
                "--report=r.json",
                "--report=r.xml",
                "--tls",
                "--tls-ca=ca.pem",
                "--tls-cert=c.pem",
                "--tls-key=k.pem",
                "--tls-server-name=frontend",
                "0.2",
                "-x",
                "--rate=9"))
        .isEqualTo(
            new ClientConfig(
                new LoadConfig(
                    new Access(
                        new HostPort("fe", 1),
                        9,
                        Duration.ofSeconds(30),
                        true,
                        new TlsConfig(
                            Path.of("c.pem"), Path.of("k.pem"), Path.of("ca.pem"), "frontend")),
                    new Work("gpu", List.of("0.2", "-x", "--rate=9"), Duration.ofSeconds(5)),
                    new Shape(
                        3,
                        100_000,
                        2.5,
                        true,
                        11,
                        0,
                        Duration.ofSeconds(4),
                        Duration.ofMillis(200)),
                    new Ends(Duration.ofSeconds(3), Duration.ofMinutes(2), 7)),
                new HostPort("", 0),
                new ControlToken("0123-abc.D_e~f+g/h=="),
                List.of(Path.of("r.json"), Path.of("r.xml")),
                List.of(),
                List.of(
                    "--frontend=fe:1",
                    "--control=:0",
                    "--control-token=(not shown)",
                    "--queue=gpu",
                    "--limit=5",
                    "--req-now=3",
                    "--req-max=100000",
                    "--rate=2.5",
                    "--poisson",
                    "--seed=11",
                    "--ramp=4",
                    "--delay=200ms",
                    "--warm-up=3",
                    "--duration=2m",
                    "--requests=7",
                    "--connections=9",
                    "--retry=30",
                    "--classic",
                    "--tls",
                    "--tls-ca=ca.pem",
                    "--tls-cert=c.pem",
                    "--tls-key=k.pem",
                    "--tls-server-name=frontend",
                    "--",
                    "0.2",
                    "-x",
                    "--rate=9")));
  }

  @ParameterizedTest
  @CsvSource({
    "-faddr, fe:5",
    "-faddr=fe:5,",
    "--faddr, fe:5",
    "--faddr=fe:5,",
    "--frontend, fe:5",
    "--frontend=fe:5,"
  })
  void frontendIsTakenInEveryForm(String first, String second) {
    ClientConfig config = second == null ? parse(first) : parse(first, second);
    assertThat(config.load().access().frontend()).isEqualTo(new HostPort("fe", 5));
  }

  @ParameterizedTest
  @ValueSource(strings = {"-caddr", "--caddr", "--control"})
  void controlIsTakenInEveryForm(String option) {
    assertThat(parse(option, "c:5").control()).isEqualTo(new HostPort("c", 5));
    assertThat(parse(option + "=c:5").control()).isEqualTo(new HostPort("c", 5));
  }

  @ParameterizedTest
  @ValueSource(strings = {"-name", "--name", "--queue"})
  void queueIsTakenInEveryForm(String option) {
    assertThat(parse(option, "q").load().work().queue()).isEqualTo("q");
    assertThat(parse(option + "=q").load().work().queue()).isEqualTo("q");
  }

  @ParameterizedTest
  @ValueSource(strings = {"-", "--"})
  void numbersAreTakenInBothForms(String dashes) {
    LoadConfig load =
        parse(dashes + "limit", "9", dashes + "req-now", "4", dashes + "req-max=5").load();
    assertThat(load.work().limit()).isEqualTo(Duration.ofSeconds(9));
    assertThat(load.shape().parallelism()).isEqualTo(4);
    assertThat(load.shape().maxParallelism()).isEqualTo(5);
  }

  @Test
  void argumentsAfterTwoDashesAreTheWorkloads() {
    assertThat(parse("--", "-faddr", "x").load().work().args()).containsExactly("-faddr", "x");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "-name=a b | --queue: a b (expected: 1 to 63 letters",
        "-req-max=0 | --req-max: 0 (expected: 1 to 100000)",
        "-req-max=100001 | --req-max: 100001 (expected: 1 to 100000)",
        "-req-now=3 -req-max=2 | --req-now: 3 (expected: 0 to 2, which --req-max sets)",
        "-req-now=100001 | --req-now: 100001 (expected: 0 to 100000",
        "-req-now=-1 | --req-now: -1 (expected: 0 to 2",
        "--rate=-1 | --rate: -1.0 (expected: 0 to 1000000)",
        "--rate=NaN | --rate: NaN (expected: 0 to 1000000)",
        "--rate=1e7 | --rate: 1.0E7 (expected: 0 to 1000000)",
        "--poisson | --poisson: without a rate (expected: --rate greater than 0)",
        "--warm-up=5 --duration=5 | --warm-up: 5.0 (expected: less than --duration, which is 5.0)",
        "--requests=-1 | --requests: -1 (expected: 0 or more)",
        "--control-token=1234567 | --control-token: a text of 7 characters (expected: 8 to 1024 of",
        "--control-token=12345678! | --control-token: a text of 9 characters (expected: 8 to",
        "--control-token=a=bcdefgh | --control-token: a text of 9 characters (expected: 8 to",
        "--control-token= | --control-token: a text of 0 characters (expected: 8 to",
        "--control-token=12345678 --control-token-file=/f | --control-token-file: /f (expected: not",
        "--control-token-file=/no/such | --control-token-file: /no/such (expected: a file that can",
        "--connections=0 | --connections: 0 (expected: 1 to 1024)",
        "-faddr=x:0 | --frontend: x:0 (expected: a port from 1 to 65535)"
      })
  void badValueIsBadUsageWithTheOptionsName(String option, String message) {
    assertThatExceptionOfType(CommandException.class)
        .isThrownBy(() -> parse(option.split(" (?=-)")))
        .withMessageStartingWith(message)
        .extracting(CommandException::exitCode)
        .isEqualTo(ExitCode.USAGE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"--rate=x", "-limit=-1", "-faddr=nope", "--nosuch", "-req-now="})
  void whatCannotBeReadIsExitCodeTwo(String option) {
    assertThat(Commands.run(new ClientCommand(), true, option)).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource({
    "-req-now=8, 8",
    "-req-now=0, 2",
    "--rate=100, 100000",
    "--rate=100 -req-now=8, 100000",
    "--rate=100 -req-max=5, 5",
    "-req-now=8 -req-max=9, 9"
  })
  void mostInParallelFollowsWhatIsAskedForUnlessItIsGiven(String options, int most) {
    assertThat(parse(options.split(" ")).load().shape().maxParallelism()).isEqualTo(most);
  }

  @Test
  void controlTokenComesOutOfAFileWithoutItsLineEnd(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("token");
    Files.writeString(file, "a".repeat(ControlToken.MOST_CHARACTERS) + "\r\n");
    assertThat(parse("--control-token-file", file.toString()).token().value())
        .isEqualTo("a".repeat(ControlToken.MOST_CHARACTERS));
    Files.writeString(file, "a".repeat(ControlToken.MOST_CHARACTERS + 1));
    assertThatExceptionOfType(CommandException.class)
        .isThrownBy(() -> parse("--control-token-file", file.toString()))
        .withMessageStartingWith("--control-token-file: a text of 1025 characters (expected: 8 to");
  }

  @Test
  void fileWithoutEndIsNotReadForEver() {
    assertThatExceptionOfType(CommandException.class)
        .isThrownBy(() -> parse("--control-token-file", "/dev/zero"))
        .withMessageContaining("(expected: 8 to 1024");
  }

  @Test
  void controlTokenIsNotInTheErrorNorInTheText() {
    assertThat(parse("--control-token=topsecret")).asString().doesNotContain("topsecret");
    assertThatExceptionOfType(CommandException.class)
        .isThrownBy(() -> parse("--control-token=top secret"))
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain("secret"));
  }
}
