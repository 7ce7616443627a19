package io.plimsoll.kfp;

import static io.plimsoll.kfp.TestServer.failure;
import static io.plimsoll.kfp.TestServer.get;
import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.standin.StandInServer;
import io.plimsoll.standin.kfp.KfpSettings;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class KfpApiTest {

  private static final String PREFIX = "/apis/v2beta1";

  private final StandInServer server = TestServer.start(KfpSettings.DEFAULT.withTimes("0s", "1h"));
  private final KfpApi api = TestServer.api(server);

  @AfterEach
  void stop() {
    api.close();
    server.close();
  }

  @Test
  void aPipelineIsUploadedFoundAndDeletedWithItsVersions() {
    assertThat(get(api.health()).path("multi_user").asBoolean(true)).isFalse();
    Pipeline made = get(api.uploadPipeline("hello \"w\u00f6rld\" &?", TestServer.pipeline()));
    assertThat(made.displayName()).isEqualTo("hello \"w\u00f6rld\" &?");
    assertThat(get(api.pipeline(made.id()))).isEqualTo(made);
    assertThat(get(api.pipelines(PageQuery.newest())).items()).containsExactly(made);
    PipelineVersion second = get(api.uploadVersion(made.id(), "second", TestServer.pipeline()));
    assertThat(second.pipelineId()).isEqualTo(made.id());
    assertThat(get(api.version(made.id(), second.id()))).isEqualTo(second);
    List<PipelineVersion> versions = get(api.versions(made.id(), PageQuery.newest())).items();
    assertThat(versions).hasSize(2).first().isEqualTo(second);
    get(api.deletePipeline(made.id()));
    assertThat(failure(api.pipeline(made.id())).isNotFound()).isTrue();
    assertThat(failure(api.version(made.id(), second.id())).isNotFound()).isTrue();
    assertThat(get(api.pipelines(PageQuery.newest()))).isEqualTo(new Page<>(List.of(), 0, ""));
  }

  @Test
  void anExperimentIsMadeWithRunsAndDeletedWithoutThem() {
    Experiment made = get(api.createExperiment("exp", "why"));
    assertThat(get(api.experiment(made.id()))).isEqualTo(made);
    assertThat(get(api.experiments(PageQuery.newest())).items())
        .extracting(Experiment::displayName)
        .containsExactly("exp", "Default");
    NewRun template = TestServer.newRun(api, "p");
    Run inDefault = get(api.createRun(template));
    Run inMade =
        get(
            api.createRun(
                new NewRun(
                    "mine",
                    template.pipelineId(),
                    template.versionId(),
                    made.id(),
                    Map.of("text", "a", "number", 1, "flag", true),
                    "runner")));
    assertThat(inMade.experimentId()).isEqualTo(made.id());
    assertThat(get(api.runs(made.id(), PageQuery.newest())).items())
        .extracting(Run::id)
        .containsExactly(inMade.id());
    assertThat(get(api.runs(PageQuery.newest())).items())
        .extracting(Run::id)
        .containsExactly(inMade.id(), inDefault.id());
    get(api.deleteExperiment(made.id()));
    assertThat(failure(api.experiment(made.id())).isNotFound()).isTrue();
    assertThat(get(api.run(inMade.id())).displayName()).isEqualTo("mine");
  }

  @Test
  void aRunIsTerminatedAndDeleted() {
    Run run = get(api.createRun(TestServer.newRun(api, "p")));
    assertThat(run.createdAt()).isNotNull();
    assertThat(run.finishedAt()).isNull();
    assertThat(run.state().isFinal()).isFalse();
    get(api.terminate(run.id()));
    RunFollower follower = new RunFollower(api, TestServer.EAGER);
    Run ended = get(follower.follow(run, java.time.Duration.ofMinutes(1)));
    assertThat(ended.state()).isEqualTo(RunState.CANCELED);
    assertThat(ended.finishedAt()).isNotNull();
    assertThat(ended.history())
        .extracting(StateChange::state)
        .containsExactly(RunState.PENDING, RunState.RUNNING, RunState.CANCELING, RunState.CANCELED);
    assertThat(failure(api.terminate(run.id())).status()).isEqualTo(400);
    get(api.deleteRun(run.id()));
    assertThat(failure(api.run(run.id())).isNotFound()).isTrue();
    assertThat(server.requests().count("POST " + PREFIX + "/runs/{run_id}:terminate", 200))
        .isEqualTo(1);
  }

  @Test
  void pagesFollowEachOtherWhileRunsAreAdded() {
    NewRun template = TestServer.newRun(api, "p");
    for (int i = 0; i < 5; i++) {
      get(api.createRun(template));
    }
    PageQuery query = new PageQuery(2, "", "created_at desc");
    Page<Run> first = get(api.runs(query));
    assertThat(first.totalSize()).isEqualTo(5);
    get(api.createRun(template));
    Page<Run> second = get(api.runs(query.after(first.nextPageToken())));
    Page<Run> third = get(api.runs(query.after(second.nextPageToken())));
    assertThat(third.nextPageToken()).isEmpty();
    assertThat(List.of(first, second, third))
        .flatExtracting(Page::items)
        .extracting(Run::id)
        .hasSize(5)
        .doesNotHaveDuplicates();
  }

  @Test
  void errorsSayWhatTheServerSaid() {
    KfpException missing = failure(api.run("no/such run"));
    assertThat(missing.status()).isEqualTo(404);
    assertThat(missing)
        .hasMessage(
            "GET /runs/no%2Fsuch%20run: status 404: ResourceNotFoundError: Run no/such run not"
                + " found.");
    get(api.uploadPipeline("p", TestServer.pipeline()));
    KfpException taken = failure(api.uploadPipeline("p", TestServer.pipeline()));
    assertThat(taken.status()).isEqualTo(409);
    assertThat(taken.getMessage())
        .endsWith(
            "status 409: Already exist error: The name p already exist. Please specify a new"
                + " name.");
    PipelineFile bad = new PipelineFile("p.yaml", new byte[] {'a', ':', ' ', '1'});
    assertThat(failure(api.uploadPipeline("q", bad)).getMessage())
        .contains("status 400: Invalid input error: unknown template format");
  }

  @Test
  void aCachedRunEndsAtOnceAndOneWithoutCachingDoesNot() {
    try (StandInServer quick = TestServer.start(KfpSettings.DEFAULT.withTimes("0s", "300ms"));
        KfpApi client = TestServer.api(quick)) {
      RunFollower follower = new RunFollower(client, TestServer.EAGER);
      for (boolean caches : new boolean[] {true, false}) {
        PipelineFile file = TestServer.pipeline(true);
        Pipeline pipeline =
            get(client.uploadPipeline("caches-" + caches, caches ? file : file.withoutCaching()));
        String version =
            get(client.versions(pipeline.id(), PageQuery.newest())).items().get(0).id();
        NewRun run = new NewRun("r", pipeline.id(), version, "", Map.of(), "");
        get(follower.follow(get(client.createRun(run)), java.time.Duration.ofMinutes(1)));
        Run second = get(client.createRun(run));
        assertThat(second.state() == RunState.SUCCEEDED).isEqualTo(caches);
      }
    }
  }
}
