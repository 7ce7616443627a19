package io.plimsoll.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Simulated devices, over real processes that share them. */
@Tag("alone")
class FakedevIT {

  private static final double NANOS = 1e9;

  /** Requests of a full device come back this often: what starting them again takes is nothing. */
  private static final double CYCLE_SECONDS = 4;

  private static final int CYCLES = 3;

  /** Of processes that have as much to do as others in the machine let them. */
  private static final int ATTEMPTS = 2;

  @TempDir private Path devices;

  /** One device with always as many requests. */
  private record Case(int requests, int load) {

    String device() {
      return "load" + load + "x" + requests;
    }

    /** How many requests of one second of work the device does in a second. */
    double capacity() {
      return Math.min(requests, 100.0 / load);
    }

    /** So much work that the requests, which share the device, come back once in a cycle. */
    double workSeconds() {
      return CYCLE_SECONDS * capacity() / requests;
    }

    double expectedPerSecond() {
      return capacity() / workSeconds();
    }
  }

  private Jar backend(Frontend frontend, String queue, String... args) {
    List<String> all =
        new ArrayList<>(
            List.of("-name", queue, "-backoff", "1", "--device-dir", devices.toString()));
    all.addAll(List.of(args));
    return frontend.backend(all.toArray(String[]::new));
  }

  private static String request(int id, String queue, String... args) {
    return "{\"KeepAlive\":true,\"Id\":%d,\"Queue\":\"%s\",\"Args\":[\"%s\"],\"Limit\":0}\n"
        .formatted(id, queue, String.join("\",\"", args));
  }

