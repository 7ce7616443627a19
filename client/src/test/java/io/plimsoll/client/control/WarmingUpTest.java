package io.plimsoll.client.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.client.load.Snapshot;
import io.plimsoll.client.testing.FakeFrontend;
import io.plimsoll.client.testing.TestLoad;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Figures of a load that is still in its warm-up. */
class WarmingUpTest {

  private final FakeFrontend frontend = new FakeFrontend();
  private final TestLoad load = new TestLoad(frontend);

  @AfterEach
  void close() {
    load.close();
    frontend.close();
  }

  @Test
  void everyFormSaysThatFiguresAreOfTheWarmUp() {
    load.warmUp = Duration.ofHours(1);
    load.start();
    frontend.accept().object();
    Snapshot snapshot = load.await(now -> now.load().outstanding() == 1);
    assertThat(PlainText.statistics(snapshot))
        .contains("warming up: these are figures of the warm-up\n");
    assertThat(new String(HtmlStatistics.page(snapshot).body(), StandardCharsets.UTF_8))
        .contains("<p>Warming up: these are figures of the warm-up.</p>")
        .containsPattern("<tr><td>lag<td>\\d");
    assertThat(Json.write(snapshot)).contains("\"warmingUp\":true");
    assertThat(MetricsText.of(snapshot)).contains("plimsoll_client_warming_up 1.0\n");
  }
}
