package io.plimsoll.backend;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.plimsoll.cli.Commands;
import io.plimsoll.standin.StandInConfig;
import io.plimsoll.standin.StandInServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What a user sees of {@code -once replay} and {@code -once load} that cannot do their work. */
class OnceErrorsTest {

  /** Nothing listens there, and nothing is asked for it. */
  private static final String ANY_SERVER = "--server=http://127.0.0.1:1";

  private static final String REPLAY =
      """
      version: 1
      spec: {runnerCount: 3, connsPerRunner: 1, clientsPerRunner: 1, contentType: json}
      requests:
      - {timestamp: 0, verb: LIST, namespace: a, resourceKind: Pod, apiPath: /api/v1/pods}
      """;

  private static final String LOAD =
      """
      version: 1
      spec:
        total: 2
        rate: 0
        conns: 1
        client: 1
        contentType: json
        requests: [{staleList: {version: v1, resource: pods}, shares: 1}]
      """;

  @TempDir private Path folder;
  private Path replay;
  private Path load;

  @BeforeEach
  void writeProfiles() throws IOException {
    replay = Files.writeString(folder.resolve("replay.yaml"), REPLAY);
    load = Files.writeString(folder.resolve("load.yaml"), LOAD);
  }

  private record Seen(int exitCode, String stderr) {}

  private static Seen once(Object... args) {
    List<String> all = new ArrayList<>(List.of("-once"));
    for (Object arg : args) {
      all.add(arg.toString());
    }
    BackendCommand command = new BackendCommand();
    StringWriter err = new StringWriter();
    CommandLine line = Commands.commandLine(command, true).setErr(new PrintWriter(err));
    int code = line.execute(all.toArray(String[]::new));
    return new Seen(command.retcode().orElse(code), err.toString());
  }

  private static void assertError(Seen seen, int exitCode, String... texts) {
    assertThat(seen.stderr())
        .as("stderr")
        .startsWith("plimsoll-backend: ")
        .hasLineCount(1)
        .contains(texts);
    assertThat(seen.exitCode()).as(seen.stderr()).isEqualTo(exitCode);
  }

  @Test
  void optionsThatCannotBeUsedAreExitCode2() {
    for (String noun : List.of("replay", "load")) {
      Path profile = noun.equals("replay") ? replay : load;
      assertError(once(noun), 2, noun + ": PROFILE: missing");
      assertError(once(noun, profile, "--server", "foo"), 2, noun + ": --server: foo");
      assertError(once(noun, profile, ANY_SERVER, "--runners", "100000"), 2, "--runners: 100000");
      assertError(once(noun, profile, "--speeed", "2"), 2, "Unknown option: '--speeed'");
    }
  }

  @Test
  void pipelineRunsThatCannotBeAskedForAreExitCode2() {
    assertError(once("kfp"), 2, "kfp: nothing asked for (expected: run or gets)");
    assertError(once("kfp", "--api-port", "0", "gets"), 2, "kfp: --api-port: 0 (expected: 1 to");
    assertError(once("kfp", "run", "--pipeline", "p"), 2, "kfp: run: --version: missing");
  }

  @Test
  void pipelinesWithoutTheirApiAreExitCode1() {
    assertError(
        once("kfp", "--api-host", "127.0.0.1", "--api-port", "1", "gets"), 1, "127.0.0.1:1");
  }

  @Test
  void contextThatTheKubeconfigDoesNotHaveIsExitCode2() throws IOException {
    Path config =
        Files.writeString(
            folder.resolve("config"),
            """
            apiVersion: v1
            kind: Config
            clusters: [{name: c, cluster: {server: "http://127.0.0.1:1"}}]
            users: [{name: u, user: {}}]
            contexts: [{name: here, context: {cluster: c, user: u}}]
            current-context: here
            """);
    assertError(
        once("replay", replay, "--kubeconfig", config, "--context", "nosuch"),
        2,
        "--context: nosuch (expected: one of here)");
  }

  @Test
  void fileThatIsNoKubeconfigIsExitCode2() throws IOException {
    Path config = Files.writeString(folder.resolve("config"), "garbage\n");
    assertError(
        once("replay", replay, "--kubeconfig", config),
        2,
        "--kubeconfig: " + config + " (expected: a kubeconfig)");
  }

  @Test
  void badProfileIsExitCode2() throws IOException {
    Files.writeString(replay, "version: 1\nspec: {}\nrequests: []\n");
    Files.writeString(load, "version: 2\n");
    assertError(once("replay", replay, ANY_SERVER), 2, "replay: ", "spec.runnerCount");
    assertError(once("load", load, ANY_SERVER), 2, "load: ", "version");
  }

  @Test
  void profileThatCannotBeReadIsExitCode3() throws IOException {
    HttpServer web =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    web.start();
    String url = "http://127.0.0.1:" + web.getAddress().getPort() + "/p.yaml";
    try {
      for (String noun : List.of("replay", "load")) {
        assertError(once(noun, url, ANY_SERVER), 3, url + ": status 404");
        assertError(once(noun, folder.resolve("no"), ANY_SERVER), 3, "no: no such file");
        assertError(once(noun, "http://127.0.0.1:1/p", ANY_SERVER), 3, "no connection");
      }
    } finally {
      web.stop(0);
    }
  }

