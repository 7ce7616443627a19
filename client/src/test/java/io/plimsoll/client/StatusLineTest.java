package io.plimsoll.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.cli.ProgressLine;
import io.plimsoll.client.load.Status;
import io.plimsoll.client.testing.FakeFrontend;
import io.plimsoll.client.testing.TestLoad;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StatusLineTest {

  private final FakeFrontend frontend = new FakeFrontend();
  private final TestLoad load = new TestLoad(frontend);

  @AfterEach
  void close() {
    load.close();
    frontend.close();
  }

  private String text(Status status) {
    return new StatusLine(load.config(), new ProgressLine(System.err, true)).text(status);
  }

  @Test
  void showsRateOutstandingAndFailed() {
    assertThat(text(new Status(3, 12.34, 5, 6, 100, true, 1, 0, 11)))
        .isEqualTo("12.3 requests/s, 5 outstanding, 6 failed");
  }

  @Test
  void showsHowFarItIsAndThatThereIsNoConnection() {
    load.requests = 200;
    load.duration = Duration.ofSeconds(60);
    assertThat(text(new Status(3, 0, 0, 0, 100, false, 1, 0, 0)))
        .isEqualTo(
            "0.0 requests/s, 0 outstanding, 0 failed, 100 of 200 started, 3 of 60 s, no connection");
  }

  @Test
  void showsThatItWarmsUp() {
    load.warmUp = Duration.ofSeconds(4);
    assertThat(text(new Status(3.9, 0, 5, 0, 100, true, 1, 0, 0)))
        .isEqualTo("0.0 requests/s, 5 outstanding, 0 failed, warming up");
    assertThat(text(new Status(4, 0, 5, 0, 100, true, 1, 0, 0)))
        .isEqualTo("0.0 requests/s, 5 outstanding, 0 failed");
  }
}
