package io.plimsoll.standin.store;

import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What may be done to objects, as Kubernetes does it: names, metadata, preconditions. A change
 * reads the object, makes the next version of it, and puts that in its place if nobody else was
 * faster; else it starts over. Thread-safe: all state is in the {@link ObjectTable}s.
 */
public final class ObjectStore {

  /** The next state of an object, made of a copy of the present one that may be changed. */
  @FunctionalInterface
  public interface Change {

    ObjectNode apply(ObjectNode present);
  }

  private final ResourceCatalog catalog;
  private final boolean strictNamespaces;
  private final InstantSource clock;
  private final RandomGenerator random;

  /**
   * @param strictNamespaces whether a namespace must exist before anything is created in it
   * @param random thread-safe
   */
  public ObjectStore(
      ResourceCatalog catalog,
      boolean strictNamespaces,
      InstantSource clock,
      RandomGenerator random) {
    this.catalog = catalog;
    this.strictNamespaces = strictNamespaces;
    this.clock = clock;
    this.random = random;
    ObjectTable namespaces = catalog.builtIn("v1", "namespaces");
    for (String name : new String[] {"default", "kube-node-lease", "kube-public", "kube-system"}) {
      ObjectNode namespace = Json.object();
      namespace.putObject("metadata").put("name", name);
      create(namespaces, "", namespace, false);
    }
  }

  public ResourceCatalog catalog() {
    return catalog;
  }

  /**
   * Creates an object.
   *
   * @param object becomes the store's
   * @throws ApiException if it cannot be
   */
  public StoredObject create(
      ObjectTable table, String namespace, ObjectNode object, boolean dryRun) {
    ResourceType type = table.type();
    checkKind(type, object);
    ObjectNode metadata = Json.objectIn(object, "metadata");
    checkNamespace(type, namespace, metadata);
    String name = newName(type, metadata);
    if (metadata.hasNonNull("resourceVersion")
        && !"".equals(Json.text(metadata, "resourceVersion"))) {
      throw ApiException.badRequest("resourceVersion should not be set on objects to be created");
    }
    if (strictNamespaces && type.namespaced()) {
      catalog.builtIn("v1", "namespaces").get("", namespace);
    }
    metadata.put("uid", uuid()).put("creationTimestamp", now());
    metadata.remove("deletionTimestamp");
    if (type.hasStatus()) {
      metadata.put("generation", 1);
      object.remove("status");
      firstStatus(type, object);
    }
    if (dryRun) {
      if (table.find(namespace, name) != null) {
        throw ApiException.alreadyExists(type, name);
      }
      return StoredObject.of(object, table.version());
    }
    return table.add(namespace, name, object);
  }

  private static void firstStatus(ResourceType type, ObjectNode object) {
    switch (type.kind()) {
      case "Pod" ->
          object.putObject("status").put("phase", "Pending").put("qosClass", "BestEffort");
      case "Namespace" -> {
        object.putObject("status").put("phase", "Active");
        object.putObject("spec").putArray("finalizers").add("kubernetes");
      }
      default -> {}
    }
  }

  private String newName(ResourceType type, ObjectNode metadata) {
    String name = Json.text(metadata, "name");
    if (name == null || name.isEmpty()) {
      String prefix = Json.text(metadata, "generateName");
      if (prefix == null || prefix.isEmpty()) {
        throw ApiException.invalid(
            type, "", "metadata.name: Required value: name or generateName is required");
      }
      name = ObjectNames.generate(prefix, random);
      metadata.put("name", name);
    }
    ObjectNames.check(type, name);
    return name;
  }

