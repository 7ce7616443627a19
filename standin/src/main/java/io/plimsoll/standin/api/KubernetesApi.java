package io.plimsoll.standin.api;

import static java.util.Objects.requireNonNull;

import io.plimsoll.standin.store.ApiException;
import io.plimsoll.standin.store.Json;
import io.plimsoll.standin.store.ObjectStore;
import io.plimsoll.standin.store.ObjectTable;
import io.plimsoll.standin.store.PatchKind;
import io.plimsoll.standin.store.ResourceType;
import io.plimsoll.standin.store.Selection;
import io.plimsoll.standin.store.StoredObject;
import java.util.random.RandomGenerator;
import tools.jackson.databind.node.ObjectNode;

/** Answers every request of the API of Kubernetes. */
public final class KubernetesApi implements ApiService {

  /** Kubernetes' own: twice the largest object that etcd takes. */
  private static final int MAX_BODY_BYTES = 3 << 20;

  /** Kubernetes' own range: watches that start together must not end together. */
  private static final int MIN_WATCH_SECONDS = 1800;

  private final ObjectStore store;
  private final Documents documents;
  private final Subresources subresources;
  private final RandomGenerator random;

  /**
   * @param random thread-safe
   */
  public KubernetesApi(ObjectStore store, RandomGenerator random) {
    this.store = store;
    this.documents = new Documents(store.catalog());
    this.subresources = new Subresources(store);
    this.random = random;
  }

  @Override
  public ApiCall look(ApiRequest request) {
    try {
      ResourcePath path = ResourcePath.parse(request.path(), store.catalog());
      return path == null ? ApiCall.of(request) : ApiCall.of(request, path);
    } catch (ApiException saidLater) {
      return ApiCall.of(request);
    }
  }

  @Override
  public Answer answer(ApiCall call) {
    try {
      return call.path() == null
          ? withoutResource(call.request())
          : answer(call.request(), call.path());
    } catch (ApiException failure) {
      return Reply.of(failure);
    }
  }

  @Override
  public Reply failed(ApiException failure) {
    return Reply.of(failure);
  }

  @Override
  public int mostBodyBytes() {
    return MAX_BODY_BYTES;
  }

  @Override
  public void describe(ObjectNode statistics) {
    // Its requests say it all.
  }

  private Reply withoutResource(ApiRequest request) {
    // Tells what is wrong with the path of a resource, if it is one.
    ResourcePath.parse(request.path(), store.catalog());
    return documents.answer(request);
  }

  private Answer answer(ApiRequest request, ResourcePath path) {
    Query query = request.query();
    if (Reviews.isOne(path.table().type())) {
      return Reviews.answer(request, path);
    }
    if (path.subresource() != null) {
      return subresources.answer(request, query, path);
    }
    return switch (request.method()) {
      case "GET" -> get(request, query, path);
      case "POST" -> create(request, query, path);
      case "PUT" -> update(request, query, path);
      case "PATCH" -> patch(request, query, path);
      case "DELETE" -> delete(request, query, path);
      default -> throw ApiException.methodNotAllowed();
    };
  }

  private Answer get(ApiRequest request, Query query, ResourcePath path) {
    boolean asTable = Tables.accepted(request.accept());
    String fields = query.get("fieldSelector");
    if (path.isWatch(request)) {
      if (path.name() != null) {
        fields = "metadata.name=" + path.name();
      }
      Selection selection = Selection.of(path.namespace(), query.get("labelSelector"), fields);
      return watch(path.table(), selection, query, asTable);
    }
    if (path.name() == null) {
      Selection selection = Selection.of(path.namespace(), query.get("labelSelector"), fields);
      return Lists.list(path.table(), selection, query, asTable);
    }
    StoredObject object = path.table().get(requireNonNull(path.namespace()), path.name());
    return asTable
        ? Reply.json(200, EventFormat.TABLES.object(path.table().type(), object))
        : Reply.json(200, object.json());
  }

  private Watch watch(ObjectTable table, Selection selection, Query query, boolean asTable) {
    boolean bookmarks = query.flag("allowWatchBookmarks");
    boolean sendInitial = query.flag("sendInitialEvents");
    if (query.get("sendInitialEvents") != null
        && !"NotOlderThan".equals(query.get("resourceVersionMatch"))) {
      throw ApiException.of(
          422,
          "Invalid",
          "ListOptions.meta.k8s.io \"\" is invalid: resourceVersionMatch: Forbidden: sendInitialEvents"
              + " requires setting resourceVersionMatch to NotOlderThan");
    }
    long version = query.number("resourceVersion", 0);
    int timeout = (int) Math.min(query.number("timeoutSeconds", 0), Integer.MAX_VALUE);
    return new Watch(
        table,
        selection,
        query.get("sendInitialEvents") == null ? version == 0 : sendInitial,
        version,
        sendInitial && bookmarks,
        bookmarks,
        timeout > 0 ? timeout : MIN_WATCH_SECONDS + random.nextInt(MIN_WATCH_SECONDS),
        asTable ? EventFormat.TABLES : EventFormat.OBJECTS);
  }

