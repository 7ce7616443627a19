package io.plimsoll.kfp;

/** What runs are grouped by, {@code v2beta1Experiment}. */
public record Experiment(String id, String displayName) {}
