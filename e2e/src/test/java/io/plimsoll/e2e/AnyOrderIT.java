package io.plimsoll.e2e;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whoever is started first waits for the others. */
@Tag("long")
class AnyOrderIT {

  /** F is the frontend, 1 and 2 are backends, C is the client. */
  @ParameterizedTest
  @ValueSource(strings = {"F12C", "C21F", "1C2F", "2FC1", "CF12"})
  void startedInAnyOrderAllOfThemWork(String order) {
    List<String> ports = Ports.free(3);
    List<Jar> started = new ArrayList<>();
    try {
      Jar client = null;
      for (int i = 0; i < order.length(); i++) {
        char who = order.charAt(i);
        Jar jar = start(who, ports);
        started.add(jar);
        // Each is at work, or has missed the frontend, before the next one comes.
        jar.awaitLog(
            switch (who) {
              case 'F' -> "listening";
              case 'C' -> "control page";
              default -> "connected to|no connection to the frontend";
            });
        if (who == 'C') {
          client = jar;
          if (order.indexOf('F') > order.indexOf('C')) {
            jar.awaitLog("cannot reach the frontend");
          }
        }
      }
      String control = requireNonNull(client).awaitLog("(http://\\S+)/");
      Wait.until(
          Duration.ofSeconds(15),
          () -> "replies from both: " + Http.get(control + "/pods").body(),
          () -> {
            String pods = Http.get(control + "/pods?type=json").body();
            return pods.contains("\"pod-1\"") && pods.contains("\"pod-2\"");
          });
      for (Jar jar : started) {
        assertThat(jar.isAlive()).as(jar.stderr()).isTrue();
      }
      assertThat(Http.get(control + "/fails").body()).isEqualTo("0\n");
    } finally {
      started.forEach(Jar::close);
    }
  }

  private static Jar start(char who, List<String> ports) {
    String clients = ports.get(0);
    String workers = ports.get(1);
    String metrics = ports.get(2);
    return switch (who) {
      case 'F' ->
          Jar.start(
              "frontend",
              "-caddr",
              clients,
              "-waddr",
              workers,
              "-maddr",
              metrics,
              "--loops",
              "2",
              "sleep",
              "replay");
      case 'C' ->
          Jar.start(
              "client",
              "-faddr",
              clients,
              "-caddr",
              "127.0.0.1:0",
              "--retry",
              "10",
              "-req-now",
              "2");
      default ->
          Jar.startIn(
              List.of("env", "POD=pod-" + who),
              "backend",
              "-faddr",
              workers,
              "-pod-env",
              "POD",
              "-backoff",
              "1",
              "--retry",
              "10",
              "sleep",
              "0.2");
    };
  }
}
