package io.plimsoll.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Programs as workloads: nothing of them is left behind, and what they say comes back. */
class ProgramsIT {

  private static final int RUNS = 10_000;
  private static final int DEVICES = 4;

  /** Connections that close and threads that start at the moment of counting. */
  private static final int SOME = 8;

  @TempDir Path folder;

  /** Those that put themselves into other sessions, have lost their parents, or do not listen. */
  @Test
  void atTheLimitTheWholeProcessTreeIsEnded() throws Exception {
    Path script = folder.resolve("tree.sh");
    Files.writeString(
        script,
        """
        sleep 300 &
        setsid sleep 301 &
        (sleep 302 &)
        (setsid sh -c 'sleep 303 & sleep 304' &)
        sh -c 'trap "" TERM; sleep 305; sleep 306' &
        wait
        """);
    String mark = "PLIMSOLL_E2E=" + UUID.randomUUID();
    try (Frontend frontend = Frontend.start("sleep");
        Jar backend =
            Jar.startIn(
                List.of("env", mark),
                "backend",
                "-faddr",
                frontend.workers(),
                "-backoff",
                "1",
                "/bin/sh",
                script.toString());
        Peer client = frontend.clientPeer()) {
      client.send("{\"Queue\":\"sleep\",\"Args\":[],\"Limit\":1}");
      Wait.until(
          Duration.ofSeconds(20), // Until the backend is up; the tree lives for one second.
          () -> "the tree stands: " + Proc.withEnvironment(mark),
          () -> Proc.withEnvironment(mark).size() >= 1 + 8);

      JsonNode reply = client.read();

      assertThat(Proc.withEnvironment(mark)).containsExactly(backend.pid());
      assertThat(Proc.zombiesOf(backend.pid())).isEmpty();
      assertThat(reply.path("Retcode").asInt()).isEqualTo(124);
      assertThat(reply.path("Timeout").asDouble()).isEqualTo(1);
      assertThat(reply.path("Error").asString()).contains("limit");
      assertThat(reply.path("Runtime").asDouble()).isGreaterThanOrEqualTo(1);
    }
  }

  /** Every program finds the file of its device: it fails without. */
  @Test
  @Tag("long")
  void tenThousandRunsOnFourDevicesLeaveNoProcessDescriptorOrThread() throws IOException {
    for (int i = 0; i < DEVICES; i++) {
      Files.createFile(folder.resolve("card" + i));
    }
    try (Frontend frontend = Frontend.start("sleep");
        Jar backend =
            backend(
                frontend,
                "--slots",
                "8",
                "-null-in",
                "-null-out",
                "-glob",
                folder + "/card*",
                "/usr/bin/test",
                "-e",
                "FILENAME")) {
      run(frontend, 200); // What the first runs open and start stays.
      int backendDescriptors = Proc.descriptors(backend.pid());
      int frontendDescriptors = Proc.descriptors(frontend.jar().pid());
      int frontendThreads = Proc.threads(frontend.jar().pid());
      int backendThreads = Proc.threads(backend.pid());

      assertThat(run(frontend, RUNS))
          .hasSize(DEVICES)
          // A slot whose programs are quicker runs some more of them.
          .allSatisfy((device, runs) -> assertThat(runs).isBetween(RUNS / 8, RUNS / 2));

      assertThat(Proc.zombiesOf(backend.pid())).isEmpty();
      assertThat(Proc.descriptors(backend.pid())).isLessThanOrEqualTo(backendDescriptors + SOME);
      assertThat(Proc.descriptors(frontend.jar().pid()))
          .isLessThanOrEqualTo(frontendDescriptors + SOME);
      assertThat(Proc.threads(frontend.jar().pid())).isLessThanOrEqualTo(frontendThreads + SOME);
      // Three a slot: who reads standard error, who ends the tree, who waits for the process.
      assertThat(Proc.threads(backend.pid())).isLessThanOrEqualTo(backendThreads + 3 * 8);
      assertThat(frontend.queue("sleep").path("success").asInt()).isEqualTo(200 + RUNS);
    }
  }

  /** Returns how many runs each device had. */
  private Map<String, Integer> run(Frontend frontend, int runs) throws IOException {
    Path report = folder.resolve("report.json");
    try (Jar client =
        frontend.client(
            "-req-now",
            "16",
            "-req-max",
            "16",
            "--requests",
            String.valueOf(runs),
            "--report",
            report.toString())) {
      Jar.Ended ended = client.ended(180);
      assertThat(ended.exitCode()).as(ended.stderr()).isZero();
      assertThat(ended.stdout()).contains(runs + " succeeded, 0 failed");
    }
    Map<String, Integer> devices = new HashMap<>();
    for (JsonNode node : Peer.json(Files.readString(report)).path("whole").path("nodes")) {
      for (JsonNode device : node.path("devices").path("top")) {
        devices.put(device.path("name").asString(), device.path("count").asInt());
      }
    }
    return devices;
  }

  @ParameterizedTest
  @CsvSource({"exit 7, 7", "kill -KILL $$, 137", "kill -TERM $$, 143", "exit 0, 0"})
  void exitCodeOrSignalComesBack(String script, int retcode) {
    try (Frontend frontend = Frontend.start("sleep");
        Jar backend = backend(frontend, "/bin/sh", "-c", script)) {
      JsonNode reply = ask(frontend);
      assertThat(reply.path("Retcode").asInt(-1)).isEqualTo(retcode);
      assertThat(reply.path("Error").asString()).isEmpty();
      assertThat(backend.isAlive()).isTrue();
    }
  }

