package io.plimsoll.standin.kfp;

import io.plimsoll.standin.store.ApiException;
import io.plimsoll.standin.store.Json;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What an uploaded file describes.
 *
 * @param spec as a version shows it
 * @param caches whether all of its tasks may take results from earlier ones
 */
record PipelineSpec(ObjectNode spec, boolean caches) {

  /**
   * Reads a file: a pipeline, and perhaps what it needs of its platform.
   *
   * @throws ApiException 400 if it is none
   */
  static PipelineSpec read(byte[] file) {
    List<ObjectNode> documents = documents(file);
    ObjectNode pipeline =
        documents.stream()
            .filter(one -> !one.at("/pipelineInfo/name").asString("").isEmpty())
            .filter(one -> one.path("root").isObject())
            .findFirst()
            .orElseThrow(PipelineSpec::invalid);
    boolean caches = tasks(pipeline).allMatch(PipelineSpec::caches) && tasks(pipeline).count() > 0;
    return documents.stream()
        .filter(one -> one.has("platforms"))
        .findFirst()
        .map(
            platform -> {
              ObjectNode both = Json.object();
              both.set("pipeline_spec", pipeline);
              both.set("platform_spec", platform);
              return new PipelineSpec(both, caches);
            })
        .orElseGet(() -> new PipelineSpec(pipeline, caches));
  }

  private static List<ObjectNode> documents(byte[] file) {
    try {
      return Json.readYamls(file);
    } catch (ApiException e) {
      throw invalid();
    }
  }

  private static ApiException invalid() {
    return KfpErrors.invalid(
        "unknown template format: pipeline spec is invalid (expected: YAML with pipelineInfo.name"
            + " and root; the stand-in reads no archives)");
  }

  private static Stream<JsonNode> tasks(ObjectNode pipeline) {
    Stream<JsonNode> root = pipeline.at("/root/dag/tasks").valueStream();
    return Stream.concat(
        root,
        pipeline
            .path("components")
            .valueStream()
            .flatMap(component -> component.at("/dag/tasks").valueStream()));
  }

  private static boolean caches(JsonNode task) {
    return task.at("/cachingOptions/enableCache").asBoolean(false);
  }
}
