package io.plimsoll.kfp;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.standin.StandInConfig;
import io.plimsoll.standin.StandInServer;
import io.plimsoll.standin.kfp.KfpSettings;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A stand-in server and what tests do with it. */
final class TestServer {

  /** Only a failing test waits so long. */
  private static final long PATIENCE_SECONDS = 60;

  /** Repetitions without long pauses, whatever the server asks for. */
  static final Patience QUICK =
      new Patience(Duration.ofSeconds(30), 3, Duration.ofMillis(1), Duration.ofMillis(5));

  /** Looks often. */
  static final Polling EAGER =
      new Polling(
          Duration.ofMillis(20),
          Duration.ofMillis(200),
          Duration.ofMillis(20),
          Duration.ofMillis(500));

  private TestServer() {}

  static StandInServer start(KfpSettings settings) {
    return StandInServer.start(config(settings));
  }

  static StandInConfig config(KfpSettings settings) {
    return StandInConfig.onFreePort().withApi(new StandInConfig.Api.Kfp(settings));
  }

  /** Whose runs take no time. */
  static KfpSettings instant() {
    return KfpSettings.DEFAULT.withTimes("0s", "0s");
  }

  static KfpServer plain(StandInServer server) {
    return KfpServer.plain(URI.create(server.url()));
  }

  static KfpApi api(StandInServer server) {
    return new KfpApi(plain(server), QUICK);
  }

  static PipelineFile pipeline() {
    return pipeline(false);
  }

  static PipelineFile pipeline(boolean caches) {
    String text =
        """
        pipelineInfo: {name: hello}
        root:
          dag:
            tasks:
              hello:
                cachingOptions: {enableCache: %s}
        """
            .formatted(caches);
    return new PipelineFile("hello.yaml", text.getBytes(StandardCharsets.UTF_8));
  }

  /** What a run is to be of: a pipeline that is uploaded for it. */
  static NewRun newRun(KfpApi api, String pipelineName) {
    Pipeline pipeline = get(api.uploadPipeline(pipelineName, pipeline()));
    PipelineVersion version = get(api.versions(pipeline.id(), PageQuery.newest())).items().get(0);
    return new NewRun("run", pipeline.id(), version.id(), "", Map.of(), "");
  }

  static <T> T get(CompletableFuture<T> future) {
    try {
      return future.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException | InterruptedException e) {
      throw new AssertionError(e.getMessage(), e);
    }
  }

  static KfpException failure(CompletableFuture<?> future) {
    try {
      Object got = future.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
      throw new AssertionError("no failure: " + got);
    } catch (ExecutionException e) {
      assertThat(e.getCause()).isInstanceOf(KfpException.class);
      return KfpException.of(e);
    } catch (TimeoutException | InterruptedException e) {
      throw new AssertionError(e.getMessage(), e);
    }
  }
}
