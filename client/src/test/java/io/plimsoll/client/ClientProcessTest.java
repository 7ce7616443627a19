package io.plimsoll.client;

import static io.plimsoll.client.testing.FakeFrontend.success;
import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.client.testing.Await;
import io.plimsoll.client.testing.FakeFrontend;
import io.plimsoll.client.testing.FakeFrontend.Peer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The client as a process of its own: signals, output and exit codes. */
class ClientProcessTest {

  private final FakeFrontend frontend = new FakeFrontend();
  private final List<Process> processes = new ArrayList<>();

  @AfterEach
  void close() {
    frontend.close();
    processes.forEach(Process::destroyForcibly);
  }

  private Process client(String... args) throws IOException {
    List<String> command = new ArrayList<>();
    // A script's background job ignores SIGINT, and so would what it starts.
    command.addAll(List.of("env", "--default-signal=TERM,INT,HUP"));
    command.add(System.getProperty("java.home") + "/bin/java");
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(ClientMain.class.getName());
    command.addAll(List.of("-faddr", frontend.address().toString(), "-caddr", "127.0.0.1:0"));
    command.addAll(List.of(args));
    Process process = new ProcessBuilder(command).start();
    processes.add(process);
    return process;
  }

  private static int exitCode(Process process) throws InterruptedException {
    assertThat(process.waitFor(Await.SECONDS, TimeUnit.SECONDS)).isTrue();
    return process.exitValue();
  }

  private static String text(InputStream stream) throws IOException {
    return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @ValueSource(strings = {"INT", "TERM", "HUP"})
  void signalEndsWithTheStatisticsWhileTheFrontendIsSilent(String signal) throws Exception {
    Process client = client("-req-now", "2", "--connections", "1");
    Peer peer = frontend.accept();
    List<String> requests = peer.objects(2);
    peer.write(success(requests.get(0)));
    peer.object();
    Process kill = new ProcessBuilder("sh", "-c", "kill -" + signal + " " + client.pid()).start();
    assertThat(kill.waitFor()).isZero();
    assertThat(exitCode(client)).isZero();
    assertThat(text(client.getInputStream())).contains("1 succeeded, 0 failed, 2 outstanding");
    assertThat(text(client.getErrorStream()))
        .containsPattern("control page: http://127.0.0.1:\\d+/");
  }

  @Test
  void requestsEndsByItself() throws Exception {
    frontend.answering(FakeFrontend::success);
    Process client = client("--requests", "25", "0.2");
    assertThat(exitCode(client)).isZero();
    assertThat(text(client.getInputStream())).contains("25 succeeded, 0 failed, 0 outstanding");
  }

  @Test
  void lostFrontendEndsWithOneLineAndKeepsTheResults() throws Exception {
    Process client = client();
    Peer peer = frontend.accept();
    peer.write(success(peer.object()));
    peer.object();
    peer.close();
    assertThat(exitCode(client)).isEqualTo(3);
    assertThat(text(client.getInputStream())).contains("1 succeeded, 1 failed");
    assertThat(
            text(client.getErrorStream())
                .lines()
                .filter(line -> line.startsWith("plimsoll-client: ")))
        .singleElement()
        .asString()
        .startsWith("plimsoll-client: lost the frontend " + frontend.address() + ": ");
  }

  @Test
  void unreachableFrontendPrintsNoStatistics() throws Exception {
    frontend.close();
    Process client = client();
    assertThat(exitCode(client)).isEqualTo(3);
    assertThat(text(client.getInputStream())).isEmpty();
  }
}
