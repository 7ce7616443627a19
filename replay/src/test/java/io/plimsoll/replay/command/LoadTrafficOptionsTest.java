package io.plimsoll.replay.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plimsoll.cli.CommandException;
import io.plimsoll.cli.Commands;
import io.plimsoll.cli.CommonOptions;
import io.plimsoll.cli.ExitCode;
import io.plimsoll.replay.load.LoadOverrides;
import io.plimsoll.replay.profile.ContentType;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

class LoadTrafficOptionsTest {

  private static final String[] ALL = {
    "--rate=2.5",
    "--total=100",
    "--duration=2m",
    "--conns=3",
    "--client=9",
    "--content-type=protobuf",
    "--grace=1500ms",
    "--request-timeout=0.0011",
    "--seed=-7"
  };

  private static LoadTrafficOptions parse(String... args) {
    Holder holder = new Holder();
    assertThat(Commands.commandLine(holder, false).execute(args)).isZero();
    return holder.traffic;
  }

  private static void assertAll(LoadTrafficOptions options) {
    assertThat(options.overrides())
        .isEqualTo(new LoadOverrides(2.5, 100L, 120L, 3, 9, ContentType.PROTOBUF));
    assertThat(options.grace()).isEqualTo(Duration.ofMillis(1500));
    assertThat(options.requestTimeout()).isEqualTo(Duration.ofNanos(1_100_000));
    assertThat(options.seed()).isEqualTo(-7);
  }

  @Test
  void everyOptionIsTakenAndPassedOn() {
    LoadTrafficOptions options = parse(ALL);
    options.check();
    assertAll(options);
    assertAll(parse(options.toArgs().toArray(String[]::new)));
  }

  @Test
  void defaults() {
    LoadTrafficOptions options = parse();
    assertThat(options.toArgs()).isEmpty();
    assertThat(options.overrides()).isEqualTo(LoadOverrides.NONE);
    assertThat(options.grace()).isEqualTo(Duration.ofSeconds(30));
    assertThat(options.requestTimeout()).isEqualTo(Duration.ofSeconds(60));
    assertThat(options.seed()).isNull();
  }

  @Test
  void whatIsSetWinsOverTheOtherAndWhatIsNotIsTakenFromIt() {
    assertAll(parse(ALL).orElse(parse()));
    assertAll(parse().orElse(parse(ALL)));
    LoadTrafficOptions both = parse("--rate=7", "--duration=5").orElse(parse(ALL));
    assertThat(both.overrides().rate()).isEqualTo(7);
    assertThat(both.overrides().conns()).isEqualTo(3);
    assertThat(both.seed()).isEqualTo(-7);
  }

  @Test
  void aDurationThatWinsIsNotUndoneByTheOthersTotal() {
    LoadOverrides both = parse("--duration=5").orElse(parse("--total=100")).overrides();
    assertThat(both.durationSeconds()).isEqualTo(5);
    assertThat(both.total()).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--rate=-1 | --rate: -1.0 (expected: a number from 0 to 1000000)",
        "--rate=NaN | --rate: NaN (expected: a number from 0 to 1000000)",
        "--total=0 | --total: 0 (expected: a whole number from 1 to 1000000000000)",
        "--duration=0 | --duration: 0 (expected: a whole number from 1 to 31622400)",
        "--duration=1.5 | --duration: 1.5 (expected: whole seconds)",
        "--conns=0 | --conns: 0 (expected: a whole number from 1 to 65536)",
        "--client=-1 | --client: -1 (expected: a whole number from 1 to 1000000)",
        "--content-type=JSON | --content-type: JSON (expected: json or protobuf)",
        "--grace=25h | --grace: 90000.0 (expected: 0.0 s to a day)",
      })
  void badValueIsBadUsage(String arg, String message) {
    assertThatThrownBy(parse(arg)::check)
        .isInstanceOfSatisfying(
            CommandException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.USAGE))
        .hasMessage(message);
  }

  @Command(name = "holder")
  private static final class Holder implements Callable<ExitCode> {

    @Mixin final CommonOptions common = new CommonOptions();

    @Mixin final LoadTrafficOptions traffic = new LoadTrafficOptions();

    @Override
    public ExitCode call() {
      return common.verbose() ? ExitCode.FAILED : ExitCode.OK;
    }
  }
}
