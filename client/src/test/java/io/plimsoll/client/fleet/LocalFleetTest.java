package io.plimsoll.client.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plimsoll.cli.CommandException;
import io.plimsoll.cli.ExitCode;
import io.plimsoll.cli.HostPort;
import io.plimsoll.client.testing.Await;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;

/** What can be told without a backend; the rest is tested with real ones, in {@code e2e}. */
class LocalFleetTest {

  private static final Path NO_JAR = Path.of("/nowhere/backend.jar");

  /** Nobody listens there: the port is never given out. */
  private static final HostPort NOBODY = new HostPort("localhost", 1);

  @Test
  void saysWhatItRuns() {
    try (LocalFleet fleet = fleet()) {
      assertThat(fleet.name()).isEqualTo("local: sleep 0.5");
      assertThat(fleet.slots()).isEqualTo(3);
      assertThat(fleet.size()).isZero();
      assertThat(fleet.ready()).isZero();
    }
  }

  @Test
  void moreThanAMachineCanHaveIsRefused() {
    try (LocalFleet fleet = fleet()) {
      assertThat(fleet.maxSize()).isEqualTo(256);
      assertThatThrownBy(() -> fleet.scaleTo(257))
          .hasMessage("fleet size: 257 (expected: 0 to 256 on one machine)");
      assertThatThrownBy(() -> fleet.scaleTo(-1)).isInstanceOf(CommandException.class);
      assertThat(fleet.size()).isZero();
    }
  }

  @Test
  void aBackendThatEndsByItselfIsNamedWithItsExitCodeAndItsLastWords() {
    try (LocalFleet fleet = fleet()) {
      fleet.scaleTo(1);
      assertThat(fleet.size()).isEqualTo(1);
      CommandException error =
          Await.until(() -> error(fleet), each -> each.exitCode() != ExitCode.OK);
      assertThat(error)
          .hasMessageContaining("backend local-1: ended with exit code 1, saying: ")
          .hasMessageContaining("/nowhere/backend.jar");
      assertThat(error.exitCode()).isEqualTo(ExitCode.UNREACHABLE);
    }
  }

  @Test
  void aFleetThatIsClosedStartsNothing() {
    LocalFleet fleet = fleet();
    fleet.close();
    assertThatThrownBy(() -> fleet.scaleTo(1)).isInstanceOf(CancellationException.class);
    assertThat(fleet.size()).isZero();
  }

  /** What the fleet says is wrong, once that is not about the frontend, which is not there. */
  private static CommandException error(LocalFleet fleet) {
    try {
      fleet.ready();
    } catch (CommandException e) {
      if (!String.valueOf(e.getMessage()).startsWith("--metrics")) {
        return e;
      }
    }
    return new CommandException(ExitCode.OK, "");
  }

  private static LocalFleet fleet() {
    return new LocalFleet(
        new LocalFleet.Config(NO_JAR, NOBODY, "sleep", 3, List.of(), List.of("sleep", "0.5")),
        new FrontendStatus(NOBODY));
  }
}