  @Test
  void programThatCannotBeStartedIsAnErrorReplyAndNotTheEndOfTheBackend() {
    try (Frontend frontend = Frontend.start("sleep");
        Jar backend = backend(frontend, folder.resolve("nosuch").toString())) {
      for (int i = 0; i < 2; i++) {
        JsonNode reply = ask(frontend);
        assertThat(reply.path("Error").asString()).contains("cannot be started", "nosuch");
        assertThat(reply.path("Retcode").asInt()).isEqualTo(1);
      }
      assertThat(backend.isAlive()).isTrue();
    }
  }

  @Test
  void filenameIsReplacedByTheDeviceOfTheSlot() throws IOException {
    Path card0 = Files.writeString(folder.resolve("card0"), "zero");
    Path card1 = Files.writeString(folder.resolve("card1"), "one");
    Files.writeString(folder.resolve("other"), "");
    try (Frontend frontend = Frontend.start("sleep");
        Jar backend =
            backend(
                frontend,
                "--slots",
                "2",
                "-glob",
                folder + "/card*",
                "/bin/sh",
                "-c",
                "cat FILENAME >&2; sleep 0.5; exit 1");
        Peer client = frontend.clientPeer()) {
      client.send("{\"KeepAlive\":true,\"Id\":1,\"Queue\":\"sleep\"}\n");
      client.send("{\"Id\":2,\"Queue\":\"sleep\"}\n");
      assertThat(List.of(deviceAndText(client.read()), deviceAndText(client.read())))
          .containsExactlyInAnyOrder(card0 + " zero", card1 + " one");
      assertThat(backend.isAlive()).isTrue();
    }
  }

  private static String deviceAndText(JsonNode reply) {
    return reply.path("Device").asString() + " " + stderr(reply);
  }

  @Test
  void lastFourKibibytesOfStandardErrorComeBackWhenTheProgramFails() {
    String script = "head -c 10000 /dev/zero | tr '\\0' x >&2; echo the end >&2; exit 3";
    try (Frontend frontend = Frontend.start("sleep");
        Jar backend = backend(frontend, "/bin/sh", "-c", script);
        Peer client = frontend.clientPeer()) {
      JsonNode reply = client.send("{\"KeepAlive\":true,\"Id\":1,\"Queue\":\"sleep\"}\n").read();
      assertThat(reply.path("Retcode").asInt()).isEqualTo(3);
      assertThat(stderr(reply)).hasSize(4096).startsWith("xxx").endsWith("xthe end\n");
      assertThat(backend.isAlive()).isTrue();
    }
  }

  @Test
  void onceRunsTheWorkloadPrintsItsReplyAndExitsWithItsCode() {
    Jar.Ended failed = Jar.run("backend", "-once", "/bin/sh", "-c", "echo oops >&2; exit 5");
    JsonNode reply = Peer.json(failed.stdout());
    assertThat(failed.exitCode()).isEqualTo(5);
    assertThat(reply.path("Retcode").asInt()).isEqualTo(5);
    assertThat(reply.path("Node").asString()).isNotEmpty();
    assertThat(stderr(reply)).isEqualTo("oops\n");

    Jar.Ended slept = Jar.run("backend", "-once", "sleep", "0.2");
    assertThat(slept.exitCode()).isZero();
    assertThat(Peer.json(slept.stdout()).path("Runtime").asDouble()).isGreaterThanOrEqualTo(0.2);

    Jar.Ended tooLong = Jar.run("backend", "-once", "-limit", "0.3", "/bin/sleep", "30");
    assertThat(tooLong.exitCode()).isEqualTo(124);
    assertThat(Peer.json(tooLong.stdout()).path("Timeout").asDouble()).isEqualTo(0.3);
  }

  /** A client that leaves takes its program with it. */
  @Test
  void programIsEndedWhenItsClientLeaves() {
    String mark = "PLIMSOLL_E2E=" + UUID.randomUUID();
    String script = "export " + mark + "; sleep 300 & setsid sleep 301";
    try (Frontend frontend = Frontend.start("sleep");
        Jar backend = backend(frontend, "/bin/sh", "-c", script)) {
      try (Peer client = frontend.clientPeer()) {
        client.send("{\"Queue\":\"sleep\",\"Args\":[],\"Limit\":0}");
        Wait.until(
            Duration.ofSeconds(10), () -> "two run", () -> Proc.withEnvironment(mark).size() == 2);
      }
      Wait.until(
          Duration.ofSeconds(4), // Before SIGKILL, which comes five seconds after SIGTERM.
          () -> "none left: " + Proc.withEnvironment(mark),
          () -> Proc.withEnvironment(mark).isEmpty());
      frontend.await(0, 0);
      assertThat(frontend.queue("sleep").path("disconnect").asInt()).isEqualTo(1);
      assertThat(backend.isAlive()).isTrue();
    }
  }

  private static Jar backend(Frontend frontend, String... args) {
    String[] all = new String[args.length + 2];
    System.arraycopy(args, 0, all, 2, args.length);
    all[0] = "-backoff";
    all[1] = "1";
    return frontend.backend(all);
  }

  private static JsonNode ask(Frontend frontend) {
    try (Peer client = frontend.clientPeer()) {
      return client.send("{\"Queue\":\"sleep\",\"Args\":[],\"Limit\":0}").read();
    }
  }

  private static String stderr(JsonNode reply) {
    return reply.path("Result").path("stderr").asString();
  }
}
