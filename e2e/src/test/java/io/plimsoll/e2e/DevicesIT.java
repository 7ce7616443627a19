package io.plimsoll.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Programs that work on device files. */
class DevicesIT {

  @TempDir Path folder;

  @Test
  void aDeviceThatHasGoneIsAnErrorReplyThatNamesItAndItsSlotGoesOnWhenItIsBack()
      throws IOException {
    Path card0 = Files.writeString(folder.resolve("card0"), "zero");
    Path card1 = Files.writeString(folder.resolve("card1"), "one");
    try (Frontend frontend = Frontend.start("sleep");
        Jar backend =
            backend(
                frontend,
                "--slots=2",
                "-glob=" + folder + "/card*",
                "/bin/sh",
                "-c",
                // Until both run: so each slot has one.
                "cat FILENAME >&2; sleep 0.5; exit 1")) {
      assertThat(two(frontend)).containsExactlyInAnyOrder(card0 + " zero", card1 + " one");
      Files.delete(card1);
      assertThat(two(frontend))
          .containsExactlyInAnyOrder(
              card0 + " zero",
              card1
                  + " device: "
                  + card1
                  + " is gone (expected: the file that was there at the start)");
      Files.writeString(card1, "back");
      assertThat(two(frontend)).containsExactlyInAnyOrder(card0 + " zero", card1 + " back");
      assertThat(backend.isAlive()).isTrue();
    }
  }

  /** The device and what it was about, of two requests at the same time to two idle slots. */
  private static List<String> two(Frontend frontend) {
    Wait.until(
        Duration.ofSeconds(20),
        () -> "two idle slots: " + frontend.queue("sleep"),
        () -> frontend.queue("sleep").path("workersWaiting").asInt() == 2);
    try (Peer client = frontend.clientPeer()) {
      client.send(
          "{\"KeepAlive\":true,\"Id\":1,\"Queue\":\"sleep\"}{\"Id\":2,\"Queue\":\"sleep\"}");
      return List.of(told(client.read()), told(client.read()));
    }
  }

  private static String told(JsonNode reply) {
    assertThat(reply.path("Retcode").asInt()).isEqualTo(1);
    String error = reply.path("Error").asString();
    return reply.path("Device").asString() + " " + (error.isEmpty() ? stderr(reply) : error);
  }

  @Test
  void filenameIsReplacedInAnyPlaceAnyNumberOfTimesOnTheCommandLineAndInRequests()
      throws IOException {
    String card = Files.createFile(folder.resolve("card0")).toString();
    try (Frontend frontend = Frontend.start("sleep");
        Jar backend =
            backend(
                frontend,
                "-glob",
                card,
                "/bin/sh",
                "-c",
                "printf '%s\\n' \"$@\" >&2; exit 1",
                "sh",
                "FILENAME",
                "-i=FILENAME:FILENAME");
        Peer client = frontend.clientPeer()) {
      JsonNode reply =
          client
              .send(
                  "{\"KeepAlive\":true,\"Id\":1,\"Queue\":\"sleep\",\"Args\":"
                      + "[\"FILENAME\",\"aFILENAMEFILENAMEb\",\"filename\",\"FILENAME/..\"]}")
              .read();
      assertThat(stderr(reply).lines())
          .containsExactly(
              card,
              "-i=" + card + ":" + card,
              card,
              "a" + card + card + "b",
              "filename",
              card + "/..");
      assertThat(reply.path("Device").asString()).isEqualTo(card);
      assertThat(backend.isAlive()).isTrue();
    }
  }

  @Test
  void errorRepliesNameTheDeviceToo() throws IOException {
    String card = Files.createFile(folder.resolve("card0")).toString();
    try (Frontend frontend = Frontend.start("sleep");
        Jar program = backend(frontend, "-glob", card, "/bin/sleep");
        Peer client = frontend.clientPeer()) {
      JsonNode reply = client.send("{\"Queue\":\"sleep\",\"Args\":[\"60\"],\"Limit\":0.2}").read();
      assertThat(reply.path("Error").asString()).startsWith("timeout: ");
      assertThat(reply.path("Device").asString()).isEqualTo(card);
      assertThat(program.isAlive()).isTrue();
    }
    Jar.Ended once = Jar.run("backend", "-once", "-glob", card, folder + "/nosuch", "FILENAME");
    assertThat(once.exitCode()).isEqualTo(1);
    assertThat(Peer.json(once.stdout()).path("Error").asString()).startsWith("cannot be started");
    assertThat(Peer.json(once.stdout()).path("Device").asString()).isEqualTo(card);
  }

  @Test
  void withoutADeviceFilenameIsBadUsageOnTheCommandLineAndAnErrorReplyInARequest() {
    Jar.Ended usage =
        Jar.run("backend", "-glob", folder + "/nosuch*", "/bin/cat", "--", "xFILENAME");
    assertThat(usage.exitCode()).isEqualTo(2);
    assertThat(usage.stderr()).contains("FILENAME: no device for it (expected: --device-glob ");
    try (Frontend frontend = Frontend.start("sleep");
        Jar backend = backend(frontend, "-glob", folder + "/nosuch*", "/bin/cat");
        Peer client = frontend.clientPeer()) {
      JsonNode reply = client.send("{\"Queue\":\"sleep\",\"Args\":[\"FILENAME\"]}").read();
      assertThat(reply.path("Error").asString())
          .startsWith("FILENAME: this backend has no device for it");
      assertThat(backend.isAlive()).isTrue();
    }
  }

  private static Jar backend(Frontend frontend, String... args) {
    String[] all = new String[args.length + 1];
    System.arraycopy(args, 0, all, 1, args.length);
    all[0] = "-backoff=1";
    return frontend.backend(all);
  }

  private static String stderr(JsonNode reply) {
    return reply.path("Result").path("stderr").asString();
  }
}