  @Test
  void serverThatRefusesOrHangsUpIsExitCode3() throws Exception {
    for (String noun : List.of("replay", "load")) {
      Path profile = noun.equals("replay") ? replay : load;
      assertError(once(noun, profile, ANY_SERVER), 3, "cannot reach the API server at http://");
      try (ServerSocket rude = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
        Thread hangUp = new Thread(() -> hangUp(rude), "rude-server");
        hangUp.setDaemon(true);
        hangUp.start();
        for (String scheme : List.of("http", "https")) {
          String server = scheme + "://127.0.0.1:" + rude.getLocalPort();
          assertError(
              once(noun, profile, "--server", server), 3, "cannot reach the API server", server);
        }
      }
    }
  }

  @Test
  void serverWhoseCertificateIsNotTrustedIsExitCode3() throws Exception {
    StandInConfig tls =
        StandInConfig.onFreePort().withSecurity(new StandInConfig.Security.MadeTls());
    try (StandInServer server = StandInServer.start(tls)) {
      assertError(
          once("replay", replay, "--server", server.url()),
          3,
          "cannot reach the API server at " + server.url(),
          "TLS");
    }
  }

  /** Resets every connection as soon as it stands. */
  private static void hangUp(ServerSocket server) {
    while (!server.isClosed()) {
      try (Socket socket = server.accept()) {
        socket.setSoLinger(true, 0);
      } catch (IOException closed) {
        return;
      }
    }
  }

  @Test
  void reportWithoutAFolderToBeInIsExitCode3BeforeTheRun() {
    Path report = folder.resolve("nosuch/r.json");
    assertError(
        once("replay", replay, ANY_SERVER, "--report", report),
        3,
        "replay: --report: no such folder: " + report.getParent());
  }

  @Test
  void reportThatCannotBeWrittenIsExitCode3WithTheReasonOnceAndInTheReply() throws Exception {
    Path report = Files.createSymbolicLink(folder.resolve("r.json"), Path.of("/dev/full"));
    try (StandInServer server = StandInServer.start(StandInConfig.onFreePort())) {
      Seen seen =
          once("load", load, "--server", server.url(), "--max-late", "1h", "--report", report);
      assertError(seen, 3, "--report: " + report + ": No space left on device");
      assertThat(seen.stderr()).containsOnlyOnce("No space left").containsOnlyOnce("r.json");
    }
  }

  @Test
  void tokenGivenToAnUnknownOptionIsNotRepeated() {
    for (Seen seen :
        List.of(
            once("replay", replay, ANY_SERVER, "--token", "sekret"),
            once("replay", "--token", "sekret", replay),
            once("load", load, ANY_SERVER, "--token=sekret"))) {
      assertError(seen, 2, "Unknown option: '--token'");
      assertThat(seen.stderr()).doesNotContain("sekret");
    }
  }

  @Test
  void helpOfAWorkloadIsExitCode0AndThatOfTheBackendNamesIt() {
    assertThat(once("replay", "--help")).isEqualTo(new Seen(0, ""));
    assertThat(Commands.commandLine(new BackendCommand(), true).getUsageMessage())
        .contains("java -jar backend.jar -once replay --help");
  }

  @Test
  void profileFromAPipeIsReadOnceForAllPartitions() throws Exception {
    Path report = folder.resolve("r.json");
    try (StandInServer server = StandInServer.start(StandInConfig.onFreePort());
        Fifo pipe = new Fifo()) {
      Thread writer =
          new Thread(
              () -> {
                try {
                  Files.writeString(Path.of(pipe.path()), REPLAY, StandardOpenOption.WRITE);
                } catch (IOException told) {
                  // The profile is not whole then, which is seen.
                }
              },
              "pipe-writer");
      writer.setDaemon(true);
      writer.start();
      Seen seen =
          once(
              "replay",
              pipe.path(),
              "--server=" + server.url(),
              "--max-late=1h",
              "--report=" + report);
      assertThat(seen).isEqualTo(new Seen(0, ""));
      assertThat(Files.readString(report)).containsPattern("\"runnerCount\" ?: ?3");
    }
  }

  @Test
  void profileAtAUrlIsFetchedOnceForAllPartitions() throws Exception {
    AtomicInteger fetches = new AtomicInteger();
    HttpServer web =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    web.createContext(
        "/p.yaml",
        exchange -> {
          fetches.incrementAndGet();
          byte[] text = REPLAY.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, text.length);
          exchange.getResponseBody().write(text);
          exchange.close();
        });
    web.start();
    try (StandInServer server = StandInServer.start(StandInConfig.onFreePort())) {
      String url = "http://127.0.0.1:" + web.getAddress().getPort() + "/p.yaml";
      Path report = folder.resolve("r.json");
      Path spool = Files.createDirectory(folder.resolve("spool"));
      Seen seen =
          once(
              "replay",
              url,
              "--server",
              server.url(),
              "--max-late=1h",
              "--report=" + report,
              "--spool=" + spool);
      assertThat(seen).isEqualTo(new Seen(0, ""));
      assertThat(fetches).hasValue(1);
      assertThat(Files.readString(report)).containsPattern("\"runnerCount\" ?: ?3");
      assertThat(spool).isEmptyDirectory();
    } finally {
      web.stop(0);
    }
  }
}
