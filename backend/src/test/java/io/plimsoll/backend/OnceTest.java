package io.plimsoll.backend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class OnceTest {

  private record Printed(int exitCode, String text) {}

  private static Printed once(String... args) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PrintStream print = new PrintStream(out, true, StandardCharsets.UTF_8);
    int code = Once.run(Backends.config(args), Backends.SELF, print).exitCode();
    return new Printed(code, out.toString(StandardCharsets.UTF_8));
  }

  @Test
  void aSuccessIsPrintedAsJsonAndExitCode0() {
    Printed printed = once("sleep", "0");
    assertThat(printed.text())
        .matches(
            "\\{\"Pod\":\"pod-1\",\"Node\":\"node-a\",\"Runtime\":[0-9.Ee-]+,\"Retcode\":0}\n");
    assertThat(printed.exitCode()).isZero();
  }

  @Test
  void theExitCodeOfAProgramIsPassedOn() {
    Printed printed = once("-null-out", "/bin/sh", "-c", "echo oops >&2; exit 7");
    assertThat(printed.text()).endsWith("\"Retcode\":7,\"Result\":{\"stderr\":\"oops\\n\"}}\n");
    assertThat(printed.exitCode()).isEqualTo(7);
  }

  @Test
  void aProgramThatCannotBeStartedIsExitCode1() {
    Printed printed = once("/nosuch/program");
    assertThat(printed.text()).contains("\"Error\":\"cannot be started: ");
    assertThat(printed.exitCode()).isEqualTo(1);
  }

  @Test
  void theLimitHoldsHereToo() {
    Printed printed = once("-limit", "10ms", "sleep", "60");
    assertThat(printed.text()).contains("\"Timeout\":0.01,");
    assertThat(printed.exitCode()).isEqualTo(124);
  }
}
