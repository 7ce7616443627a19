package io.plimsoll.replay.execute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TargetTest {

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "http://localhost:8080, http://localhost:8080, localhost, 8080, false",
    "https://api.example/, https://api.example, api.example, 443, true",
    "http://api.example/k8s/clusters/c, http://api.example/k8s/clusters/c, api.example, 80, false",
    "'https://[::1]:6443', 'https://[::1]:6443', ::1, 6443, true"
  })
  void serverIsTakenAsItIs(String server, String url, String host, int port, boolean tls)
      throws Exception {
    Target target = Target.of(TargetOptions.ofServer(server));

    assertThat(target.url()).isEqualTo(url);
    assertThat(target.host()).isEqualTo(host);
    assertThat(target.port()).isEqualTo(port);
    assertThat(target.isTls()).isEqualTo(tls);
    assertThat(target.warnings()).isEmpty();
    assertThat(target.config().getRequestRetryBackoffLimit()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"ftp://host", "http://", "not a url", "http://h/?q=1"})
  void serverThatIsNoUrlIsRefused(String server) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Target.of(TargetOptions.ofServer(server)))
        .withMessageStartingWith("--server: ");
  }

  @Test
  void uncheckedCertificateIsWarnedOf() throws Exception {
    Target target = Target.of(new TargetOptions("https://h", null, null, null, true, null, null));

    assertThat(target.warnings()).singleElement().asString().contains("is not checked");
    assertThat(target.config().isTrustCerts()).isTrue();
  }

  @Test
  void tokenWithoutEncryptionIsWarnedOf() throws Exception {
    Target target = Target.of(new TargetOptions("http://h", "t", null, null, false, null, null));

    assertThat(target.warnings())
        .containsExactly("the token is sent without encryption to http://h");
  }

  @Test
  void tokenFileIsReadAgain() throws Exception {
    Path file = Files.writeString(folder.resolve("token"), "one\n");
    Target target = Target.of(new TargetOptions("https://h", null, file, null, false, null, null));

    assertThat(target.config().getOauthTokenProvider().getToken()).isEqualTo("one");
    Files.writeString(file, "two\n");
    assertThat(target.config().getOauthTokenProvider().getToken()).isEqualTo("two");
  }

  @Test
  void filesThatAreNotThereAreNamed() {
    Path none = folder.resolve("none");

    assertThatIOException()
        .isThrownBy(
            () -> Target.of(new TargetOptions("https://h", null, none, null, false, null, null)))
        .withMessageStartingWith("--token-file: " + none);
    assertThatIOException()
        .isThrownBy(
            () -> Target.of(new TargetOptions("https://h", null, null, none, false, null, null)))
        .withMessageStartingWith("--ca-file: " + none);
    assertThatIOException()
        .isThrownBy(() -> Target.of(new TargetOptions(null, null, null, null, false, none, null)))
        .withMessageStartingWith("--kubeconfig: " + none);
  }

  @Test
  void contextIsOneOfTheKubeconfig() throws Exception {
    Path file =
        Files.writeString(
            folder.resolve("config"),
            """
            apiVersion: v1
            kind: Config
            clusters:
            - {name: a, cluster: {server: "http://a:1"}}
            - {name: b, cluster: {server: "http://b:2"}}
            users:
            - {name: u, user: {}}
            contexts:
            - {name: first, context: {cluster: a, user: u}}
            - {name: second, context: {cluster: b, user: u}}
            current-context: first
            """);

    assertThat(Target.of(kubeconfig(file, null)).url()).isEqualTo("http://a:1");
    assertThat(Target.of(kubeconfig(file, "second")).url()).isEqualTo("http://b:2");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Target.of(kubeconfig(file, "third")))
        .withMessage("--context: third (expected: one of first, second)");
  }

  @Test
  void optionsThatDoNotGoTogetherAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new TargetOptions("http://h", null, null, null, false, null, "c"))
        .withMessage("--context: set (expected: not with --server)");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new TargetOptions(null, null, null, folder, false, null, null))
        .withMessage("--ca-file: set (expected: only with --server)");
  }

  private static TargetOptions kubeconfig(Path file, @Nullable String context) {
    return new TargetOptions(null, null, null, null, false, file, context);
  }
}
