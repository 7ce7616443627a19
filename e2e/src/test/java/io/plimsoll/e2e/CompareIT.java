package io.plimsoll.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * {@code bench/compare}, without the servers of others, and not for long: figures do not matter.
 */
@Tag("long")
@Tag("alone")
class CompareIT {

  private static final String MARK = "COMPARE_TEST";

  /** Also what its processes are known by. */
  @TempDir Path output;

  @Test
  void printsAFigureForEachSystemAndJudgesTheGoals() throws Exception {
    Process compare =
        start(
            Map.of(
                "SYSTEMS", "session classic hub echo",
                "SHAPES", "4x16",
                "ROUNDS", "1",
                "WARM_SECONDS", "0",
                "SECONDS_EACH", "0.3"));
    try {
      assertThat(compare.waitFor(120, TimeUnit.SECONDS)).as(read("err")).isTrue();
      assertThat(compare.exitValue()).as(read("err")).isZero();
      assertThat(read("out"))
          .containsPattern("\\| frontend, session mode +\\| +[1-9]")
          .containsPattern("\\| frontend, classic mode +\\| +[1-9]")
          .containsPattern("\\| bare Netty hub +\\| +[1-9]")
          .containsPattern("\\| bare Netty echo +\\| +[1-9]")
          .containsPattern("session / hub +\\| +at least 0.65 \\|");
      assertNothingIsLeft();
    } finally {
      compare.destroyForcibly();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"TERM", "KILL"})
  void whateverEndsItEndsTheServersToo(String signal) throws Exception {
    Process compare =
        start(
            Map.of(
                "SYSTEMS",
                "session hub",
                "SHAPES",
                "lone",
                "WARM_SECONDS",
                "0",
                "SECONDS_EACH",
                "600"));
    try {
      // The script has become the program; two servers and two generators.
      Wait.until(
          Duration.ofSeconds(60),
          () -> "servers: " + read("err"),
          () -> !compare.isAlive() || compare.descendants().count() == 4);
      assertThat(compare.isAlive()).as(read("err")).isTrue();
      assertThat(
              new ProcessBuilder("sh", "-c", "kill -" + signal + " " + compare.pid())
                  .inheritIO()
                  .start()
                  .waitFor())
          .isZero();
      assertThat(compare.waitFor(30, TimeUnit.SECONDS)).isTrue();
      assertNothingIsLeft();
    } finally {
      compare.destroyForcibly();
    }
  }

  private Process start(Map<String, String> variables) throws IOException {
    List<String> command = new ArrayList<>(Jar.DEFAULT_SIGNALS);
    command.add(Jar.root().resolve("bench/compare").toString());
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectOutput(output.resolve("out").toFile())
            .redirectError(output.resolve("err").toFile());
    builder.environment().put(MARK, output.toString());
    builder.environment().put("JAVA", Jar.java());
    builder.environment().putAll(variables);
    return builder.start();
  }

  private void assertNothingIsLeft() {
    Wait.until(
        Duration.ofSeconds(30),
        () -> "still there: " + Proc.withEnvironment(MARK + "=" + output),
        () -> Proc.withEnvironment(MARK + "=" + output).isEmpty());
  }

  private String read(String name) {
    try {
      return Files.readString(output.resolve(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