  /** Fills in what Kubernetes' own kinds may leave out, and refuses what does not fit the path. */
  private static void checkKind(ResourceType type, ObjectNode object) {
    String kind = Json.text(object, "kind");
    String apiVersion = Json.text(object, "apiVersion");
    if (kind != null && !kind.isEmpty() && !kind.equals(type.kind())) {
      throw ApiException.badRequest(
          kind
              + " in version \""
              + (apiVersion == null ? "" : apiVersion)
              + "\" cannot be handled as a "
              + type.kind()
              + " (expected: kind "
              + type.kind()
              + ")");
    }
    if (apiVersion != null && !apiVersion.isEmpty() && !apiVersion.equals(type.apiVersion())) {
      throw ApiException.badRequest(
          "the API version in the data ("
              + apiVersion
              + ") does not match the expected API version ("
              + type.apiVersion()
              + ")");
    }
    object.put("kind", type.kind()).put("apiVersion", type.apiVersion());
    JsonNode metadata = object.get("metadata");
    if (metadata != null && !metadata.isObject()) {
      throw ApiException.badRequest("metadata: not an object (expected: an object)");
    }
  }

  private static void checkNamespace(ResourceType type, String namespace, ObjectNode metadata) {
    String own = Json.text(metadata, "namespace");
    if (!type.namespaced()) {
      metadata.remove("namespace");
    } else if (own != null && !own.isEmpty() && !own.equals(namespace)) {
      throw ApiException.badRequest(
          "the namespace of the provided object does not match the namespace sent on the request");
    } else {
      metadata.put("namespace", namespace);
    }
  }

  /**
   * Makes a new version of an object.
   *
   * @param statusOnly whether only its status changes; else only what is not its status
   * @throws ApiException if there is no such object, or it cannot become what it is to become
   */
  public StoredObject change(
      ObjectTable table,
      String namespace,
      String name,
      boolean statusOnly,
      boolean dryRun,
      Change change) {
    while (true) {
      StoredObject present = table.get(namespace, name);
      ObjectNode before = present.tree();
      ObjectNode next = change.apply(present.tree());
      checkSame(table.type(), present, before, next);
      next = keepOther(table.type(), before, next, statusOnly);
      if (next.equals(before)) {
        return present; // As in Kubernetes: no change, no new version.
      }
      if (isGone(next)) {
        StoredObject removed = dryRun ? present : table.remove(present, next);
        if (removed != null) {
          return removed;
        }
        continue;
      }
      StoredObject changed =
          dryRun ? StoredObject.of(next, present.version()) : table.replace(present, next);
      if (changed != null) {
        return changed;
      }
    }
  }

  /** Deletion was asked for, and the last finalizer has gone. */
  private static boolean isGone(ObjectNode object) {
    JsonNode metadata = object.path("metadata");
    return metadata.hasNonNull("deletionTimestamp") && metadata.path("finalizers").isEmpty();
  }

  private static void checkSame(
      ResourceType type, StoredObject present, ObjectNode before, ObjectNode next) {
    checkKind(type, next);
    ObjectNode metadata = Json.objectIn(next, "metadata");
    String name = Json.text(metadata, "name");
    if (name != null && !name.isEmpty() && !name.equals(present.name())) {
      throw ApiException.badRequest(
          "the name of the object ("
              + name
              + ") does not match the name on the URL ("
              + present.name()
              + ")");
    }
    metadata.put("name", present.name());
    checkNamespace(type, present.namespace(), metadata);
    String version = Json.text(metadata, "resourceVersion");
    if (version != null
        && !version.isEmpty()
        && !version.equals("0")
        && !version.equals(Long.toString(present.version()))) {
      throw ApiException.conflict(type, present.name());
    }
    String uid = Json.text(metadata, "uid");
    String ownUid = Json.text(before.path("metadata"), "uid");
    if (uid != null && !uid.isEmpty() && !uid.equals(ownUid)) {
      throw uidConflict(type, present.name(), uid, ownUid);
    }
  }

  private static ApiException uidConflict(
      ResourceType type, String name, String wanted, @Nullable String actual) {
    return ApiException.conflict(
        type,
        name,
        "Precondition failed: UID in precondition: "
            + wanted
            + ", UID in object meta: "
            + (actual == null ? "" : actual));
  }

