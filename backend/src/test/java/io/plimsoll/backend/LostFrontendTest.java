package io.plimsoll.backend;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.backend.FakeFrontend.Worker;
import io.plimsoll.cli.ExitCode;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class LostFrontendTest {

  @Test
  void noFrontendIsExitCode3NamingItsAddress() throws Exception {
    int port;
    try (FakeFrontend frontend = new FakeFrontend()) {
      port = frontend.port();
    }
    for (String classic : new String[] {"--classic=false", "--classic"}) {
      String[] args = {"-faddr=127.0.0.1:" + port, classic, "sleep"};
      try (Backend backend = new Backend(Backends.config(args), Backends.SELF)) {
        Ending ending = Backends.ending(backend);
        assertThat(ending.code()).isEqualTo(ExitCode.UNREACHABLE);
        assertThat(ending.error())
            .startsWith(
                "no connection to the frontend at 127.0.0.1:" + port + ": Connection refused")
            .endsWith("(see --retry)");
      }
    }
  }

  @Test
  void aHostThatIsUnknownIsExitCode3() throws Exception {
    BackendConfig config = Backends.config("-faddr", "nosuch.invalid:1", "sleep");
    try (Backend backend = new Backend(config, Backends.SELF)) {
      Ending ending = Backends.ending(backend);
      assertThat(ending.code()).isEqualTo(ExitCode.UNREACHABLE);
      assertThat(ending.error()).contains("unknown host nosuch.invalid");
    }
  }

  @Test
  void aFrontendThatGoesEndsTheBackendAndStopsItsRuns() throws Exception {
    try (FakeFrontend frontend = new FakeFrontend();
        Backend backend = Backends.start(frontend, "sleep", "3600");
        Worker worker = frontend.accept()) {
      worker.line();
      worker.send("{\"Id\":0}");
      worker.hangUp();
      Ending ending = Backends.ending(backend);
      assertThat(ending.code()).isEqualTo(ExitCode.UNREACHABLE);
      assertThat(ending.error()).contains("127.0.0.1:" + frontend.port());
    }
  }

  @Test
  void aBackendThatRetriesComesBackToARestartedFrontendAndDropsTheOldReply() throws Exception {
    for (boolean classic : new boolean[] {false, true}) {
      FakeFrontend frontend = new FakeFrontend();
      String[] args = {"--classic=" + classic, "--retry", "20s", "sleep", "3600"};
      try (Backend backend = Backends.start(frontend, args)) {
        int port = frontend.port();
        Worker first = frontend.accept();
        assertThat(first.object()).contains("\"Queue\":\"sleep\"");
        first.send(classic ? "{\"Limit\":0}" : "{\"Id\":0}");
        first.close();
        frontend.close();
        try (ServerSocket restarted = FakeFrontend.listenOn(port);
            Worker second = FakeFrontend.accept(restarted)) {
          assertThat(second.object().strip())
              .isEqualTo(
                  classic
                      ? "{\"Queue\":\"sleep\"}"
                      : "{\"Id\":1,\"KeepAlive\":true,\"Queue\":\"sleep\","
                          + "\"Pod\":\"pod-1\",\"Node\":\"node-a\"}");
          second.send(classic ? "{\"Empty\":true}" : "{\"Id\":1,\"Empty\":true}");
          assertThat(new String(second.in().readAllBytes(), StandardCharsets.UTF_8)).isBlank();
          second.hangUp();
          assertThat(Backends.ending(backend)).isEqualTo(Ending.DONE);
        }
      }
    }
  }
}
