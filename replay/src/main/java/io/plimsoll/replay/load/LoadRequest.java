package io.plimsoll.replay.load;

import io.plimsoll.replay.profile.PatchType;

/** One kind of request of a load profile. */
public sealed interface LoadRequest {

  /**
   * A resource of the API.
   *
   * @param group empty: the core group
   * @param namespace empty: cluster scope, or all namespaces for a list
   */
  record Resource(String group, String version, String resource, String namespace) {

    /** The path of the collection. */
    String path() {
      return (group.isEmpty() ? "/api/" : "/apis/" + group + "/")
          + version
          + (namespace.isEmpty() ? "" : "/namespaces/" + namespace)
          + "/"
          + resource;
    }
  }

  /**
   * A list, of one page at most.
   *
   * @param stale whether the server's cache, however old, will do
   * @param limit 0: none
   */
  record ListObjects(
      Resource resource, boolean stale, long limit, String selector, String fieldSelector)
      implements LoadRequest {}

  /** A list as a stream of events, which ends with the bookmark after the last object. */
  record WatchList(Resource resource, String selector, String fieldSelector)
      implements LoadRequest {}

  /** One object. */
  record GetObject(Resource resource, boolean stale, String name) implements LoadRequest {}

  /** Writes config maps {@code NAME-N} that exist, N from 0 below the size of the key space. */
  record Put(Resource resource, String name, int keySpaceSize, int payloadSize)
      implements LoadRequest {}

  /** Patches objects {@code NAME-N}, N from 0 below the size of the key space. */
  record Patch(Resource resource, String name, int keySpaceSize, PatchType patchType, String body)
      implements LoadRequest {}

  /**
   * The log of a pod.
   *
   * @param container empty: the only one
   * @param tailLines less than 0: all
   * @param limitBytes less than 0: all
   */
  record PodLog(String namespace, String name, String container, long tailLines, long limitBytes)
      implements LoadRequest {}

  /**
   * Creates objects, and deletes some of those it created, the oldest first.
   *
   * @param deleteRatio deletes for each create
   */
  record PostDel(Resource resource, int payloadSize, double deleteRatio) implements LoadRequest {}
}
