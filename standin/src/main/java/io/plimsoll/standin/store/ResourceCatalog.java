package io.plimsoll.standin.store;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** The kinds that a server knows, each with its objects. Immutable but for what the tables hold. */
public final class ResourceCatalog {

  /** By apiVersion, then by plural. */
  private final Map<String, Map<String, ObjectTable>> tables = new LinkedHashMap<>();

  /**
   * The built-in kinds and some more.
   *
   * @throws IllegalArgumentException if a kind is there already
   */
  public ResourceCatalog(List<ResourceType> custom) {
    AtomicLong versions = new AtomicLong();
    BuiltInTypes.all().forEach(type -> add(type, versions));
    custom.forEach(type -> add(type, versions));
  }

  private void add(ResourceType type, AtomicLong versions) {
    ObjectTable before =
        tables
            .computeIfAbsent(type.apiVersion(), key -> new LinkedHashMap<>())
            .put(type.plural(), new ObjectTable(type, versions));
    if (before != null) {
      throw new IllegalArgumentException(
          type.qualifiedName() + " (expected: a kind that is not there already)");
    }
  }

  /** The objects of a kind; null if there is no such kind. */
  public @Nullable ObjectTable table(String apiVersion, String plural) {
    Map<String, ObjectTable> ofGroup = tables.get(apiVersion);
    return ofGroup == null ? null : ofGroup.get(plural);
  }

  /** The objects of a kind that is built in. */
  ObjectTable builtIn(String apiVersion, String plural) {
    ObjectTable table = table(apiVersion, plural);
    if (table == null) {
      throw new IllegalArgumentException(
          apiVersion + "/" + plural + " (expected: a built-in kind)");
    }
    return table;
  }

  /** {@code v1}, {@code apps/v1} and so on; the core first. */
  public Collection<String> apiVersions() {
    return tables.keySet();
  }

  /** The kinds of a group and version; empty if there is no such group. */
  public List<ResourceType> types(String apiVersion) {
    return tables.getOrDefault(apiVersion, Map.of()).values().stream()
        .map(ObjectTable::type)
        .toList();
  }

  Collection<ObjectTable> allTables() {
    return tables.values().stream().flatMap(ofGroup -> ofGroup.values().stream()).toList();
  }
}
