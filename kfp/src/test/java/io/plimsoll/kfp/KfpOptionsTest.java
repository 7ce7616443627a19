package io.plimsoll.kfp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

class KfpOptionsTest {

  @TempDir private Path folder;

  @CommandLine.Command(name = "test")
  private static final class Program {

    @CommandLine.Mixin private final KfpOptions kfp;

    Program(KfpOptions kfp) {
      this.kfp = kfp;
    }
  }

  private static KfpOptions options(Map<String, String> environment, String... args) {
    Program program = new Program(new KfpOptions(environment::get));
    new CommandLine(program)
        .registerConverter(Duration.class, text -> Duration.parse("PT" + text))
        .parseArgs(args);
    return program.kfp;
  }

  private static KfpServer server(String... args) {
    return options(Map.of(), args).server();
  }

  @Test
  void withoutOptionsItIsTheForwardedPortOfThisMachine() {
    assertThat(server()).isEqualTo(KfpServer.plain(URI.create("http://localhost:8888")));
    assertThat(options(Map.of()).patience()).isEqualTo(Patience.DEFAULT);
    assertThat(options(Map.of()).warning()).isNull();
  }

  @Test
  void theEnvironmentOfUsersCountsWhereNoOptionIsGiven() {
    Map<String, String> environment =
        Map.of("API_HOST", "kfp.example.org", "API_PORT", "80", "NAMESPACE", "team");
    assertThat(options(environment).server().base())
        .isEqualTo(URI.create("http://kfp.example.org:80"));
    assertThat(options(environment).server().namespace()).isEqualTo("team");
    assertThat(options(environment, "--api-host=here", "--api-port=1").server().base())
        .isEqualTo(URI.create("http://here:1"));
    assertThat(options(Map.of("API_HOST", "")).server().base().getHost()).isEqualTo("localhost");
  }

  @Test
  void everyOptionIsTaken() throws IOException {
    Path token = Files.writeString(folder.resolve("token"), "t");
    Path ca = Files.writeString(folder.resolve("ca"), "c");
    assertThat(
            server(
                "--api-host=10.0.0.1",
                "--api-port=443",
                "--api-path=/pipeline/",
                "--namespace=team-1",
                "--multi-user",
                "--user-header=kubeflow-userid: me@example.org",
                "--token-file=" + token,
                "--tls",
                "--ca-file=" + ca))
        .isEqualTo(
            new KfpServer(
                URI.create("https://10.0.0.1:443/pipeline"),
                "team-1",
                true,
                new KfpServer.UserHeader("kubeflow-userid", "me@example.org"),
                token,
                ca,
                false));
    assertThat(options(Map.of(), "--request-timeout=5S", "--retries=0").patience())
        .isEqualTo(
            new Patience(
                Duration.ofSeconds(5),
                0,
                Patience.DEFAULT.firstPause(),
                Patience.DEFAULT.longestPause()));
  }

  @Test
  void addressesOfIpVersionSixAreBracketed() {
    assertThat(server("--api-host=::1").base()).isEqualTo(URI.create("http://[::1]:8888"));
    assertThat(server("--api-host=[::1]").base()).isEqualTo(URI.create("http://[::1]:8888"));
  }

  @Test
  void notCheckingTheServerIsWarnedOf() {
    KfpOptions options = options(Map.of(), "--tls", "--insecure-skip-tls-verify");
    assertThat(options.server().insecure()).isTrue();
    assertThat(options.warning()).startsWith("--insecure-skip-tls-verify: ");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          --api-host=http://x     | --api-host: http://x (expected: a host name or address; HTTPS is --tls)
          --api-host=a b          | --api-host: a b (expected:
          --api-host=::g          | --api-host: ::g (expected:
          --api-host=             | --api-host:  (expected:
          --api-port=0            | --api-port: 0 (expected: 1 to 65535)
          --api-port=65536        | --api-port: 65536 (expected: 1 to 65535)
          --api-port=http         | --api-port: http (expected: 1 to 65535)
          --api-path=pipeline     | --api-path: pipeline (expected: a path such as /pipeline)
          --api-path=/a?b         | --api-path: /a?b (expected:
          --namespace=Team        | --namespace: Team (expected: lower-case letters, digits and -, at most 63)
          --user-header=me        | --user-header: 'me' (expected: NAME: VALUE,
          --user-header=a:        | --user-header: 'a:' (expected: NAME: VALUE,
          --user-header=Host: x   | --user-header: 'Host: x' (expected: NAME: VALUE,
          --user-header=a b: x    | --user-header: 'a b: x' (expected: NAME: VALUE,
          --token-file=/none/t    | --token-file: /none/t (expected: a file that can be read)
          --ca-file=/none/t       | --ca-file: /none/t (expected: --tls with it)
          --insecure-skip-tls-verify | --insecure-skip-tls-verify: no TLS (expected: --tls with it)
          """)
  void aBadOptionIsNamed(String option, String error) {
    assertThatThrownBy(() -> server(option))
        .isInstanceOf(ParameterException.class)
        .hasMessageStartingWith(error);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          --request-timeout=0.009S | --request-timeout: 0.009 s (expected: 10ms to 1h)
          --request-timeout=3601S  | --request-timeout: 3601.0 s (expected: 10ms to 1h)
          --retries=-1             | --retries: -1 (expected: 0 to 20)
          --retries=21             | --retries: 21 (expected: 0 to 20)
          """)
  void impossiblePatienceIsNamed(String option, String error) {
    assertThatThrownBy(() -> options(Map.of(), option).patience())
        .isInstanceOf(ParameterException.class)
        .hasMessageStartingWith(error);
  }

  @Test
  void theEnvironmentIsCheckedLikeTheOption() {
    assertThatThrownBy(() -> options(Map.of("API_PORT", "x")).server())
        .hasMessage("--api-port: x (expected: 1 to 65535)");
    assertThatThrownBy(() -> server("--tls", "--insecure-skip-tls-verify", "--ca-file=/x"))
        .hasMessage("--ca-file: /x (expected: not together with --insecure-skip-tls-verify)");
  }
}
