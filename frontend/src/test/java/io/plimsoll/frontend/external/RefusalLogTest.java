package io.plimsoll.frontend.external;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RefusalLogTest {

  private static final long SECOND = 1_000_000_000L;

  private long now = -5;
  private final List<String> lines = new ArrayList<>();
  private final RefusalLog log = new RefusalLog(() -> now, lines::add);

  @Test
  void thousandsOfRefusalsAreALineEveryTenSeconds() {
    for (int i = 0; i <= 10_000; i++) {
      log.refused("10.0.0.1", "no\ncertificate");
      now += SECOND / 500;
    }
    assertThat(lines)
        .containsExactly(
            "external metrics: refused 10.0.0.1: no certificate",
            "external metrics: refused 10.0.0.1: no certificate, and 4999 more since the last line",
            "external metrics: refused 10.0.0.1: no certificate, and 4999 more since the last line");
  }
}