  @Tag("long")
  @Test
  void aDeviceDoesWhatProcessorSharingSaysHoweverManyBackendsShareIt() {
    List<Case> cases = new ArrayList<>();
    for (int load : new int[] {25, 50, 100}) {
      for (int requests : new int[] {1, 2, 4, 8, 16, 32}) {
        cases.add(new Case(requests, load));
      }
    }
    String slots = Integer.toString((cases.stream().mapToInt(Case::requests).sum() + 3) / 4);
    try (Frontend frontend = Frontend.start("gpu");
        Jar a = backend(frontend, "gpu", "--slots", slots, "fakedev");
        Jar b = backend(frontend, "gpu", "--slots", slots, "fakedev");
        Jar c = backend(frontend, "gpu", "--slots", slots, "fakedev");
        Jar d = backend(frontend, "gpu", "--slots", slots, "fakedev")) {
      String wrong = "";
      for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
        wrong = wrong(frontend, cases);
        if (wrong.isEmpty()) {
          break;
        }
      }
      assertThat(wrong).isEmpty();
      assertThat(List.of(a, b, c, d)).allMatch(Jar::isAlive);
    }
  }

  /** What is further from the truth than it should be, if anything is. All cases run at once. */
  private static String wrong(Frontend frontend, List<Case> cases) {
    List<CompletableFuture<Double>> rates = new ArrayList<>();
    for (Case each : cases) {
      // One after the other, so that their bursts do not meet.
      Wait.pause((long) (1000 * CYCLE_SECONDS / cases.size()));
      rates.add(CompletableFuture.supplyAsync(() -> perSecond(frontend, each), FakedevIT::start));
    }
    StringBuilder wrong = new StringBuilder();
    for (int i = 0; i < cases.size(); i++) {
      double is = rates.get(i).join();
      double expected = cases.get(i).expectedPerSecond();
      if (Math.abs(is / expected - 1) > 0.03) {
        wrong.append("%s: %.4f/s, expected %.4f/s%n".formatted(cases.get(i), is, expected));
      }
    }
    return wrong.toString();
  }

  private static void start(Runnable what) {
    Thread thread = new Thread(what, "case");
    thread.setDaemon(true);
    thread.start();
  }

  /** From when all have come back once: so long after that as some cycles take. */
  private static double perSecond(Frontend frontend, Case each) {
    int requests = each.requests();
    String[] args = {
      Double.toString(each.workSeconds()), "--load=" + each.load(), "--device=" + each.device()
    };
    try (Peer peer = frontend.clientPeer()) {
      for (int id = 0; id < requests; id++) {
        peer.send(request(id, "gpu", args));
      }
      long begun = 0;
      for (int reply = 1; ; reply++) {
        JsonNode json = peer.read();
        assertThat(json.path("Error").asString()).isEmpty();
        assertThat(json.path("Device").asString()).isEqualTo(each.device());
        if (reply == requests) {
          begun = System.nanoTime();
        } else if (reply == (1 + CYCLES) * requests) {
          return CYCLES * requests * NANOS / (System.nanoTime() - begun);
        }
        peer.send(request(reply + requests, "gpu", args));
      }
    }
  }

  @Test
  void aKilledBackendFreesItsShareWithinASecond() {
    try (Frontend frontend = Frontend.start("killed", "living");
        Jar killed = backend(frontend, "killed", "fakedev");
        Jar living = backend(frontend, "living", "--slots", "2", "fakedev");
        Peer hog = frontend.clientPeer();
        Peer peer = frontend.clientPeer()) {
      // What is needed once is loaded and open.
      peer.send(request(1, "living", "0")).read();
      hog.send(request(1, "killed", "3600", "--memory", "3GiB"));
      int[] id = {1};
      Wait.until(
          Duration.ofSeconds(30),
          () -> "the memory is taken",
          () -> {
            peer.send(request(++id[0], "living", "0", "--memory", "3GiB"));
            String error = peer.read().path("Error").asString();
            assertThat(error).matches("|fakedev: device card0: --memory 3221225472 .*");
            return !error.isEmpty();
          });
      long begun = System.nanoTime();
      peer.send(request(++id[0], "living", "3"));
      Wait.pause(1000);
      double halfSpeed = (System.nanoTime() - begun) / NANOS;
      killed.signal("KILL");

      double seconds = peer.read().path("Runtime").asDouble();

      // Half of that time was lost to the other.
      assertThat(seconds).isCloseTo(3 + halfSpeed / 2 + 0.25, within(0.75));
      peer.send(request(++id[0], "living", "0", "--memory", "3GiB"));
      JsonNode reply = peer.read();
      assertThat(reply.path("Error").asString()).isEmpty();
      assertThat(reply.path("Result").path("device").asString()).isEqualTo("card0");
      assertThat(reply.path("Result").path("loadPercent").asDouble()).isEqualTo(100);
      assertThat(reply.path("Result").path("memoryBytes").asLong()).isEqualTo(3L << 30);
      assertThat(living.isAlive()).isTrue();
    }
  }

  @Test
  void whatARequestMayNotDoIsAnErrorReply() {
    try (Frontend frontend = Frontend.start("gpu");
        Jar backend = backend(frontend, "gpu", "fakedev", "--load", "50");
        Peer peer = frontend.clientPeer()) {
      String[][] all = {
        {"0.1 --memory 9GiB --device gpu7", "fakedev: device gpu7: --memory 9663676416 (expected"},
        {"0.1 --device-file /etc/passwd", "fakedev: Unknown option: '--device-file' (expected"},
        {"0.1 --activity-file=/x", "fakedev: Unknown option: '--activity-file' (expected"},
        {"--load 1", "fakedev: no time (expected"},
        {"0.1 --device=", "fakedev: --device: '' (expected"},
        {"0.1 --device ../../../etc/x", ""},
      };
      for (String[] each : all) {
        peer.send(request(1, "gpu", each[0].split(" ")));
        String error = peer.read().path("Error").asString();
        assertThat(error.isEmpty()).as(error).isEqualTo(each[1].isEmpty());
        assertThat(error).startsWith(each[1]);
      }
      assertThat(devices.resolve("%2E.%2F..%2F..%2Fetc%2Fx.device")).exists();
      assertThat(backend.isAlive()).isTrue();
    }
  }
}
