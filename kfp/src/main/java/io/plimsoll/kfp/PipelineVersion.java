package io.plimsoll.kfp;

/** A version of a pipeline, {@code v2beta1PipelineVersion}. */
public record PipelineVersion(String pipelineId, String id, String displayName) {}
