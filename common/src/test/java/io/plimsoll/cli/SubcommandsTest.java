package io.plimsoll.cli;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A program that runs workload arguments itself and has subcommands beside that. */
class SubcommandsTest {

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final Top top = new Top();
  private final CommandLine line = Commands.commandLine(top, true);
  private final Sub sub = requireNonNull(line.getSubcommands().get("sub")).getCommand();

  private int run(String... args) {
    line.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
    return line.execute(args);
  }

  @Test
  void subcommandReturnsItsExitCodeAndTakesOptionsAfterItsArguments() {
    assertThat(run("sub", "FILE", "-n", "3")).isEqualTo(ExitCode.FAILED.code());
    assertThat(sub.file).isEqualTo("FILE");
    assertThat(sub.n).isEqualTo(3);
    assertThat(top.args).isEmpty();
  }

  @Test
  void workloadArgumentIsNoSubcommand() {
    assertThat(run("0.2", "sub", "-n")).isZero();
    assertThat(top.args).containsExactly("0.2", "sub", "-n");
    assertThat(run("--", "sub")).isZero();
    assertThat(top.args).containsExactly("sub");
  }

  @Test
  void errorNamesTheSubcommand() {
    assertThat(run("sub", "FILE", "--nosuch")).isEqualTo(2);
    assertThat(err).hasToString("top sub: Unknown option: '--nosuch'; see --help\n");
  }

  @Test
  void subcommandHasHelpAndTheVersionOfTheProgram() {
    assertThat(run("sub", "--help")).isZero();
    assertThat(out.toString()).startsWith("Usage: top sub");
    assertThat(run("sub", "--version")).isZero();
    assertThat(out.toString()).contains("\ntop (development build)\n");
  }

  @Command(name = "top", subcommands = Sub.class)
  private static final class Top implements Callable<ExitCode> {

    @Mixin final CommonOptions common = new CommonOptions();

    @Parameters(arity = "0..*")
    List<String> args = new ArrayList<>();

    @Override
    public ExitCode call() {
      return common.verbose() ? ExitCode.USAGE : ExitCode.OK;
    }
  }

  @Command(name = "sub")
  private static final class Sub implements Callable<ExitCode> {

    @Mixin final CommonOptions common = new CommonOptions();

    @Option(names = "-n")
    int n;

    @Parameters String file = "";

    @Override
    public ExitCode call() {
      return common.verbose() ? ExitCode.USAGE : ExitCode.FAILED;
    }
  }
}
