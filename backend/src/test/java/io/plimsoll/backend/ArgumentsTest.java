package io.plimsoll.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plimsoll.cli.CommandException;
import java.util.List;
import org.junit.jupiter.api.Test;

class ArgumentsTest {

  @Test
  void theRequestsArgumentsFollowTheCommandLines() {
    Arguments arguments = Arguments.of(Backends.config("sleep", "a"), "");
    assertThat(arguments.with(List.of("b", "c"))).containsExactly("a", "b", "c");
    assertThat(arguments.with(List.of())).containsExactly("a");
  }

  @Test
  void theDeviceReplacesItsPlaceholderAnywhereInBoth() {
    Arguments arguments = Arguments.of(Backends.config("sleep", "-i=FILENAME:FILENAME"), "/dev/x");
    assertThat(arguments.with(List.of("xFILENAME", "FILE")))
        .containsExactly("-i=/dev/x:/dev/x", "x/dev/x", "FILE");
  }

  @Test
  void aPlaceholderInARequestWithoutADeviceIsAnErrorUnlessRequestsAreIgnored() {
    Arguments heeded = Arguments.of(Backends.config("sleep"), "");
    assertThatThrownBy(() -> heeded.with(List.of("1", "-FILENAME")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("FILENAME: this backend has no device for it (expected: --device-glob)");
    Arguments ignored = Arguments.of(Backends.config("-ignore", "sleep", "2"), "");
    assertThat(ignored.with(List.of("1", "-FILENAME"))).containsExactly("2");
  }

  @Test
  void aPlaceholderOnTheCommandLineWithoutADeviceIsBadUsage() {
    BackendConfig config = Backends.config("/bin/cat", "FILENAME");
    assertThatThrownBy(() -> Arguments.of(config, ""))
        .isInstanceOf(CommandException.class)
        .hasMessageStartingWith("FILENAME: no device for it (expected: --device-glob");
  }
}
