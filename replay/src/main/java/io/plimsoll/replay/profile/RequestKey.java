package io.plimsoll.replay.profile;

import io.plimsoll.replay.partition.Fnv1a;
import io.plimsoll.replay.partition.ObjectKey;

/**
 * What a request is about.
 *
 * @param key its object key, which decides the runner
 * @param bound whether it is about one known object, and so keeps its order with the others on it;
 *     a create whose name the server makes up is not
 */
public record RequestKey(String key, boolean bound) {

  /** Finds it out; the body is read only for a create without a name. */
  public static RequestKey of(ReplayRequest request) {
    String name = request.name();
    if (name.isEmpty()) {
      switch (request.verb()) {
        case LIST, WATCH -> {
          if (!request.labelSelector().isEmpty()) {
            return new RequestKey(
                ObjectKey.ofSelector(
                    request.namespace(), request.resourceKind(), request.labelSelector()),
                false);
          }
        }
        case CREATE -> name = BodyName.of(request.body());
        case GET, UPDATE, APPLY, PATCH, DELETE, DELETECOLLECTION -> {}
      }
    }
    return new RequestKey(
        ObjectKey.of(request.namespace(), request.resourceKind(), name),
        request.verb().bindsToObject() && !name.isEmpty());
  }

  /** The hash of the key. */
  public long hash() {
    return Fnv1a.hash64(key);
  }
}
