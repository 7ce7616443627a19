package io.plimsoll.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** A worker that never says the same twice: neither frontend nor client remembers it all. */
@Tag("long")
@Tag("alone")
class DistinctTextsIT {

  private static final long REPLIES =
      Long.getLong("plimsoll.fuzz.inputs", 40_000) > 1_000_000 ? 1_000_000 : 40_000;

  private static final int SLOTS = 64;

  /**
   * For a client that counts 128 nodes, each with its pods, devices and errors, and copies that.
   */
  private static final String CLIENT_HEAP = "JAVA_TOOL_OPTIONS=-Xmx384m";

  /** Its heap, and what a Java program takes besides: all texts of a long run take more. */
  private static final long CLIENT_KIB = 512 * 1024;

  /** How much more of its heap the frontend may use in the end than after half of the replies. */
  private static final long HEAP_GROWTH_KIB = 4 * 1024;

  @Test
  void errorsNodesPodsAndDevicesAreCountedInBoundedMemory() {
    try (Frontend frontend =
            Frontend.startIn(List.of("env", "JAVA_TOOL_OPTIONS=-Xmx64m"), "sleep");
        Peer worker = frontend.workerPeer();
        Jar client =
            Jar.startIn(
                List.of("env", CLIENT_HEAP),
                "client",
                "-faddr",
                frontend.clients(),
                "-caddr",
                "127.0.0.1:0",
                "-req-now",
                Integer.toString(SLOTS))) {
      for (int id = 0; id < SLOTS; id++) {
        worker.send(workRequest(id));
      }
      String control = client.awaitLog("control page: (http://\\S+)/");
      Footprint fresh = Footprint.of(frontend);
      long start = System.nanoTime();
      work(worker, 0, REPLIES / 2);
      Footprint half = Footprint.of(frontend);
      long clientHalf = Proc.rssKib(client.pid());
      work(worker, REPLIES / 2, REPLIES);
      double seconds = (System.nanoTime() - start) / 1e9;
      JsonNode period = Http.json(control + "/stats?type=json").path("period");
      Footprint last = Footprint.of(frontend);
      long clientLast = Proc.rssKib(client.pid());
      System.out.printf(
          "%d replies, %.0f a second; frontend: fresh %s, half %s, end %s; client: %d, %d MiB%n",
          REPLIES, REPLIES / seconds, fresh, half, last, clientHalf / 1024, clientLast / 1024);

      assertThat(period.path("errors").path("top").size()).isEqualTo(100);
      assertThat(period.path("errors").path("other").asLong()).isPositive();
      assertThat(period.path("nodes").size()).isEqualTo(129);
      assertThat(last.series()).isEqualTo(fresh.series());
      assertThat(last.heapKib()).isLessThan(half.heapKib() + HEAP_GROWTH_KIB);
      assertThat(clientLast).isLessThan(CLIENT_KIB);
      assertThat(frontend.jar().stderr() + client.stderr())
          .doesNotContain("\tat ")
          .doesNotContain("OutOfMemory");
    }
  }

  private static void work(Peer worker, long from, long to) {
    for (long n = from; n < to; n++) {
      long id = worker.read().path("Id").asLong();
      String names =
          String.format("\"Pod\":\"pod-%1$d\",\"Node\":\"node-%1$d\",\"Device\":\"card-%1$d\"", n);
      String error = n % 2 == 0 ? "" : ",\"Error\":\"failed with " + n + "\"";
      worker.send("{\"Id\":" + id + "," + names + error + "}\n" + workRequest(id));
    }
  }

  private static String workRequest(long id) {
    return "{\"KeepAlive\":true,\"Id\":" + id + ",\"Queue\":\"sleep\",\"Wait\":60}\n";
  }
}
