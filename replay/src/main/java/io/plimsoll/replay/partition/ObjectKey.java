package io.plimsoll.replay.partition;

/** What a request is about, as one text: requests with the same key belong to the same runner. */
public final class ObjectKey {

  private ObjectKey() {}

  /**
   * The key of one object, or of a whole collection.
   *
   * @param namespace empty: cluster scope
   * @param name empty: the collection
   */
  public static String of(String namespace, String kind, String name) {
    return namespace + '/' + kind + '/' + name;
  }

  /**
   * The key of the part of a collection that a label selector picks.
   *
   * @param namespace empty: cluster scope, or all namespaces
   */
  public static String ofSelector(String namespace, String kind, String labelSelector) {
    return of(namespace, kind, "?labelSelector=" + labelSelector);
  }
}
