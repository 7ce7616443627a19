package io.plimsoll.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plimsoll.backend.metrics.Exporter;
import io.plimsoll.cli.CommandException;
import io.plimsoll.cli.Commands;
import io.plimsoll.cli.HostPort;
import io.plimsoll.wire.TlsConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class BackendCommandTest {

  private static final BackendConfig DEFAULTS =
      new BackendConfig(
          new HostPort("localhost", 9999),
          "sleep",
          1,
          "",
          Duration.ZERO,
          Path.of("."),
          Duration.ZERO,
          Duration.ofSeconds(5),
          false,
          "",
          "",
          Path.of(System.getProperty("java.io.tmpdir"), "plimsoll"),
          false,
          false,
          null,
          Exporter.XPUM,
          false,
          Duration.ZERO,
          null,
          "sleep",
          List.of());

  private record Mapping(
      List<String> names,
      String text,
      Function<BackendConfig, @Nullable Object> field,
      Object value) {}

  private static final List<Mapping> VALUES =
      List.of(
          new Mapping(
              List.of("-faddr", "--faddr", "--frontend"),
              "[::1]:7",
              BackendConfig::frontend,
              new HostPort("::1", 7)),
          new Mapping(List.of("-name", "--name", "--queue"), "q", BackendConfig::queue, "q"),
          new Mapping(List.of("--slots"), "100000", BackendConfig::slots, 100_000),
          new Mapping(
              List.of("-glob", "--glob", "--device-glob"),
              "/dev/dri/*",
              BackendConfig::deviceGlob,
              "/dev/dri/*"),
          new Mapping(
              List.of("-limit", "--limit"), "1.5", BackendConfig::limit, Duration.ofMillis(1500)),
          new Mapping(
              List.of("-dir", "--dir", "--workdir"), "/", BackendConfig::workdir, Path.of("/")),
          new Mapping(
              List.of("-backoff", "--backoff"),
              "200ms",
              BackendConfig::backoff,
              Duration.ofMillis(200)),
          new Mapping(
              List.of("-backoff-max", "--backoff-max"),
              "2m",
              BackendConfig::backoffMax,
              Duration.ofMinutes(2)),
          new Mapping(List.of("-node-env", "--node-env"), "NODE", BackendConfig::nodeEnv, "NODE"),
          new Mapping(List.of("-pod-env", "--pod-env"), "POD", BackendConfig::podEnv, "POD"),
          new Mapping(List.of("--device-dir"), "/d", BackendConfig::deviceDir, Path.of("/d")),
          new Mapping(
              List.of("-maddr", "--maddr", "--metrics"),
              ":9100",
              BackendConfig::metrics,
              new HostPort("", 9100)),
          new Mapping(List.of("--identity"), "dcgm", BackendConfig::identity, Exporter.DCGM),
          new Mapping(List.of("--retry"), "9", BackendConfig::retry, Duration.ofSeconds(9)));

  private static final Map<Function<BackendConfig, Boolean>, List<String>> FLAGS =
      Map.of(
          BackendConfig::ignoreArgs,
          List.of("-ignore", "--ignore", "--ignore-args"),
          BackendConfig::nullIn,
          List.of("-null-in", "--null-in"),
          BackendConfig::nullOut,
          List.of("-null-out", "--null-out"),
          BackendConfig::classic,
          List.of("--classic"),
          config -> config.tls() != null,
          List.of("--tls"));

  @Test
  void whatIsNotGivenHasItsDefault() {
    assertThat(Backends.config("sleep")).isEqualTo(DEFAULTS);
    assertThat(Backends.parse("sleep").once).isFalse();
  }

  @Test
  void everyOptionIsTakenInEveryForm() {
    for (Mapping mapping : VALUES) {
      for (String name : mapping.names()) {
        assertThat(mapping.field().apply(Backends.config(name, mapping.text(), "sleep")))
            .as(name)
            .isEqualTo(mapping.value())
            .isNotEqualTo(mapping.field().apply(DEFAULTS));
        assertThat(mapping.field().apply(Backends.config(name + "=" + mapping.text(), "sleep")))
            .as(name + "=")
            .isEqualTo(mapping.value());
      }
    }
  }

  @Test
  void everyFlagIsTakenAloneAndWithItsValue() {
    FLAGS.forEach(
        (field, names) -> {
          for (String name : names) {
            assertThat(field.apply(Backends.config(name, "sleep"))).as(name).isTrue();
            assertThat(field.apply(Backends.config(name + "=true", "sleep"))).as(name).isTrue();
            assertThat(field.apply(Backends.config(name + "=false", "sleep"))).as(name).isFalse();
          }
        });
    assertThat(Backends.parse("-once", "sleep").once).isTrue();
    assertThat(Backends.parse("--once", "sleep").once).isTrue();
  }

  @Test
  void eachOptionOfTlsAsksForTls() {
    assertThat(Backends.config("--tls", "sleep").tls())
        .isEqualTo(new TlsConfig(null, null, null, ""));
    assertThat(Backends.config("--tls-ca", "a", "sleep").tls())
        .isEqualTo(new TlsConfig(null, null, Path.of("a"), ""));
    assertThat(Backends.config("--tls-cert", "c", "--tls-key", "k", "sleep").tls())
        .isEqualTo(new TlsConfig(Path.of("c"), Path.of("k"), null, ""));
    assertThat(Backends.config("--tls-server-name", "n", "sleep").tls())
        .isEqualTo(new TlsConfig(null, null, null, "n"));
  }

  @Test
  void whatFollowsTheWorkloadIsItsOwn() {
    BackendConfig config = Backends.config("-ignore", "/bin/sh", "-c", "-limit", "--", "-name=x");
    assertThat(config.workload()).isEqualTo("/bin/sh");
    assertThat(config.args()).containsExactly("-c", "-limit", "--", "-name=x");
    assertThat(Backends.config("--", "/bin/sh", "-c").args()).containsExactly("-c");
  }

  @Test
  void aBadValueIsRefusedWithWhatIsExpected() {
    assertRefused("--slots: 0 (expected: 1 to 100000)", "--slots", "0", "sleep");
    assertRefused("--slots: 100001 (expected: 1 to 100000)", "--slots", "100001", "sleep");
    assertRefused("--queue: 'a b' (expected: 1 to 63 letters", "-name", "a b", "sleep");
    assertRefused("--frontend: :0 (expected: a port from 1", "-faddr", ":0", "sleep");
    assertRefused("--tls-key: missing (expected: the key of", "--tls-cert", "c", "sleep");
    assertRefused("--identity: 'intel' (expected: xpum or dcgm or", "--identity=intel", "sleep");
    assertRefused("--workdir: /dev/null (expected: a directory)", "-dir", "/dev/null", "sleep");
    assertRefused(
        "--backoff-max: 0 (expected: more than 0", "-backoff", "1", "-backoff-max", "0", "sleep");
    assertRefused(
        "WORKLOAD: missing (expected: fakedev, kfp, load, replay, sleep, or the absolute path",
        "-ignore");
  }

  private static void assertRefused(String text, String... args) {
    assertThatThrownBy(() -> Backends.config(args))
        .isInstanceOf(CommandException.class)
        .hasMessageStartingWith(text);
  }

  @Test
  void anUnknownWorkloadOrBadUsageIsExitCode2() {
    for (String[] args :
        new String[][] {
          {"nosuch"},
          {"bin/true"},
          {"sleep", "abc"},
          {"sleep", "1", "--seed", "x"},
          {"sleep", "1", "--seed", "7", "-backoff"},
          {"/bin/cat", "FILENAME"},
          {"-glob", "/nosuch/*", "/bin/cat", "FILENAME"},
          {"-limit", "-1", "sleep"},
          {"--nosuch", "sleep"},
          {}
        }) {
      assertThat(Commands.run(new BackendCommand(), true, args))
          .as(String.join(" ", args))
          .isEqualTo(2);
    }
  }
}
