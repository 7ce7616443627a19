package io.plimsoll.bench.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsTest {

  @Test
  void withoutVariablesEverythingIsMeasured() {
    Settings settings = Settings.of(Map.of());
    assertThat(settings.rounds()).isEqualTo(3);
    assertThat(settings.warmMillis()).isEqualTo(5000);
    assertThat(settings.measureMillis()).isEqualTo(3000);
    assertThat(settings.systems()).containsExactly(Contender.values());
    assertThat(settings.shapes()).containsExactly(Shape.values());
    assertThat(settings.java()).isEqualTo("java");
    assertThat(settings.javaOptions()).isEmpty();
    assertThat(settings.frontendJar()).isEqualTo(Path.of("frontend/target/frontend.jar"));
  }

  @Test
  void variablesChangeIt() {
    Settings settings =
        Settings.of(
            Map.of(
                "ROUNDS", "5",
                "WARM_SECONDS", "0",
                "SECONDS_EACH", "0.5",
                "SYSTEMS", " nats-wire  session ",
                "SHAPES", "16x64",
                "JAVA", "/opt/java",
                "JAVA_OPTIONS", "-Xmx256m -Xint",
                "FRONTEND_JAR", "other.jar"));
    assertThat(settings.rounds()).isEqualTo(5);
    assertThat(settings.warmMillis()).isZero();
    assertThat(settings.measureMillis()).isEqualTo(500);
    assertThat(settings.systems()).isEqualTo(List.of(Contender.NATS_WIRE, Contender.SESSION));
    assertThat(settings.shapes()).isEqualTo(List.of(Shape.SIXTEEN));
    assertThat(settings.java()).isEqualTo("/opt/java");
    assertThat(settings.javaOptions()).isEqualTo(List.of("-Xmx256m", "-Xint"));
    assertThat(settings.frontendJar()).isEqualTo(Path.of("other.jar"));
  }

  @ParameterizedTest
  @CsvSource({
    "ROUNDS, 0",
    "ROUNDS, many",
    "SECONDS_EACH, 0",
    "SECONDS_EACH, NaN",
    "WARM_SECONDS, -1",
    "SYSTEMS, rabbitmq",
    "SHAPES, 3x3",
  })
  void nonsenseIsRefusedWithWhatIsExpected(String variable, String value) {
    assertThatThrownBy(() -> Settings.of(Map.of(variable, value)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageMatching(".*: " + value + " \\(expected: .*\\)");
  }
}
