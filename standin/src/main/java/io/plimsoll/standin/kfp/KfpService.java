package io.plimsoll.standin.kfp;

import io.plimsoll.standin.api.Answer;
import io.plimsoll.standin.api.ApiCall;
import io.plimsoll.standin.api.ApiRequest;
import io.plimsoll.standin.api.ApiService;
import io.plimsoll.standin.api.Query;
import io.plimsoll.standin.api.Reply;
import io.plimsoll.standin.api.Verb;
import io.plimsoll.standin.store.ApiException;
import io.plimsoll.standin.store.Json;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import tools.jackson.databind.node.ObjectNode;

/**
 * Answers every request of the API of Kubeflow Pipelines. Thread-safe: guarded by its monitor.
 *
 * <p>Fields, defaults and errors follow <a
 * href="https://github.com/kubeflow/pipelines/tree/master/backend/api/v2beta1/swagger">the
 * published description</a> and the answers of the real server.
 */
public final class KfpService implements ApiService {

  /** The real server's limit of a pipeline, 32 MB, and the form around it. */
  private static final int MOST_BODY_BYTES = 33 << 20;

  private static final Reply EMPTY = Reply.json(200, Json.object());

  private final KfpSettings settings;
  private final InstantSource clock;
  private final KfpStore store;
  private final Creations creations;

  /**
   * With nothing but a default experiment, for one user.
   *
   * @param random of ids
   * @param seed of what becomes of runs
   */
  public KfpService(KfpSettings settings, InstantSource clock, RandomGenerator random, long seed) {
    this.settings = settings;
    this.clock = clock;
    this.store = new KfpStore(settings, random, seed, clock.instant());
    this.creations = new Creations(settings, store);
  }

  @Override
  public ApiCall look(ApiRequest request) {
    KfpRoute.Match match = KfpRoute.match(request.method(), request.path());
    if (match == null) {
      Verb verb = request.method().equals("GET") ? Verb.GET : Verb.OTHER;
      return new ApiCall(request, verb, request.path(), null, null);
    }
    List<String> ids = match.ids();
    return new ApiCall(
        request,
        match.route().verb(),
        match.route().path(),
        ids.isEmpty() ? null : ids.get(ids.size() - 1),
        null);
  }

  @Override
  public Reply failed(ApiException failure) {
    return KfpErrors.ofGateway(failure);
  }

  @Override
  public int mostBodyBytes() {
    return MOST_BODY_BYTES;
  }

  @Override
  public synchronized void describe(ObjectNode statistics) {
    store.describe(statistics, clock.instant());
  }

  @Override
  public Answer answer(ApiCall call) {
    ApiRequest request = call.request();
    KfpRoute.Match match = KfpRoute.match(request.method(), request.path());
    try {
      if (match == null) {
        throw KfpRoute.isPath(request.path())
            ? ApiException.of(405, "MethodNotAllowed", "Method Not Allowed")
            : ApiException.of(404, "NotFound", "Not Found");
      }
      if (settings.multiUser() && match.route() != KfpRoute.HEALTH && request.user().isEmpty()) {
        throw ApiException.of(
            401,
            "Unauthorized",
            "Unauthenticated: Request header error: there is no user identity header.");
      }
      List<String> ids = match.ids().stream().map(Query::decode).toList();
      return answer(match.route(), ids, request);
    } catch (ApiException failure) {
      boolean upload =
          match != null
              && (match.route() == KfpRoute.UPLOAD || match.route() == KfpRoute.UPLOAD_VERSION);
      return upload ? KfpErrors.ofUpload(failure) : KfpErrors.ofGateway(failure);
    }
  }

  private synchronized Reply answer(KfpRoute route, List<String> ids, ApiRequest request) {
    Instant now = clock.instant();
    Query query = request.query();
    return switch (route) {
      case HEALTH -> Reply.json(200, Json.object().put("multi_user", settings.multiUser()));
      case UPLOAD -> Reply.json(200, creations.upload(request, now).toJson(now));
      case UPLOAD_VERSION -> Reply.json(200, creations.uploadVersion(request, now).toJson(now));
      case CREATE_EXPERIMENT -> Reply.json(200, creations.experiment(request, now).toJson(now));
      case CREATE_RUN -> Reply.json(200, creations.run(request, now).toJson(now));
      case LIST_PIPELINES ->
          page(
              query,
              "pipelines",
              store.pipelines.in(settings.namespace(query.get("namespace"))),
              now);
      case GET_PIPELINE -> Reply.json(200, store.pipelines.get(ids.get(0)).toJson(now));
      case DELETE_PIPELINE -> {
        store.deletePipeline(ids.get(0), query.flag("cascade"));
        yield EMPTY;
      }
      case LIST_VERSIONS -> {
        String id = store.pipelines.get(ids.get(0)).id();
        Stream<StoredVersion> versions =
            store.versions.all().filter(one -> one.pipelineId().equals(id));
        yield page(query, "pipeline_versions", versions, now);
      }
      case GET_VERSION -> Reply.json(200, store.version(ids.get(0), ids.get(1)).toJson(now));
      case DELETE_VERSION -> {
        store.versions.remove(store.version(ids.get(0), ids.get(1)).id());
        yield EMPTY;
      }
      case LIST_EXPERIMENTS ->
          page(
              query,
              "experiments",
              store.experiments.in(settings.required(query.get("namespace"))),
              now);
      case GET_EXPERIMENT -> Reply.json(200, store.experiments.get(ids.get(0)).toJson(now));
      case DELETE_EXPERIMENT -> {
        store.experiments.remove(store.experiments.get(ids.get(0)).id());
        yield EMPTY;
      }
      case LIST_RUNS -> page(query, "runs", runs(query), now);
      case GET_RUN -> Reply.json(200, store.runs.get(ids.get(0)).toJson(now));
      case DELETE_RUN -> {
        store.deleteRun(ids.get(0));
        yield EMPTY;
      }
      case TERMINATE_RUN -> {
        store.terminate(ids.get(0), now);
        yield EMPTY;
      }
    };
  }

  private static Reply page(Query query, String name, Stream<? extends Stored> all, Instant now) {
    return Reply.json(200, Listing.of(query).page(name, all, now));
  }

  private Stream<StoredRun> runs(Query query) {
    String experiment = query.get("experiment_id");
    if (experiment == null) {
      return store.runs.in(settings.required(query.get("namespace")));
    }
    store.experiments.get(experiment);
    return store.runs.all().filter(run -> run.experimentId().equals(experiment));
  }
}