  private Reply create(ApiRequest request, Query query, ResourcePath path) {
    if (path.name() != null || path.namespace() == null) {
      throw ApiException.methodNotAllowed();
    }
    StoredObject created =
        store.create(path.table(), path.namespace(), body(request), dryRun(query));
    return Reply.json(201, created.json());
  }

  static ObjectNode body(ApiRequest request) {
    return request.isYaml() ? Json.readYaml(request.body()) : Json.readObject(request.body());
  }

  private Reply update(ApiRequest request, Query query, ResourcePath path) {
    String name = named(path);
    ObjectNode next = body(request);
    return Reply.json(
        200,
        store
            .change(
                path.table(),
                requireNonNull(path.namespace()),
                name,
                false,
                dryRun(query),
                present -> next.deepCopy())
            .json());
  }

  private static String named(ResourcePath path) {
    if (path.name() == null) {
      throw ApiException.methodNotAllowed();
    }
    return path.name();
  }

  private Reply patch(ApiRequest request, Query query, ResourcePath path) {
    String name = named(path);
    String namespace = requireNonNull(path.namespace());
    PatchKind kind = PatchKind.of(request.mediaType(), path.table().type());
    if (kind == PatchKind.APPLY) {
      return apply(request, query, path.table(), namespace, name);
    }
    StoredObject patched =
        store.change(
            path.table(), namespace, name, false, dryRun(query), kind.read(request.body()));
    return Reply.json(200, patched.json());
  }

  /** Server-side apply: creates what is not there. */
  private Reply apply(
      ApiRequest request, Query query, ObjectTable table, String namespace, String name) {
    if (query.get("fieldManager") == null) {
      throw ApiException.of(
          422,
          "Invalid",
          "PatchOptions.meta.k8s.io \"\" is invalid: fieldManager: Required value: is required for"
              + " apply patch");
    }
    ObjectNode wanted = Json.readYaml(request.body());
    if (table.find(namespace, name) == null) {
      ObjectNode created = wanted.deepCopy();
      setName(created, name);
      try {
        return Reply.json(201, store.create(table, namespace, created, dryRun(query)).json());
      } catch (ApiException failure) {
        if (failure.code() != 409) {
          throw failure;
        }
        // Somebody else was faster: it is there now.
      }
    }
    StoredObject applied =
        store.change(table, namespace, name, false, dryRun(query), PatchKind.applied(wanted));
    return Reply.json(200, applied.json());
  }

  private static void setName(ObjectNode object, String name) {
    if (!(object.get("metadata") instanceof ObjectNode metadata)) {
      object.putObject("metadata").put("name", name);
      return;
    }
    String own = Json.text(metadata, "name");
    if (own != null && !own.equals(name)) {
      throw ApiException.badRequest(
          "the name of the object (" + own + ") does not match the name on the URL (" + name + ")");
    }
    metadata.put("name", name);
  }

  private Reply delete(ApiRequest request, Query query, ResourcePath path) {
    ObjectNode options = options(request);
    boolean dryRun = dryRun(query) || !options.path("dryRun").isEmpty();
    ResourceType type = path.table().type();
    if (path.name() == null) {
      Selection selection =
          Selection.of(path.namespace(), query.get("labelSelector"), query.get("fieldSelector"));
      ObjectTable.Page deleted = store.deleteAll(path.table(), selection, dryRun);
      return Reply.json(200, Lists.bytes(type, deleted, deleted.version()));
    }
    ObjectStore.Deletion deletion =
        store.delete(path.table(), requireNonNull(path.namespace()), path.name(), options, dryRun);
    return deletion.gone()
        ? Reply.json(200, deleted(type, deletion.object()))
        : Reply.json(200, deletion.object().json());
  }

  static ObjectNode deleted(ResourceType type, StoredObject object) {
    ObjectNode status = success();
    ObjectNode details = status.putObject("details").put("name", object.name());
    if (!type.group().isEmpty()) {
      details.put("group", type.group());
    }
    details
        .put("kind", type.plural())
        .put("uid", object.tree().path("metadata").path("uid").asString(""));
    return status;
  }

  static ObjectNode success() {
    ObjectNode status = Json.object().put("kind", "Status").put("apiVersion", "v1");
    status.putObject("metadata");
    return status.put("status", "Success");
  }

  private static ObjectNode options(ApiRequest request) {
    return request.body().length == 0 ? Json.object() : body(request);
  }

  static boolean dryRun(Query query) {
    String value = query.get("dryRun");
    if (value != null && !value.equals("All")) {
      throw ApiException.badRequest("dryRun: " + value + " (expected: All)");
    }
    return value != null;
  }
}