  /**
   * What a request to the object cannot change stays, and so does what one to its status cannot.
   */
  private static ObjectNode keepOther(
      ResourceType type, ObjectNode before, ObjectNode next, boolean statusOnly) {
    ObjectNode result = next;
    if (statusOnly) {
      result = before.deepCopy();
      copy("status", next, result);
    } else if (type.hasStatus()) {
      copy("status", before, result);
    }
    ObjectNode was = Json.objectIn(before.deepCopy(), "metadata");
    ObjectNode metadata = Json.objectIn(result, "metadata");
    for (String field :
        new String[] {
          "resourceVersion", "uid", "creationTimestamp", "generation", "deletionTimestamp"
        }) {
      copy(field, was, metadata);
    }
    if (was.has("generation") && !statusOnly && !sameSpec(before, result)) {
      metadata.put("generation", was.path("generation").asLong(0) + 1);
    }
    return result;
  }

  private static void copy(String field, ObjectNode from, ObjectNode to) {
    JsonNode value = from.get(field);
    if (value == null) {
      to.remove(field);
    } else {
      to.set(field, value);
    }
  }

  private static boolean sameSpec(ObjectNode a, ObjectNode b) {
    return a.deepCopy()
        .without("metadata")
        .without("status")
        .equals(b.deepCopy().without("metadata").without("status"));
  }

  /** What became of a deletion. */
  public record Deletion(StoredObject object, boolean gone) {}

  /**
   * Deletes an object; one with finalizers stays until they are gone. What is in a namespace goes
   * with it.
   *
   * @param options a DeleteOptions object
   * @throws ApiException if there is no such object, or a precondition does not hold
   */
  public Deletion delete(
      ObjectTable table, String namespace, String name, ObjectNode options, boolean dryRun) {
    while (true) {
      StoredObject present = table.get(namespace, name);
      ObjectNode last = present.tree();
      checkPreconditions(table.type(), present, last, options.path("preconditions"));
      ObjectNode metadata = Json.objectIn(last, "metadata");
      boolean held = metadata.get("finalizers") instanceof ArrayNode list && !list.isEmpty();
      if (dryRun || (held && metadata.hasNonNull("deletionTimestamp"))) {
        return new Deletion(present, !held);
      }
      if (held) {
        metadata.put("deletionTimestamp", now()).put("deletionGracePeriodSeconds", 0);
      }
      StoredObject result = held ? table.replace(present, last) : table.remove(present, last);
      if (result != null) {
        if (!held && table == catalog.builtIn("v1", "namespaces")) {
          emptyNamespace(name);
        }
        return new Deletion(result, !held);
      }
    }
  }

  private static void checkPreconditions(
      ResourceType type, StoredObject present, ObjectNode tree, JsonNode preconditions) {
    String uid = Json.text(preconditions, "uid");
    String actual = Json.text(tree.path("metadata"), "uid");
    if (uid != null && !uid.equals(actual)) {
      throw uidConflict(type, present.name(), uid, actual);
    }
    String version = Json.text(preconditions, "resourceVersion");
    if (version != null && !version.equals(Long.toString(present.version()))) {
      throw ApiException.conflict(type, present.name());
    }
  }

  private void emptyNamespace(String namespace) {
    Selection inside = new Selection(namespace, null, null);
    for (ObjectTable table : catalog.allTables()) {
      if (table.type().namespaced()) {
        deleteAll(table, inside, false);
      }
    }
  }

  /** Deletes what a selection takes, and returns what that was. */
  public ObjectTable.Page deleteAll(ObjectTable table, Selection selection, boolean dryRun) {
    ObjectTable.Page page = table.list(selection, null, 0);
    for (StoredObject object : page.items()) {
      try {
        delete(table, object.namespace(), object.name(), Json.object(), dryRun);
      } catch (ApiException goneMeanwhile) {
        if (goneMeanwhile.code() != 404) {
          throw goneMeanwhile;
        }
      }
    }
    return page;
  }

  private String now() {
    return clock.instant().truncatedTo(ChronoUnit.SECONDS).toString();
  }

  private String uuid() {
    long high = (random.nextLong() & ~0xF000L) | 0x4000L;
    long low = (random.nextLong() & ~(3L << 62)) | (1L << 63);
    return new UUID(high, low).toString();
  }
}
