package io.plimsoll.client.standin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plimsoll.cli.CommandException;
import io.plimsoll.cli.Commands;
import io.plimsoll.cli.HostPort;
import io.plimsoll.standin.StandInConfig;
import io.plimsoll.standin.StandInConfig.Security;
import io.plimsoll.standin.fault.FaultPlan;
import io.plimsoll.standin.fault.FaultRule;
import io.plimsoll.standin.fault.Spread;
import io.plimsoll.standin.kfp.KfpSettings;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KfpCommandTest {

  private static StandInConfig config(String... args) {
    KfpCommand command = new KfpCommand();
    Commands.commandLine(command, false).parseArgs(args);
    return command.config();
  }

  private static KfpSettings settings(boolean multiUser, String pending, String run, double fail) {
    return new KfpSettings(
        multiUser, Spread.parse("time", pending), Spread.parse("time", run), fail);
  }

  @Test
  void withoutOptionsRunsSucceedAfterSixSeconds() {
    assertThat(config())
        .isEqualTo(
            new StandInConfig(
                new HostPort("localhost", 0),
                new Security.Plain(),
                null,
                new StandInConfig.Api.Kfp(settings(false, "1s", "5s", 0)),
                new FaultPlan(1, List.of(), List.of()),
                null,
                1));
    assertThat(settings(false, "1s", "5s", 0)).isEqualTo(KfpSettings.DEFAULT);
  }

  @Test
  void everyOptionIsTaken() {
    assertThat(
            config(
                "--listen=:8888",
                "--pending=0-2s",
                "--run-time=exp:5s",
                "--fail=5%",
                "--multi-user",
                "--errors=CREATE /apis/v2beta1/runs 429:10%",
                "--token=t",
                "--seed=7"))
        .isEqualTo(
            new StandInConfig(
                new HostPort("", 8888),
                new Security.Plain(),
                "t",
                new StandInConfig.Api.Kfp(settings(true, "0-2s", "exp:5s", 0.05)),
                new FaultPlan(
                    7, List.of(FaultRule.errors("CREATE /apis/v2beta1/runs 429:10%")), List.of()),
                null,
                7));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          --pending=soon  | --pending: time: 'soon' (expected:
          --run-time=5-1s | --run-time: time: '5-1s' (expected:
          --fail=101%     | --fail: '101%' (expected:
          --errors=1%     | --errors: errors: '1%' (expected:
          """)
  void aBadOptionIsNamed(String option, String error) {
    assertThatThrownBy(() -> config(option))
        .isInstanceOf(CommandException.class)
        .hasMessageStartingWith(error);
  }
}
