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
import io.plimsoll.standin.store.ResourceType;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ApiServerCommandTest {

  private static StandInConfig config(String... args) {
    ApiServerCommand command = new ApiServerCommand();
    Commands.commandLine(command, false).parseArgs(args);
    return command.config();
  }

  @Test
  void withoutOptionsItIsPlainAndOnAFreePortOfThisMachine() {
    assertThat(config())
        .isEqualTo(
            new StandInConfig(
                new HostPort("localhost", 0),
                new Security.Plain(),
                null,
                new StandInConfig.Api.Kubernetes(false, List.of()),
                new FaultPlan(1, List.of(), List.of()),
                null,
                1));
  }

  @Test
  void everyOptionIsTaken() {
    assertThat(
            config(
                "--listen=:6443",
                "--tls",
                "--token=t",
                "--strict-namespaces",
                "--resource=example.org/v1/widgets/Widget:cluster",
                "--latency=LIST /api 5ms",
                "--errors=500:1%",
                "--reset=1%",
                "--hang=GET /api/v1/nodes",
                "--stall=10s:2s",
                "--seed=7",
                "--record=file"))
        .isEqualTo(
            new StandInConfig(
                new HostPort("", 6443),
                new Security.MadeTls(),
                "t",
                new StandInConfig.Api.Kubernetes(
                    true, List.of(ResourceType.parse("example.org/v1/widgets/Widget:cluster"))),
                new FaultPlan(
                    7,
                    List.of(
                        FaultRule.latency("LIST /api 5ms"),
                        FaultRule.errors("500:1%"),
                        FaultRule.reset("1%"),
                        FaultRule.hang("GET /api/v1/nodes")),
                    List.of("10s:2s")),
                Path.of("file"),
                7));
    assertThat(config("--cert=c", "--key=k").security())
        .isEqualTo(new Security.GivenTls(Path.of("c"), Path.of("k")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          --latency=soon   | --latency: latency: 'soon' (expected:
          --errors=1%      | --errors: errors: '1%' (expected:
          --stall=1s       | --stall: stall: '1s' (expected:
          --resource=Widget| --resource: 'Widget' (expected:
          --cert=c         | --cert, --key: one without the other (expected:
          """)
  void aBadOptionIsNamed(String option, String error) {
    assertThatThrownBy(() -> config(option))
        .isInstanceOf(CommandException.class)
        .hasMessageStartingWith(error);
  }
}
