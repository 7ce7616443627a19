package io.plimsoll.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Our client and backend meet a frontend of the original tool. */
@Tag("long")
class OriginalFrontendIT {

  private static final String CLASSIC_ONLY = "this frontend speaks classic only, use --classic";

  @Test
  void sessionBackendSaysThatItNeedsClassic() {
    try (OriginalFrontend frontend = new OriginalFrontend()) {
      Jar.Ended backend =
          Jar.run("backend", "-faddr", frontend.workers(), "-backoff", "1", "sleep", "0.1");
      assertThat(backend.exitCode()).isEqualTo(3);
      assertThat(backend.stderr()).contains(CLASSIC_ONLY).doesNotContain("\tat ");
    }
  }

  @Test
  void sessionClientThatIsRefusedSaysThatItNeedsClassic() {
    try (OriginalFrontend frontend = new OriginalFrontend()) {
      Jar.Ended client = client(frontend, "-name", "nosuch");
      assertThat(client.exitCode()).isEqualTo(3);
      assertThat(client.stderr())
          .contains("Unknown 'nosuch' queue")
          .contains(CLASSIC_ONLY)
          .doesNotContain("\tat ");
    }
  }

  /** The same after a success: a request of a session is a good request for the original. */
  @Test
  void sessionClientThatIsServedSaysThatItNeedsClassic() {
    try (OriginalFrontend frontend = new OriginalFrontend();
        Jar backend = classicBackend(frontend)) {
      Jar.Ended client = client(frontend, "0.05");
      assertThat(client.exitCode()).isEqualTo(3);
      assertThat(client.stderr()).contains(CLASSIC_ONLY).doesNotContain("\tat ");
      assertThat(backend.isAlive()).isTrue();
    }
  }

  @Test
  void classicClientAndBackendWorkAgainstIt() {
    try (OriginalFrontend frontend = new OriginalFrontend();
        Jar backend = classicBackend(frontend)) {
      Jar.Ended client = client(frontend, "--classic", "-req-now", "2", "--requests", "20", "0.05");
      assertThat(client.exitCode()).as(client.stderr()).isZero();
      assertThat(client.stdout()).contains("20 succeeded, 0 failed");
      backend.signal("TERM");
      assertThat(backend.exitCode(10)).isZero();
    }
  }

  @Test
  void classicBackendWithoutBackOffEndsWhenTheQueueIsEmpty() {
    try (OriginalFrontend frontend = new OriginalFrontend()) {
      Jar.Ended backend = Jar.run("backend", "-faddr", frontend.workers(), "--classic", "sleep");
      assertThat(backend.exitCode()).as(backend.stderr()).isZero();
    }
  }

  private static Jar classicBackend(OriginalFrontend frontend) {
    Jar backend =
        Jar.start(
            "backend",
            "-faddr",
            frontend.workers(),
            "--classic",
            "-backoff",
            "0.02",
            "-backoff-max",
            "0.1",
            "--slots",
            "2",
            "sleep");
    backend.awaitLog("connected to");
    return backend;
  }

  private static Jar.Ended client(OriginalFrontend frontend, String... args) {
    String[] all = new String[args.length + 4];
    System.arraycopy(args, 0, all, 4, args.length);
    all[0] = "-faddr";
    all[1] = frontend.clients();
    all[2] = "-caddr";
    all[3] = "127.0.0.1:0";
    return Jar.run("client", all);
  }
}
