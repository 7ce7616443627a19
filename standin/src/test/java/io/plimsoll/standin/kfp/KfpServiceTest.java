package io.plimsoll.standin.kfp;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KfpServiceTest {

  private final Kfp kfp = new Kfp(KfpSettings.DEFAULT.withTimes("2s", "10s"));

  private String versionOf(String pipelineId) {
    return kfp.get("/pipelines/" + pipelineId + "/versions")
        .at("/pipeline_versions/0/pipeline_version_id");
  }

  @Test
  void anUploadAnswersWithThePipelineAndNotItsVersion() {
    Kfp.Answer made =
        kfp.upload(
            "/pipelines/upload?name=hello&display_name=Hello%20you&description=why&namespace=x",
            Kfp.PIPELINE);
    String id = made.at("/pipeline_id");
    assertThat(id).matches("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");
    assertThat(made.body())
        .isEqualTo(
            "{\"pipeline_id\":\""
                + id
                + "\",\"name\":\"hello\",\"display_name\":\"Hello you\",\"description\":\"why\","
                + "\"created_at\":\"2026-01-01T00:00:00Z\"}");
    assertThat(kfp.get("/pipelines/" + id).body()).isEqualTo(made.body());
    assertThat(kfp.get("/pipelines").body())
        .isEqualTo("{\"pipelines\":[" + made.body() + "],\"total_size\":1}");
    String version = versionOf(id);
    assertThat(kfp.get("/pipelines/" + id + "/versions/" + version).body())
        .isEqualTo(
            "{\"pipeline_id\":\""
                + id
                + "\",\"pipeline_version_id\":\""
                + version
                + "\",\"name\":\"hello\",\"display_name\":\"Hello you\",\"description\":\"why\","
                + "\"created_at\":\"2026-01-01T00:00:00Z\",\"pipeline_spec\":{\"pipelineInfo\":"
                + "{\"name\":\"hello\"},\"root\":{\"dag\":{\"tasks\":{\"a\":{\"cachingOptions\":"
                + "{}}}}}}}");
  }

  @Test
  void aRunGoesThroughItsStatesAsTimePasses() {
    String pipeline = kfp.pipeline("p");
    String version = versionOf(pipeline);
    Kfp.Answer made =
        kfp.post(
            "/runs",
            Kfp.runBody(
                pipeline,
                ",\"description\":\"why\",\"service_account\":\"sa\","
                    + "\"runtime_config\":{\"parameters\":{\"text\":\"a\"},\"pipeline_root\":\"s3\"}"));
    String id = made.at("/run_id");
    String experiment = kfp.get("/experiments").at("/experiments/0/experiment_id");
    String start =
        "{\"experiment_id\":\""
            + experiment
            + "\",\"run_id\":\""
            + id
            + "\",\"display_name\":\"r\",\"storage_state\":\"AVAILABLE\",\"description\":\"why\","
            + "\"pipeline_version_reference\":{\"pipeline_id\":\""
            + pipeline
            + "\",\"pipeline_version_id\":\""
            + version
            + "\"},\"runtime_config\":{\"parameters\":{\"text\":\"a\"},\"pipeline_root\":\"s3\"},"
            + "\"service_account\":\"sa\",\"created_at\":\"2026-01-01T00:00:00Z\","
            + "\"scheduled_at\":\"2026-01-01T00:00:00Z\",";
    String pending = "{\"update_time\":\"2026-01-01T00:00:00Z\",\"state\":\"PENDING\"}";
    String running = ",{\"update_time\":\"2026-01-01T00:00:02Z\",\"state\":\"RUNNING\"}";
    String succeeded = ",{\"update_time\":\"2026-01-01T00:00:12Z\",\"state\":\"SUCCEEDED\"}";
    assertThat(made.body())
        .isEqualTo(
            start
                + "\"finished_at\":\"1970-01-01T00:00:00Z\",\"state\":\"PENDING\","
                + "\"run_details\":{},\"state_history\":["
                + pending
                + "]}");
    kfp.pass(Duration.ofMillis(1999));
    assertThat(kfp.get("/runs/" + id).at("/state")).isEqualTo("PENDING");
    kfp.pass(Duration.ofMillis(1));
    assertThat(kfp.get("/runs/" + id).body())
        .isEqualTo(
            start
                + "\"finished_at\":\"1970-01-01T00:00:00Z\",\"state\":\"RUNNING\","
                + "\"run_details\":{},\"state_history\":["
                + pending
                + running
                + "]}");
    kfp.pass(Duration.ofSeconds(10));
    assertThat(kfp.get("/runs/" + id).body())
        .isEqualTo(
            start
                + "\"finished_at\":\"2026-01-01T00:00:12Z\",\"state\":\"SUCCEEDED\","
                + "\"run_details\":{},\"state_history\":["
                + pending
                + running
                + succeeded
                + "]}");
    assertThat(kfp.get("/experiments").at("/experiments/0/last_run_created_at"))
        .isEqualTo("2026-01-01T00:00:00Z");
  }

  @Test
  void aShareOfRunsFailsWithAnError() {
    Kfp failing = new Kfp(KfpSettings.DEFAULT.withTimes("0s", "1s").withFailShare(1));
    String id = failing.run(failing.pipeline("p"));
    failing.pass(Duration.ofSeconds(1));
    Kfp.Answer run = failing.get("/runs/" + id);
    assertThat(run.at("/state")).isEqualTo("FAILED");
    assertThat(run.at("/error/message")).isEqualTo("the run has failed");
  }

  @Test
  void aRunIsTerminatedOnce() {
    String id = kfp.run(kfp.pipeline("p"));
    kfp.pass(Duration.ofSeconds(5));
    assertThat(kfp.post("/runs/" + id + ":terminate", "{}").body()).isEqualTo("{}");
    assertThat(kfp.get("/runs/" + id).at("/state")).isEqualTo("CANCELING");
    Kfp.Answer again = kfp.post("/runs/" + id + ":terminate", "{}");
    assertThat(again.status()).isEqualTo(400);
    assertThat(again.at("/message"))
        .isEqualTo("Invalid input error: Failed to terminate a run " + id + ". Row not found");
    kfp.pass(RunCourse.CANCELING);
    Kfp.Answer over = kfp.get("/runs/" + id);
    assertThat(over.at("/state")).isEqualTo("CANCELED");
    assertThat(over.json().path("state_history")).hasSize(4);
    assertThat(over.at("/finished_at")).isEqualTo("2026-01-01T00:00:05Z");
  }

  @Test
  void aPipelineWithVersionsGoesOnlyWithThem() {
    String id = kfp.pipeline("p");
    String run = kfp.run(id);
    Kfp.Answer refused = kfp.delete("/pipelines/" + id);
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.at("/message")).contains("as it has existing pipeline versions (e.g. ");
    assertThat(kfp.delete("/pipelines/" + id + "?cascade=true").body()).isEqualTo("{}");
    assertThat(kfp.get("/pipelines/" + id).status()).isEqualTo(404);
    assertThat(kfp.get("/runs/" + run).status()).isEqualTo(200);
    String other = kfp.pipeline("p");
    kfp.delete("/pipelines/" + other + "/versions/" + versionOf(other));
    assertThat(kfp.get("/pipelines/" + other + "/versions").body()).isEqualTo("{}");
    assertThat(kfp.post("/runs", Kfp.runBody(other, "")).status()).isEqualTo(404);
    assertThat(kfp.delete("/pipelines/" + other).status()).isEqualTo(200);
  }

  @Test
  void versionsBelongToTheirPipeline() {
    String first = kfp.pipeline("a");
    String second = kfp.pipeline("b");
    String version = versionOf(first);
    assertThat(kfp.get("/pipelines/" + second + "/versions/" + version).status()).isEqualTo(404);
    Kfp.Answer added =
        kfp.upload("/pipelines/upload_version?name=v2&pipelineid=" + first, Kfp.PIPELINE);
    assertThat(added.at("/pipeline_id")).isEqualTo(first);
    assertThat(added.at("/pipeline_version_id")).isNotEqualTo(version);
    assertThat(
            kfp.upload("/pipelines/upload_version?name=v2&pipelineid=" + first, Kfp.PIPELINE)
                .status())
        .isEqualTo(409);
    assertThat(kfp.upload("/pipelines/upload_version?name=v3", Kfp.PIPELINE).status())
        .isEqualTo(400);
    assertThat(
            kfp.upload("/pipelines/upload_version?name=v3&pipelineid=none", Kfp.PIPELINE).status())
        .isEqualTo(404);
  }

  @Test
  void anExperimentIsMadeOnceAndItsRunsOutliveIt() {
    Kfp.Answer made = kfp.post("/experiments", "{\"display_name\":\"e\",\"description\":\"why\"}");
    String id = made.at("/experiment_id");
    assertThat(made.body())
        .isEqualTo(
            "{\"experiment_id\":\""
                + id
                + "\",\"display_name\":\"e\",\"description\":\"why\","
                + "\"created_at\":\"2026-01-01T00:00:00Z\",\"storage_state\":\"AVAILABLE\","
                + "\"last_run_created_at\":\"1970-01-01T00:00:00Z\"}");
    assertThat(kfp.post("/experiments", "{\"display_name\":\"e\"}").status()).isEqualTo(409);
    String pipeline = kfp.pipeline("p");
    String run =
        kfp.post("/runs", Kfp.runBody(pipeline, ",\"experiment_id\":\"" + id + "\"")).at("/run_id");
    assertThat(kfp.get("/runs?experiment_id=" + id).at("/runs/0/run_id")).isEqualTo(run);
    assertThat(kfp.delete("/experiments/" + id).status()).isEqualTo(200);
    assertThat(kfp.get("/runs/" + run).status()).isEqualTo(200);
    assertThat(kfp.get("/runs?experiment_id=" + id).status()).isEqualTo(404);
  }

  @Test
  void theDefaultExperimentIsMadeAgainWhenItIsNeeded() {
    String first = kfp.get("/experiments").at("/experiments/0/experiment_id");
    kfp.delete("/experiments/" + first);
    assertThat(kfp.get("/experiments").body()).isEqualTo("{}");
    String run = kfp.run(kfp.pipeline("p"));
    assertThat(kfp.get("/experiments").at("/experiments/0/display_name")).isEqualTo("Default");
    assertThat(kfp.get("/runs/" + run).at("/experiment_id")).isNotEqualTo(first);
  }

  @Test
  void aRunThatMayTakeResultsOfAnEarlierOneEndsAtOnce() {
    String cached =
        Kfp.PIPELINE.replace("{cachingOptions: {}}", "{cachingOptions: {enableCache: true}}");
    String id = kfp.upload("/pipelines/upload?name=c", cached).at("/pipeline_id");
    String first = kfp.run(id);
    kfp.pass(Duration.ofSeconds(12));
    assertThat(kfp.get("/runs/" + first).at("/state")).isEqualTo("SUCCEEDED");
    String second = kfp.run(id);
    String other =
        kfp.post("/runs", Kfp.runBody(id, ",\"runtime_config\":{\"parameters\":{\"text\":\"b\"}}"))
            .at("/run_id");
    kfp.pass(Duration.ofSeconds(2));
    assertThat(kfp.get("/runs/" + second).at("/state")).isEqualTo("SUCCEEDED");
    assertThat(kfp.get("/runs/" + other).at("/state")).isEqualTo("RUNNING");
  }

  @Test
  void usersAreKeptApart() {
    Kfp many = new Kfp(KfpSettings.DEFAULT.withMultiUser(true));
    assertThat(many.get("/healthz").body()).isEqualTo("{\"multi_user\":true}");
    assertThat(many.get("/pipelines").status()).isEqualTo(401);
    assertThat(many.get("/pipelines").at("/code")).isEqualTo("16");
    many.as("me");
    assertThat(many.get("/experiments").status()).isEqualTo(400);
    assertThat(many.get("/runs").at("/message"))
        .isEqualTo("Invalid input error: A namespace cannot be empty in multi-user mode");
    assertThat(many.get("/experiments?namespace=a").body()).isEqualTo("{}");
    assertThat(many.post("/experiments", "{\"display_name\":\"e\"}").status()).isEqualTo(400);
    String experiment =
        many.post("/experiments", "{\"display_name\":\"e\",\"namespace\":\"a\"}")
            .at("/experiment_id");
    String pipeline =
        many.upload("/pipelines/upload?name=p&namespace=a", Kfp.PIPELINE).at("/pipeline_id");
    assertThat(many.get("/pipelines/" + pipeline).at("/namespace")).isEqualTo("a");
    assertThat(many.get("/pipelines").body()).isEqualTo("{}");
    assertThat(many.post("/runs", Kfp.runBody(pipeline, "")).at("/message"))
        .isEqualTo("Invalid input error: Experiment id can not be empty in multi-user mode");
    many.post("/runs", Kfp.runBody(pipeline, ",\"experiment_id\":\"" + experiment + "\""));
    assertThat(many.get("/runs?namespace=a").at("/total_size")).isEqualTo("1");
    assertThat(many.get("/runs?namespace=b").body()).isEqualTo("{}");
  }

  @Test
  void errorsHaveTheFormOfTheGatewayAndThoseOfUploadsTheirOwn() {
    assertThat(kfp.get("/runs/x").body())
        .isEqualTo(
            "{\"error\":\"ResourceNotFoundError: Run x not found.\",\"code\":5,"
                + "\"message\":\"ResourceNotFoundError: Run x not found.\",\"details\":[]}");
    kfp.pipeline("p");
    Kfp.Answer taken = kfp.upload("/pipelines/upload?name=p", Kfp.PIPELINE);
    assertThat(taken.status()).isEqualTo(409);
    assertThat(taken.body())
        .isEqualTo(
            "{\"error_message\":\"Already exist error: The name p already exist. Please specify a"
                + " new name.\",\"error_details\":\"Already exist error: The name p already exist."
                + " Please specify a new name.\"}");
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /none, 404",
    "GET, /pipelines/, 404",
    "GET, /runs/x/y, 404",
    "GET, /runs/x:terminate, 405",
    "PUT, /runs/x, 405",
    "POST, /pipelines, 405",
    "POST, /runs/x:archive, 404",
    "POST, /runs/:terminate, 404",
    "GET, /runs/%zz, 400",
    "GET, /experiments/x, 404",
    "DELETE, /experiments/x, 404",
    "DELETE, /runs/x, 404",
    "DELETE, /pipelines/x, 404",
    "GET, /pipelines/x/versions, 404",
    "POST, /runs/x:terminate, 404",
  })
  void whatIsNotThereIsRefused(String method, String path, int status) {
    assertThat(kfp.send(method, path, "", "").status()).isEqualTo(status);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {                                        | couldn't parse the body
          []                                       | the body is not an object
          {}                                       | display_name: of 0 characters (expected: 1 to 128)
          {"display_name":1}                       | display_name: of 0 characters
          {"display_name":"r"}                     | pipeline_version_reference.pipeline_id: '' (expected:
          {"display_name":"r","pipeline_version_reference":{"pipeline_id":"x"}} | Pipeline x not found
          """)
  void aBadRunIsRefusedWithItsReason(String body, String reason) {
    Kfp.Answer answer = kfp.post("/runs", body);
    assertThat(answer.status()).isBetween(400, 404);
    assertThat(answer.at("/message")).contains(reason);
  }

  @Test
  void namesAreBounded() {
    String longest = "n".repeat(128);
    assertThat(kfp.upload("/pipelines/upload?name=" + longest, Kfp.PIPELINE).status())
        .isEqualTo(200);
    assertThat(kfp.upload("/pipelines/upload?name=x" + longest, Kfp.PIPELINE).status())
        .isEqualTo(400);
    assertThat(kfp.upload("/pipelines/upload", Kfp.PIPELINE).at("/name")).isEqualTo("hello.yaml");
  }

  @Test
  void aFileThatIsNoPipelineIsRefused() {
    for (String file : new String[] {"", "a: 1", "- a", "a: [", "PK\u0003\u0004"}) {
      Kfp.Answer answer = kfp.upload("/pipelines/upload?name=x", file);
      assertThat(answer.status()).isEqualTo(400);
      assertThat(answer.at("/error_message")).contains("pipeline spec is invalid");
    }
    for (String type : new String[] {"", "application/json", "multipart/form-data"}) {
      Kfp.Answer answer = kfp.send("POST", "/pipelines/upload?name=x", type, Kfp.PIPELINE);
      assertThat(answer.status()).isEqualTo(400);
      assertThat(answer.at("/error_message")).contains("Failed to read pipeline from file");
    }
    Kfp.Answer cut =
        kfp.send("POST", "/pipelines/upload?name=x", "multipart/form-data; boundary=b", "--b\r\n");
    assertThat(cut.status()).isEqualTo(400);
  }

  @Test
  void whatAPipelineNeedsOfItsPlatformIsKeptWithIt() {
    String both = Kfp.PIPELINE + "---\nplatforms: {kubernetes: {}}\n";
    String id = kfp.upload("/pipelines/upload?name=b", both).at("/pipeline_id");
    Kfp.Answer version = kfp.get("/pipelines/" + id + "/versions");
    assertThat(version.at("/pipeline_versions/0/pipeline_spec/pipeline_spec/pipelineInfo/name"))
        .isEqualTo("hello");
    assertThat(version.json().at("/pipeline_versions/0/pipeline_spec/platform_spec/platforms"))
        .hasSize(1);
  }

  @Test
  void statisticsTellWhatThereIsAndHowManyRanTogether() {
    String pipeline = kfp.pipeline("p");
    for (int i = 0; i < 3; i++) {
      kfp.run(pipeline);
    }
    String terminated = kfp.run(pipeline);
    kfp.post("/runs/" + terminated + ":terminate", "{}");
    kfp.pass(Duration.ofSeconds(1));
    kfp.run(pipeline);
    kfp.pass(Duration.ofSeconds(12));
    kfp.run(pipeline);
    assertThat(kfp.statistics())
        .hasToString(
            "{\"pipelines\":1,\"pipelineVersions\":1,\"experiments\":1,\"runs\":{\"PENDING\":1,"
                + "\"RUNNING\":0,\"SUCCEEDED\":4,\"FAILED\":0,\"CANCELING\":0,\"CANCELED\":1},"
                + "\"mostRuns\":4}");
    assertThat(kfp.countedAs("POST", "/runs/x:terminate"))
        .isEqualTo("/apis/v2beta1/runs/{run_id}:terminate");
    assertThat(kfp.countedAs("GET", "/none")).isEqualTo("/apis/v2beta1/none");
  }
}
