package io.plimsoll.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Peers that are silent, slow or deaf hold their own connection and nothing else. */
@Tag("long")
@Tag("alone")
class HostilePeersIT {

  private static final double LEAST_SHARE = 0.8;
  private static final int MOST_ROUNDS = 4;

  private static final Duration TIMEOUT = Duration.ofSeconds(3);

  /** One that sends nothing, one that sends a byte now and then, one that never reads. */
  @Test
  void cannotSlowTheOthersDownAndDoNotOutliveTheirTimeout() throws Exception {
    try (Frontend frontend =
            Frontend.start(
                "--first-message-timeout",
                "3s",
                "--write-timeout",
                "3s",
                "--loops",
                "2",
                "sleep",
                "deaf");
        Jar backend = frontend.backend("-backoff", "1", "--slots", "20", "sleep", "0.05");
        Jar client = frontend.client("-req-now", "20", "-req-max", "20")) {
      String control = client.awaitLog("(http://\\S+)/");
      // Others may use this machine as well, which can only make it look worse: the best counts.
      double best = 0;
      int rounds = 0;
      while (best <= LEAST_SHARE && rounds < MOST_ROUNDS) {
        best = Math.max(best, shareBesideHostilePeers(frontend, control));
        rounds++;
      }
      assertThat(best).as("the share that is left beside hostile peers").isGreaterThan(LEAST_SHARE);
      assertThat(client.isAlive()).isTrue();
      assertThat(backend.isAlive()).isTrue();
      String metrics = Http.get(frontend.metrics() + "/metrics").body();
      assertThat(metrics)
          .contains(
              "hpa_connections_rejected_total{port=\"clients\",reason=\"no_message\",} "
                  + 20.0 * rounds)
          .contains(
              "hpa_connections_rejected_total{port=\"clients\",reason=\"no_progress\",} "
                  + 2.0 * rounds);
      assertThat(frontend.jar().stderr()).doesNotContain("\tat ");
    }
  }

  /** The throughput beside hostile peers, over the smaller one of before and after. */
  private static double shareBesideHostilePeers(Frontend frontend, String control)
      throws Exception {
    double before = throughput(control, Duration.ofSeconds(3));
    Thread[] peers = new Thread[22];
    for (int i = 0; i < peers.length; i++) {
      int kind = i < 20 ? i % 2 : 2;
      peers[i] =
          new Thread(
              () -> {
                switch (kind) {
                  case 0 -> silent(frontend);
                  case 1 -> slow(frontend);
                  default -> deaf(frontend);
                }
              });
      peers[i].start();
    }
    double during = throughput(control, Duration.ofSeconds(4));
    for (Thread peer : peers) {
      peer.join(TIMEOUT.multipliedBy(10).toMillis());
      assertThat(peer.isAlive()).as("a hostile peer is still connected").isFalse();
    }
    double after = throughput(control, Duration.ofSeconds(3));
    return during / Math.min(before, after);
  }

  @Test
  void withFewDescriptorsItSaysSoOnceServesWhoIsThereAndAcceptsAgain() throws Exception {
    try (Frontend frontend =
        Frontend.startIn(List.of("sh", "-c", "ulimit -n 64; exec \"$@\"", "-"), "sleep")) {
      try (Socket early = frontend.clientSocket();
          Socket worker = frontend.workerSocket()) {
        send(early, "{\"Queue\":\"sleep\",\"Args\":[\"early\"],\"Limit\":0}");
        Wait.until(
            Duration.ofSeconds(5),
            () -> "one waiting",
            () -> frontend.queue("sleep").path("waiting").asInt() == 1);
        List<Socket> crowd = new ArrayList<>();
        for (int i = 0; i < 80; i++) {
          crowd.add(frontend.clientSocket());
        }
        frontend.jar().awaitLog("cannot accept connections for now");

        send(worker, "{\"Queue\":\"sleep\"}");
        byte[] item = new byte[1024];
        int length = worker.getInputStream().read(item);
        assertThat(new String(item, 0, length, StandardCharsets.UTF_8)).contains("\"early\"");
        send(worker, "{\"Node\":\"n\",\"Pod\":\"p\",\"Runtime\":0.1,\"Retcode\":0}");
        assertThat(new String(early.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
            .contains("\"Node\":\"n\"");

        for (Socket socket : crowd) {
          socket.close();
        }
      }
      try (Socket late = frontend.clientSocket()) {
        send(late, "{\"Queue\":\"nosuch\"}");
        assertThat(new String(late.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
            .contains("Unknown 'nosuch' queue");
      }
      assertThat(frontend.jar().stderr().lines().filter(line -> line.contains("cannot accept")))
          .hasSizeLessThanOrEqualTo(2); // Once for each of the ports that ran out.
      assertThat(frontend.jar().stderr()).doesNotContain("\tat ");
    }
  }

  /** Requests a second over a period of its own. */
  private static double throughput(String control, Duration period) throws InterruptedException {
    Http.get(control + "/reset");
    Thread.sleep(period.toMillis()); // The length of the measurement.
    JsonNode rate = Http.json(control + "/reqs-per-sec?type=json");
    return rate.path("result").asDouble();
  }

  private static void silent(Frontend frontend) {
    try (Socket socket = frontend.clientSocket()) {
      untilClosed(socket);
    } catch (IOException closed) {
      // As it must.
    }
  }

  private static void slow(Frontend frontend) {
    byte[] request =
        "{\"Queue\":\"sleep\",\"Args\":[\"0\"],\"Limit\":0}".getBytes(StandardCharsets.UTF_8);
    try (Socket socket = frontend.clientSocket()) {
      for (byte b : request) {
        socket.getOutputStream().write(b);
        Thread.sleep(1000); // A byte a second is what this peer is about.
      }
    } catch (IOException closed) {
      // As it must.
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** Asks for error replies without end and reads none of them. */
  private static void deaf(Frontend frontend) {
    try (Socket socket = frontend.clientSocket()) {
      socket.setReceiveBufferSize(4096);
      OutputStream out = socket.getOutputStream();
      out.write(
          "{\"KeepAlive\":true,\"Id\":0,\"Queue\":\"nosuch\"}\n".getBytes(StandardCharsets.UTF_8));
      for (int i = 1; i < 200_000; i++) {
        out.write(("{\"Id\":" + i + ",\"Queue\":\"nosuch\"}\n").getBytes(StandardCharsets.UTF_8));
      }
      Wait.until(
          TIMEOUT.multipliedBy(5),
          () -> "closed by the frontend",
          () -> {
            try {
              out.write(' ');
              return false;
            } catch (IOException closed) {
              return true;
            }
          });
    } catch (IOException closed) {
      // As it must.
    }
  }

  private static void untilClosed(Socket socket) throws IOException {
    while (socket.getInputStream().read() >= 0) {
      // Nothing is expected.
    }
  }

  private static void send(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
  }
}
