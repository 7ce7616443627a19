package io.plimsoll.kfp;

/** A pipeline, {@code v2beta1Pipeline}; its versions are what runs. */
public record Pipeline(String id, String displayName) {}
