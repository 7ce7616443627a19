package io.plimsoll.kfp;

import java.util.Map;

/**
 * What to create a run of.
 *
 * @param experimentId empty = the server's default experiment
 * @param parameters of the pipeline, as JSON values: text, numbers, booleans
 * @param serviceAccount that it runs as; empty = the server's default
 */
public record NewRun(
    String displayName,
    String pipelineId,
    String versionId,
    String experimentId,
    Map<String, Object> parameters,
    String serviceAccount) {

  public NewRun {
    parameters = Map.copyOf(parameters);
  }
}
