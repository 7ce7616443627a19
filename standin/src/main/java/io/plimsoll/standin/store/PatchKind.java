package io.plimsoll.standin.store;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** The ways to patch an object, by their media types. */
public enum PatchKind {
  JSON("application/json-patch+json"),
  MERGE("application/merge-patch+json"),
  STRATEGIC("application/strategic-merge-patch+json"),
  /** Server-side apply; merges, and keeps no book of who owns which field. */
  APPLY("application/apply-patch+yaml");

  private final String mediaType;

  PatchKind(String mediaType) {
    this.mediaType = mediaType;
  }

  /**
   * The kind that a request names.
   *
   * @param mediaType without parameters
   * @throws ApiException 415 if there is none, or a custom kind of object cannot be patched so
   */
  public static PatchKind of(@Nullable String mediaType, ResourceType type) {
    for (PatchKind kind : values()) {
      if (kind.mediaType.equals(mediaType) && (type.builtIn() || kind != STRATEGIC)) {
        return kind;
      }
    }
    throw ApiException.mediaType(
        String.valueOf(mediaType),
        JSON.mediaType
            + ", "
            + MERGE.mediaType
            + (type.builtIn() ? ", " + STRATEGIC.mediaType : "")
            + " or "
            + APPLY.mediaType);
  }

  /**
   * Reads a patch.
   *
   * @return what it makes of an object
   * @throws ApiException 400 if it is malformed
   */
  public ObjectStore.Change read(byte[] body) {
    return switch (this) {
      case JSON -> {
        var patch = Json.read(body);
        yield present -> {
          JsonPatch.apply(present, patch);
          return present;
        };
      }
      case MERGE -> {
        ObjectNode patch = Json.readObject(body);
        yield present -> {
          MergePatch.apply(present, patch);
          return present;
        };
      }
      case STRATEGIC -> {
        ObjectNode patch = Json.readObject(body);
        yield present -> {
          StrategicMergePatch.apply(present, patch);
          return present;
        };
      }
      case APPLY -> applied(Json.readYaml(body));
    };
  }

  /** What applying {@code object} makes of one that is there. */
  public static ObjectStore.Change applied(ObjectNode object) {
    return present -> {
      StrategicMergePatch.apply(present, object);
      return present;
    };
  }
}
