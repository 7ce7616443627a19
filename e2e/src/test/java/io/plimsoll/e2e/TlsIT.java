package io.plimsoll.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.CertificateBuilder.KeyUsage;
import io.netty.pkitesting.X509Bundle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** TLS between the three programs, and what each says when it is refused. */
class TlsIT {

  private static final Duration DAY = Duration.ofDays(1);

  /** Several times what a program needs to start and to be refused on a busy machine. */
  private static final double SECONDS = 60;

  @TempDir private static Path certificates;

  /** Asks for certificates. */
  private static Frontend strict;

  @AfterAll
  static void close() {
    strict.close();
  }

  /** Certificates and keys as files, and for each authority what it has signed. */
  @BeforeAll
  static void makeCertificates() throws Exception {
    X509Bundle ours = authority("ours");
    X509Bundle theirs = authority("theirs");
    issue("frontend", ours, DAY);
    issue("backend", ours, DAY);
    issue("client", ours, DAY);
    issue("expired", ours, Duration.ofHours(-1));
    issue("stranger", theirs, DAY);
    strict = frontend("--loops", "2", "sleep", "replay");
  }

  private static X509Bundle authority(String name) throws Exception {
    X509Bundle made =
        new CertificateBuilder()
            .subject("CN=" + name)
            .setIsCertificateAuthority(true)
            .setKeyUsage(true, KeyUsage.keyCertSign)
            .buildSelfSigned();
    Files.writeString(certificates.resolve(name + ".ca"), made.getRootCertificatePEM());
    return made;
  }

  private static X509Bundle issue(String name, X509Bundle authority, Duration valid)
      throws Exception {
    X509Bundle made =
        new CertificateBuilder()
            .subject("CN=" + name)
            .addSanIpAddress("127.0.0.1")
            .notBefore(Instant.now().minus(DAY))
            .notAfter(Instant.now().plus(valid))
            .buildIssuedBy(authority);
    Files.writeString(certificates.resolve(name + ".crt"), made.getCertificatePathPEM());
    Files.writeString(certificates.resolve(name + ".key"), made.getPrivateKeyPEM());
    return made;
  }

  private static List<String> shows(String name) {
    return List.of(
        "--tls-cert",
        certificates.resolve(name + ".crt").toString(),
        "--tls-key",
        certificates.resolve(name + ".key").toString());
  }

  private static List<String> trusts(String name) {
    return List.of("--tls-ca", certificates.resolve(name + ".ca").toString());
  }

  private static String[] all(List<String> first, List<String> second, String... last) {
    return Stream.of(first, second, List.of(last)).flatMap(List::stream).toArray(String[]::new);
  }

  private static Frontend frontend(String... queues) {
    return Frontend.start(all(shows("frontend"), trusts("ours"), queues));
  }

  @ParameterizedTest
  @CsvSource({"--classic=false", "--classic"})
  void requestIsServedWhenAllShowCertificates(String mode) {
    try (Frontend frontend = frontend("sleep");
        Jar backend =
            frontend.backend(
                all(shows("backend"), trusts("ours"), mode, "-backoff", "0.1", "sleep", "0"));
        Jar client =
            frontend.client(all(shows("client"), trusts("ours"), mode, "--requests", "20"))) {
      Jar.Ended ended = client.ended(SECONDS);
      assertThat(ended.exitCode()).as(ended.stderr()).isZero();
      assertThat(ended.stdout()).contains("20 succeeded, 0 failed");
      frontend.jar().awaitLog("TLS for clients and workers");
      backend.signal("TERM");
      assertThat(backend.exitCode(SECONDS)).isZero();
      frontend.jar().signal("TERM");
      Jar.Ended served = frontend.jar().ended(SECONDS);
      assertThat(served.exitCode()).isZero();
      assertThat(served.stderr()).doesNotContain("\tat ", "WARN", "ERROR");
    }
  }

  @Tag("long")
  @Test
  void replayGoesOverTls() {
    try (StandIn server = StandIn.start();
        Frontend frontend = frontend("replay");
        Jar first = replayer(frontend, server);
        Jar second = replayer(frontend, server);
        Jar client =
            Jar.start(
                "client",
                all(
                    List.of("replay", "testdata/replay/pod-life-cycle.yaml"),
                    trusts("ours"),
                    all(shows("client"), List.of("-faddr", frontend.clients()))))) {
      Jar.Ended ended = client.ended(SECONDS);
      assertThat(ended.stdout()).as(ended.stderr()).contains("11 succeeded, 0 failed");
      assertThat(first.isAlive() && second.isAlive()).isTrue();
    }
  }

  private static Jar replayer(Frontend frontend, StandIn server) {
    List<String> queue = List.of("-name", "replay", "-backoff", "1");
    return frontend.backend(
        all(
            shows("backend"),
            trusts("ours"),
            all(queue, List.of("replay", "--server"), server.url())));
  }

