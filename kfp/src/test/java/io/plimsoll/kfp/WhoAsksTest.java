package io.plimsoll.kfp;

import static io.plimsoll.kfp.TestServer.failure;
import static io.plimsoll.kfp.TestServer.get;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plimsoll.standin.StandInConfig;
import io.plimsoll.standin.StandInServer;
import io.plimsoll.standin.kfp.KfpSettings;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WhoAsksTest {

  @TempDir private Path folder;

  private static KfpApi api(
      StandInServer server, @Nullable Path token, @Nullable Path ca, boolean insecure) {
    return new KfpApi(
        new KfpServer(URI.create(server.url()), "team", false, null, token, ca, insecure),
        TestServer.QUICK);
  }

  @Test
  void onlyAServerWhoseAuthorityIsTrustedIsTalkedTo() throws IOException {
    StandInConfig config =
        TestServer.config(TestServer.instant()).withSecurity(new StandInConfig.Security.MadeTls());
    try (StandInServer server = StandInServer.start(config)) {
      Path ca = Files.writeString(folder.resolve("ca.pem"), requireNonNull(server.authority()));
      try (KfpApi trusting = api(server, null, ca, false);
          KfpApi strange = api(server, null, null, false);
          KfpApi careless = api(server, null, null, true)) {
        assertThat(get(trusting.experiments(PageQuery.newest())).items()).hasSize(1);
        assertThat(failure(strange.experiments(PageQuery.newest())).getMessage())
            .containsIgnoringCase("certificat");
        assertThat(get(careless.experiments(PageQuery.newest())).items()).hasSize(1);
      }
    }
  }

  @Test
  void aFileWithoutCertificatesIsNamed() throws IOException {
    Path file = Files.writeString(folder.resolve("ca.pem"), "none");
    KfpServer server =
        new KfpServer(URI.create("https://localhost:1"), "team", false, null, null, file, false);
    assertThatThrownBy(() -> new KfpApi(server, TestServer.QUICK))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(file + ": ")
        .hasMessageEndingWith("(expected: a PEM file of certificates)");
  }

  @Test
  void theTokenIsReadAgainForEachRequest() throws IOException {
    StandInConfig config = TestServer.config(TestServer.instant()).withToken("right");
    Path token = folder.resolve("token");
    try (StandInServer server = StandInServer.start(config);
        KfpApi api = api(server, token, null, false)) {
      assertThat(failure(api.health()).getMessage())
          .contains("token file: " + token)
          .endsWith("(expected: a file that can be read)");
      Files.writeString(token, "wrong\n");
      assertThat(failure(api.health()).status()).isEqualTo(401);
      Files.writeString(token, "right\n");
      get(api.health());
      Files.write(token, new byte[(1 << 16) + 1]);
      assertThat(failure(api.health()).getMessage()).contains("too long (expected: ");
    }
  }

  @Test
  void usersWhoAreKeptApartSeeTheirNamespaceAndNameTheirExperiment() {
    KfpServer.UserHeader me = KfpServer.UserHeader.parse("kubeflow-userid: me@example.org");
    try (StandInServer server =
            TestServer.start(KfpSettings.DEFAULT.withTimes("0s", "0s").withMultiUser(true));
        KfpApi nobody = TestServer.api(server);
        KfpApi mine = user(server, "mine", me);
        KfpApi other = user(server, "other", me)) {
      assertThat(failure(nobody.pipelines(PageQuery.newest())).status()).isEqualTo(401);
      NewRun run = TestServer.newRun(mine, "p");
      assertThat(failure(mine.createRun(run)).getMessage())
          .endsWith("Experiment id can not be empty in multi-user mode");
      Experiment experiment = get(mine.createExperiment("e", ""));
      get(
          mine.createRun(
              new NewRun("r", run.pipelineId(), run.versionId(), experiment.id(), Map.of(), "")));
      assertThat(get(mine.pipelines(PageQuery.newest())).items()).hasSize(1);
      assertThat(get(mine.runs(PageQuery.newest())).items()).hasSize(1);
      assertThat(get(other.pipelines(PageQuery.newest())).items()).isEmpty();
      assertThat(get(other.runs(PageQuery.newest())).items()).isEmpty();
      assertThat(get(other.experiments(PageQuery.newest())).items()).isEmpty();
    }
  }

  private static KfpApi user(StandInServer server, String namespace, KfpServer.UserHeader who) {
    return new KfpApi(
        new KfpServer(URI.create(server.url()), namespace, true, who, null, null, false),
        TestServer.QUICK);
  }
}
