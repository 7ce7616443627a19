package io.plimsoll.backend.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plimsoll.cli.CommandException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExporterTest {

  @Test
  void eachIsNamedInSmallLetters() {
    assertThat(Exporter.named("xpum")).isEqualTo(Exporter.XPUM);
    assertThat(Exporter.named("dcgm")).isEqualTo(Exporter.DCGM);
    assertThat(Exporter.named("collectd")).isEqualTo(Exporter.COLLECTD);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "XPUM", "nvidia", "xpum "})
  void anyOtherIsBadUsage(String name) {
    assertThatThrownBy(() -> Exporter.named(name))
        .isInstanceOf(CommandException.class)
        .hasMessage("--identity: '" + name + "' (expected: xpum or dcgm or collectd)");
  }
}
