package io.plimsoll.wire;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.netty.pkitesting.X509Bundle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.cert.X509Certificate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** Files that change while a program runs. The test looks at them by hand. */
class TlsFilesTest {

  private final X509Bundle first = Pki.server();
  private final X509Bundle second = Pki.server();
  private final Logger logger = (Logger) LoggerFactory.getLogger("io.plimsoll.wire");
  private final ListAppender<ILoggingEvent> log = new ListAppender<>();

  @TempDir private Path folder;

  @BeforeEach
  void listen() {
    log.start();
    logger.addAppender(log);
  }

  @AfterEach
  void listenNoMore() {
    logger.detachAppender(log);
  }

  private static X509Certificate shown(TlsFiles files) {
    return files.current().material().chain().get(0);
  }

  private String logged() {
    String text = "";
    for (ILoggingEvent event : log.list) {
      text += event.getFormattedMessage() + "\n";
    }
    return text;
  }

  private TlsFiles files(TlsConfig config) {
    return new TlsFiles(config, TlsContexts::server);
  }

  @Test
  void newFilesAreTakenUpOnceTheyHaveBeenTheSameForTwoLooks() {
    try (TlsFiles files = files(Pki.write(folder, first))) {
      var before = files.current();
      files.look();
      assertThat(files.current()).isSameAs(before);
      Pki.write(folder, second);
      files.look();
      assertThat(files.current()).isSameAs(before);
      files.look();
      assertThat(shown(files)).isEqualTo(second.getCertificate());
      assertThat(logged()).isEqualTo("TLS: the files have changed, new connections use them\n");
    }
  }

  @Test
  void certificateThatComesALittleBeforeItsKeyIsNoError() {
    try (TlsFiles files = files(Pki.write(folder, first))) {
      Pki.write(folder.resolve("tls.crt"), second.getCertificatePathPEM());
      files.look();
      Pki.write(folder.resolve("tls.key"), second.getPrivateKeyPEM() + "\n");
      files.look();
      files.look();
      assertThat(shown(files)).isEqualTo(second.getCertificate());
      assertThat(logged()).doesNotContain("no good");
    }
  }

  @Test
  void brokenReplacementIsToldOnceAndTheOldFilesStayInUse() throws IOException {
    try (TlsFiles files = files(Pki.write(folder, first))) {
      Pki.write(folder.resolve("tls.crt"), "oops");
      for (int i = 0; i < 5; i++) {
        files.look();
      }
      assertThat(shown(files)).isEqualTo(first.getCertificate());
      assertThat(logged().lines())
          .singleElement()
          .asString()
          .contains("the old ones stay in use: --tls-cert: ", "no certificate in it");

      Files.delete(folder.resolve("tls.crt"));
      files.look();
      files.look();
      assertThat(shown(files)).isEqualTo(first.getCertificate());
      assertThat(logged()).contains("no such file");

      Pki.write(folder, second);
      files.look();
      files.look();
      assertThat(shown(files)).isEqualTo(second.getCertificate());
    }
  }

  @Test
  void secretThatKubernetesReplacesByTurningALinkIsTakenUp() throws IOException {
    Path old = Files.createDirectory(folder.resolve("..2026_01"));
    Path next = Files.createDirectory(folder.resolve("..2026_02"));
    Pki.write(old, first);
    Pki.write(next, second);
    Files.createSymbolicLink(folder.resolve("..data"), old.getFileName());
    Path certificate =
        Files.createSymbolicLink(folder.resolve("tls.crt"), Path.of("..data/tls.crt"));
    Path key = Files.createSymbolicLink(folder.resolve("tls.key"), Path.of("..data/tls.key"));
    try (TlsFiles files = files(new TlsConfig(certificate, key, null, ""))) {
      assertThat(shown(files)).isEqualTo(first.getCertificate());
      Files.createSymbolicLink(folder.resolve("..data_tmp"), next.getFileName());
      Files.move(
          folder.resolve("..data_tmp"),
          folder.resolve("..data"),
          StandardCopyOption.ATOMIC_MOVE,
          StandardCopyOption.REPLACE_EXISTING);
      files.look();
      files.look();
      assertThat(shown(files)).isEqualTo(second.getCertificate());
    }
  }

  @Test
  void certificateThatHasExpiredIsToldWhenItIsRead() {
    X509Bundle expired = Pki.issued(Pki.CA, java.time.Duration.ofHours(-1), "localhost");
    try (TlsFiles files = files(Pki.write(folder, expired))) {
      assertThat(shown(files)).isEqualTo(expired.getCertificate());
      assertThat(logged()).contains("--tls-cert: the certificate in ", " has expired on 20");
    }
  }
}
