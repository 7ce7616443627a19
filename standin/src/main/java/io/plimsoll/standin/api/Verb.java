package io.plimsoll.standin.api;

/** What a request does, in Kubernetes' words. */
public enum Verb {
  GET,
  LIST,
  WATCH,
  CREATE,
  UPDATE,
  PATCH,
  DELETE,
  DELETECOLLECTION,
  /** With a method that the API does not have. */
  OTHER
}
