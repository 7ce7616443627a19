package io.plimsoll.replay.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plimsoll.cli.CommandException;
import io.plimsoll.cli.Commands;
import io.plimsoll.cli.CommonOptions;
import io.plimsoll.cli.ExitCode;
import io.plimsoll.replay.profile.RequestFilter;
import io.plimsoll.replay.profile.Rewrite;
import io.plimsoll.replay.profile.Verb;
import io.plimsoll.replay.schedule.Order;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

class TrafficOptionsTest {

  private static final String[] ALL = {
    "--speed=4",
    "--order=none",
    "--filter=verb=GET,LIST",
    "--filter=kind=Pod",
    "--rewrite-namespace=a=b",
    "--name-suffix=-x",
    "--grace=1500ms",
    "--request-timeout=0.0011",
    "--seed=-7"
  };

  private static TrafficOptions parse(String... args) {
    Holder holder = new Holder();
    assertThat(Commands.commandLine(holder, false).execute(args)).isZero();
    return holder.traffic;
  }

  private static void assertAll(TrafficOptions options) {
    assertThat(options.speed()).isEqualTo(4);
    assertThat(options.order()).isEqualTo(Order.NONE);
    assertThat(options.filter())
        .isEqualTo(new RequestFilter(Set.of(Verb.GET, Verb.LIST), Set.of(), Set.of("Pod")));
    assertThat(options.rewrite()).isEqualTo(new Rewrite(Map.of("a", "b"), "-x"));
    assertThat(options.grace()).isEqualTo(Duration.ofMillis(1500));
    assertThat(options.requestTimeout()).isEqualTo(Duration.ofNanos(1_100_000));
    assertThat(options.seed()).isEqualTo(-7);
  }

  @Test
  void everyOptionIsTakenAndPassedOn() {
    TrafficOptions options = parse(ALL);
    options.check();
    assertAll(options);
    assertAll(parse(options.toArgs().toArray(String[]::new)));
  }

  @Test
  void defaults() {
    TrafficOptions options = parse();
    assertThat(options.toArgs()).isEmpty();
    assertThat(options.speed()).isEqualTo(1);
    assertThat(options.order()).isEqualTo(Order.OBJECT);
    assertThat(options.filter()).isEqualTo(RequestFilter.ALL);
    assertThat(options.rewrite()).isEqualTo(Rewrite.NONE);
    assertThat(options.grace()).isEqualTo(Duration.ofSeconds(30));
    assertThat(options.requestTimeout()).isEqualTo(Duration.ofSeconds(60));
    assertThat(options.seed()).isNull();
  }

  @Test
  void whatIsSetWinsOverTheOtherAndWhatIsNotIsTakenFromIt() {
    assertAll(parse(ALL).orElse(parse()));
    assertAll(parse().orElse(parse(ALL)));
    TrafficOptions both = parse("--speed=2", "--filter=verb=WATCH").orElse(parse(ALL));
    assertThat(both.speed()).isEqualTo(2);
    assertThat(both.filter().verbs()).containsExactly(Verb.WATCH);
    assertThat(both.filter().kinds()).isEmpty();
    assertThat(both.grace()).isEqualTo(Duration.ofMillis(1500));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--speed=0 | --speed: 0.0 (expected: 0.001 to 1000)",
        "--speed=-1 | --speed: -1.0 (expected: 0.001 to 1000)",
        "--speed=NaN | --speed: NaN (expected: 0.001 to 1000)",
        "--speed=1001 | --speed: 1001.0 (expected: 0.001 to 1000)",
        "--order=Object | --order: Object (expected: object or none)",
        "--filter=verb | --filter: verb (expected: verb=V,..., namespace=N,... or kind=K,...)",
        "--rewrite-namespace=a | --rewrite-namespace: a (expected: OLD=NEW, two names of namespaces)",
        "--grace=25h | --grace: 90000.0 (expected: 0.0 s to a day)",
        "--request-timeout=0 | --request-timeout: 0.0 (expected: 0.001 s to a day)"
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

    @Mixin final TrafficOptions traffic = new TrafficOptions();

    @Override
    public ExitCode call() {
      return common.verbose() ? ExitCode.FAILED : ExitCode.OK;
    }
  }
}
