package io.plimsoll.standin.kfp;

import java.time.Instant;
import tools.jackson.databind.node.ObjectNode;

/** What a server keeps, with the fields that its published description gives it. */
sealed interface Stored permits StoredPipeline, StoredVersion, StoredExperiment, StoredRun {

  String id();

  /** Counts up with each object of the server. */
  long number();

  String displayName();

  Instant createdAt();

  /** Whose it is; empty = the server knows one user, or all may use it. */
  String namespace();

  /** As it goes over the wire; what is empty is left out, as the real server does. */
  ObjectNode toJson(Instant now);
}