  /** The error is on the side that can mend it, in one line, and ends the program with code 3. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          client  | --classic=false | none     | the frontend asks for a certificate (see --tls-cert and --tls-key)
          client  | --classic       | none     | the frontend asks for a certificate (see --tls-cert and --tls-key)
          client  | replay          | none     | the frontend asks for a certificate (see --tls-cert and --tls-key)
          client  | --classic=false | expired  | the frontend refuses the certificate in --tls-cert: it has expired on 20
          client  | --classic       | stranger | it is signed by 'CN=theirs' (expected: by a CA in the frontend's --tls-ca)
          backend | --classic=false | none     | the frontend asks for a certificate (see --tls-cert and --tls-key)
          backend | --classic       | none     | the frontend asks for a certificate (see --tls-cert and --tls-key)
          backend | --classic       | expired  | the frontend refuses the certificate in --tls-cert: it has expired on 20
          backend | --classic=false | stranger | it is signed by 'CN=theirs' (expected: by a CA in the frontend's --tls-ca)
          """)
  void whoIsRefusedForItsCertificateIsToldWhichItWas(
      String jar, String mode, String shown, String says) {
    String port = jar.equals("client") ? "clients" : "workers";
    double before = refusedHandshakes(port);
    List<String> own = shown.equals("none") ? List.of() : shows(shown);
    assertRefused(
        jar.equals("client")
            ? runClient(strict, mode, own, trusts("ours"))
            : runBackend(strict, mode, own, trusts("ours")),
        says);
    assertThat(refusedHandshakes(port)).isGreaterThan(before);
    assertThat(strict.jar().stderr()).doesNotContain("\tat ", "WARN", "ERROR");
  }

  private static double refusedHandshakes(String port) {
    String sample =
        "hpa_connections_rejected_total{port=\"" + port + "\",reason=\"tls_handshake\",} ";
    String metrics = Http.get(strict.metrics() + "/metrics").body();
    int value = metrics.indexOf(sample) + sample.length();
    return Double.parseDouble(metrics.substring(value, metrics.indexOf('\n', value)));
  }

  private static Jar.Ended runClient(
      Frontend frontend, String mode, List<String> own, List<String> trusted) {
    List<String> args = new ArrayList<>();
    if (mode.equals("replay")) {
      args.addAll(List.of("replay", "testdata/replay/pod-life-cycle.yaml"));
    } else {
      args.addAll(List.of(mode, "-caddr", "127.0.0.1:0", "--requests", "1"));
    }
    args.addAll(List.of("-faddr", frontend.clients()));
    try (Jar jar = Jar.start("client", all(args, own, trusted.toArray(String[]::new)))) {
      return jar.ended(SECONDS);
    }
  }

  private static Jar.Ended runBackend(
      Frontend frontend, String mode, List<String> own, List<String> trusted) {
    List<String> args = new ArrayList<>(List.of(mode, "-faddr", frontend.workers()));
    args.addAll(own);
    try (Jar jar = Jar.start("backend", all(args, trusted, "-backoff", "1", "sleep", "0"))) {
      return jar.ended(SECONDS);
    }
  }

  private static void assertRefused(Jar.Ended ended, String says) {
    assertThat(ended.exitCode()).as(ended.stderr()).isEqualTo(3);
    assertThat(ended.stderr()).contains(says).doesNotContain("\tat ");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          expired  | ours   | the frontend's certificate has expired on 20
          stranger | ours   | the frontend's certificate is signed by 'CN=theirs', which is not trusted (see --tls-ca)
          """)
  void frontendThatIsNotToBeTrustedIsRefused(String shown, String trusted, String says) {
    try (Frontend frontend = Frontend.start(all(shows(shown), List.of(), "sleep"))) {
      assertRefused(runClient(frontend, "--classic", List.of(), trusts(trusted)), says);
      assertRefused(runBackend(frontend, "--classic=false", List.of(), trusts(trusted)), says);
    }
  }

  @Test
  void frontendOfAnotherNameIsRefusedAndTrustedUnderTheNameThatItHas() {
    try (Frontend frontend = Frontend.start(all(shows("frontend"), List.of(), "sleep"))) {
      List<String> wrong = List.of("--tls-server-name", "elsewhere");
      assertRefused(
          runBackend(frontend, "--classic=false", wrong, trusts("ours")),
          "the frontend's certificate is not for 'elsewhere' but for 127.0.0.1"
              + " (see --tls-server-name)");
    }
  }

  @Tag("long")
  @Test
  void whoSpeaksPlainTextToATlsPortIsToldSo() {
    String says = "this port takes TLS only (expected: TLS, see --tls)";
    for (String mode : List.of("--classic=false", "--classic", "replay")) {
      assertRefused(runClient(strict, mode, List.of(), List.of()), says);
    }
    for (String mode : List.of("--classic=false", "--classic")) {
      assertRefused(runBackend(strict, mode, List.of(), List.of()), says);
    }
  }

  @Test
  void whoSpeaksTlsToAPlainPortIsToldSo() {
    try (Frontend frontend = Frontend.start("sleep")) {
      String says = "TLS: the frontend does not speak TLS on this port";
      assertRefused(runClient(frontend, "--classic=false", List.of(), trusts("ours")), says);
      assertRefused(runBackend(frontend, "--classic", List.of(), trusts("ours")), says);
    }
  }

  @Tag("long")
  @Test
  void whoTriesAgainSaysWhyMeanwhile() {
    try (Frontend frontend = frontend("sleep");
        Jar backend =
            Jar.start(
                "backend",
                all(
                    trusts("ours"),
                    List.of("--retry", "3", "-faddr", frontend.workers()),
                    "sleep"))) {
      backend.awaitLog("WARN .*the frontend asks for a certificate .*, retrying");
      assertThat(backend.exitCode(SECONDS)).isEqualTo(3);
    }
  }

  @Tag("long")
  @Test
  void replacedCertificatesAreTakenUpAndNoConnectionIsDropped(@TempDir Path mounted)
      throws Exception {
    Path first = Files.createDirectory(mounted.resolve("..first"));
    Files.copy(certificates.resolve("frontend.crt"), first.resolve("tls.crt"));
    Files.copy(certificates.resolve("frontend.key"), first.resolve("tls.key"));
    Path second = Files.createDirectory(mounted.resolve("..second"));
    Files.copy(certificates.resolve("stranger.crt"), second.resolve("tls.crt"));
    Files.copy(certificates.resolve("stranger.key"), second.resolve("tls.key"));
    turn(mounted, first);
    Path certificate =
        Files.createSymbolicLink(mounted.resolve("tls.crt"), Path.of("..data", "tls.crt"));
    Path key = Files.createSymbolicLink(mounted.resolve("tls.key"), Path.of("..data", "tls.key"));
    try (Frontend frontend =
            Frontend.start("--tls-cert", certificate + "", "--tls-key", key + "", "sleep");
        Jar backend =
            frontend.backend(all(trusts("ours"), List.of(), "-backoff", "1", "sleep", "0"))) {
      turn(mounted, second);
      frontend.jar().awaitLog("TLS: the files have changed, new connections use them");
      // Trusts the new certificate only, and is served over the connection that has the old one.
      try (Jar client = frontend.client(all(trusts("theirs"), List.of(), "--requests", "5"))) {
        Jar.Ended ended = client.ended(SECONDS);
        assertThat(ended.stdout()).as(ended.stderr()).contains("5 succeeded, 0 failed");
      }
      assertThat(backend.isAlive()).isTrue();
      assertThat(backend.stderr().split("connected to", -1)).hasSize(2);
    }
  }

  /** As Kubernetes does it with a secret that is mounted. */
  private static void turn(Path mounted, Path folder) throws IOException {
    Path next = Files.createSymbolicLink(mounted.resolve("..data_tmp"), folder.getFileName());
    Files.move(
        next,
        mounted.resolve("..data"),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
  }

  @Tag("long")
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          frontend | --tls-cert /nosuch.crt --tls-key /nosuch.key sleep | --tls-cert: /nosuch.crt: no such file
          frontend | --tls-cert client.crt sleep                        | --tls-key: missing (expected: the key of
          frontend | --tls-ca ours.ca sleep                             | --tls-cert: missing (expected: a certificate
          frontend | --tls-cert client.crt --tls-key backend.key sleep  | backend.key: not the key of the first cert
          frontend | --tls-cert client.key --tls-key client.key sleep   | client.key: no certificate in it
          backend  | --tls-ca /nosuch.ca sleep 1                        | --tls-ca: /nosuch.ca: no such file
          backend  | --tls-key client.key sleep 1                       | --tls-cert: missing (expected: the cert
          client   | --tls-ca client.key                                | client.key: no certificate in it
          client   | --tls-cert client.crt --tls-key client.crt         | client.crt: no private key in it
          client   | replay --tls-ca /nosuch.ca --runners 1 x.yaml      | --tls-ca: /nosuch.ca: no such file
          """)
  void filesThatAreNoGoodAreExitCode2AndOneLine(String jar, String args, String says) {
    String[] given =
        Stream.of(args.split(" ", -1))
            .map(
                arg ->
                    arg.matches("\\w+\\.(crt|key|ca)") ? certificates.resolve(arg).toString() : arg)
            .toArray(String[]::new);
    Jar.Ended ended = Jar.run(jar, given);
    assertThat(ended.exitCode()).as(ended.stderr()).isEqualTo(2);
    assertThat(ended.stderr()).hasLineCount(1).contains(says);
  }
}
