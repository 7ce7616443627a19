package io.plimsoll.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

class CommandsTest {

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final TestCommand command = new TestCommand();

  @ParameterizedTest
  @ValueSource(
      strings = {"-faddr X:1", "-faddr=X:1", "--faddr X:1", "--faddr=X:1", "--frontend=X:1"})
  void valueIsTakenInEveryFormOfTheOriginal(String args) {
    assertThat(run(args.split(" "))).isZero();
    assertThat(command.address).isEqualTo(new HostPort("X", 1));
    assertThat(command.rest).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "-ignore, true",
    "--ignore, true",
    "-ignore=true, true",
    "-ignore=T, true",
    "-ignore=1, true",
    "--ignore=TRUE, true",
    "-ignore=false, false",
    "--ignore=false, false",
    "-ignore=f, false",
    "-ignore=0, false",
    "-ignore=False, false"
  })
  void flagIsTakenInEveryFormOfTheOriginal(String arg, boolean expected) {
    command.ignore = !expected;
    assertThat(run(arg)).isZero();
    assertThat(command.ignore).isEqualTo(expected);
  }

  /** The log belongs to the whole process: the tests that follow are not to log every message. */
  @AfterEach
  void quiet() {
    Logging.configure(false);
  }

  @Test
  void flagDoesNotTakeTheNextArgument() {
    assertThat(run("-ignore", "false")).isZero();
    assertThat(command.ignore).isTrue();
    assertThat(command.rest).containsExactly("false");
  }

  @Test
  void shortNamesAreNotClusters() {
    assertThat(run("-n", "3", "-nn=4")).isZero();
    assertThat(command.n).isEqualTo(3);
    assertThat(command.nn).isEqualTo(4);
  }

  @Test
  void twoDashesEndTheOptions() {
    assertThat(run("-n", "3", "--", "-ignore", "--", "-x")).isZero();
    assertThat(command.ignore).isFalse();
    assertThat(command.rest).containsExactly("-ignore", "--", "-x");
  }

  @Test
  void optionsAfterAnArgumentAreOptionsUnlessTheyBelongToAWorkload() {
    assertThat(run("sleep", "-n", "3")).isZero();
    assertThat(command.n).isEqualTo(3);
    assertThat(command.rest).containsExactly("sleep");

    TestCommand workload = new TestCommand();
    assertThat(run(workload, true, "-n", "3", "sleep", "-n", "4", "-unknown", "--help")).isZero();
    assertThat(workload.n).isEqualTo(3);
    assertThat(workload.rest).containsExactly("sleep", "-n", "4", "-unknown", "--help");
  }

  @Test
  void timesAreTakenWithAndWithoutAUnit() {
    assertThat(run("-interval", "200ms")).isZero();
    assertThat(command.interval).isEqualTo(Duration.ofMillis(200));
    assertThat(run("-interval=1.5")).isZero();
    assertThat(command.interval).isEqualTo(Duration.ofMillis(1500));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "-nosuch|Unknown option: '-nosuch'",
        "--nosuch=1|Unknown option: '--nosuch=1'",
        "-n|Missing required parameter for option '-n'",
        "-n x|Invalid value for option '-n'",
        "-ignore=maybe|'maybe' (expected: true or false)",
        "-faddr nowhere|'nowhere' (expected: host:port, :port for every interface",
        "-interval soon|'soon' (expected: seconds such as 0.2",
      })
  void badOptionIsOneLineOnStderrAndExitCode2(String args, String expected) {
    assertThat(run(args.split(" "))).isEqualTo(2);
    assertThat(command.called).isFalse();
    assertThat(out.toString()).isEmpty();
    assertThat(err.toString().lines()).hasSize(1);
    assertThat(err.toString()).startsWith("tester: ").contains(expected).endsWith("; see --help\n");
  }

  @Test
  void valueOfABadOptionCannotMoveTheCursor() {
    assertThat(run("-interval", "a\nb\u001b[2J\u009b")).isEqualTo(2);
    assertThat(err.toString().lines()).hasSize(1);
    assertThat(err.toString().strip()).doesNotContain("\u001b", "\u009b");
  }

  @Test
  void exitCodeIsWhatTheCommandReturns() {
    for (ExitCode code : ExitCode.values()) {
      command.body = () -> code;
      assertThat(run()).isEqualTo(code.code());
    }
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void commandThatCannotGoOnEndsWithOneLineAndItsExitCode() {
    command.body =
        () -> {
          throw CommandException.usage("--rate", -1, "more than 0");
        };
    assertThat(run()).isEqualTo(2);
    assertThat(err).hasToString("tester: --rate: -1 (expected: more than 0)\n");
  }

  @Test
  void whatCouldNotBeCleanedUpAfterAnErrorIsALineToo() {
    command.body =
        () -> {
          CommandException lost = new CommandException(ExitCode.UNREACHABLE, "frontend gone");
          lost.addSuppressed(new CommandException(ExitCode.FAILED, "the fleet is still there"));
          lost.addSuppressed(new IOException("of no interest"));
          throw lost;
        };
    assertThat(run()).isEqualTo(3);
    assertThat(err).hasToString("tester: frontend gone\ntester: the fleet is still there\n");
  }

  @Test
  void unexpectedErrorIsOneLineAndExitCode3AndItsTraceOnlyWithVerbose() {
    command.body =
        () -> {
          throw new IOException("disk\nfull");
        };
    assertThat(run()).isEqualTo(3);
    assertThat(err).hasToString("tester: disk full\n");
    assertThat(run("-verbose")).isEqualTo(3);
    assertThat(command.verbose).isTrue();
    assertThat(err.toString()).contains("\tat io.plimsoll.cli.CommandsTest");
  }

  @ParameterizedTest
  @ValueSource(strings = {"-h", "-help", "--help"})
  void helpIsOnStdoutAndNotRun(String arg) {
    assertThat(run(new Strict(), false, arg)).isZero();
    assertThat(out.toString()).startsWith("Usage: strict").contains("--completion");
    assertThat(err.toString()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"-version", "--version"})
  void versionIsOneLineOnStdout(String arg) {
    assertThat(run(new Strict(), false, arg)).isZero();
    assertThat(out.toString()).startsWith("strict ").hasLineCount(1);
  }

  @Test
  void argumentWithAnAtSignIsNotTheNameOfAFileOfArguments(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("args"), "-verbose");
    assertThat(run("first", "@" + file)).isZero();
    assertThat(command.rest).contains("@" + file);
  }

  @Test
  void completionNeedsNoArgumentsAndIsAScriptThatBashTakes(@TempDir Path folder)
      throws IOException, InterruptedException {
    assertThat(run(new Strict(), false, "--completion")).isZero();
    assertThat(err.toString()).isEmpty();
    assertThat(out.toString()).contains("complete ", "strict", "--queue");
    Path script = Files.writeString(folder.resolve("strict.bash"), out.toString());
    Process bash =
        new ProcessBuilder("bash", "-n", script.toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("output").toFile())
            .start();
    assertThat(bash.waitFor()).as(Files.readString(folder.resolve("output"))).isZero();
    assertThat(folder.resolve("output")).isEmptyFile();
  }

  private int run(String... args) {
    return run(command, false, args);
  }

  private int run(Callable<ExitCode> callable, boolean stopAtPositional, String... args) {
    CommandLine line = Commands.commandLine(callable, stopAtPositional);
    line.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
    return line.execute(args);
  }

  @Command(name = "tester")
  private static final class TestCommand implements Callable<ExitCode> {

    @Mixin final CommonOptions common = new CommonOptions();

    @Option(names = {"-faddr", "--faddr", "--frontend"})
    HostPort address = new HostPort("localhost", 9999);

    @Option(names = {"-ignore", "--ignore"})
    boolean ignore;

    @Option(names = "-n")
    int n;

    @Option(names = "-nn")
    int nn;

    @Option(names = {"-interval", "--interval"})
    Duration interval = Duration.ZERO;

    @Parameters List<String> rest = new ArrayList<>();

    Callable<ExitCode> body = () -> ExitCode.OK;
    boolean called;
    boolean verbose;

    @Override
    public ExitCode call() throws Exception {
      called = true;
      verbose = common.verbose();
      return body.call();
    }
  }

  /** Has an option and an argument that must be given. */
  @Command(name = "strict")
  private static final class Strict implements Callable<ExitCode> {

    @Mixin final CommonOptions common = new CommonOptions();

    @Option(
        names = {"-queue", "--queue"},
        required = true)
    String queue = "";

    @Parameters(arity = "1..*")
    List<String> rest = new ArrayList<>();

    @Override
    public ExitCode call() {
      throw new AssertionError("not to be called: " + queue + rest + common.verbose());
    }
  }
}
