package io.plimsoll.standin.kfp;

import io.plimsoll.standin.fault.Chance;
import io.plimsoll.standin.store.ApiException;
import io.plimsoll.standin.store.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** All that a server has. Not thread-safe: {@link KfpService} guards it. Time comes in. */
final class KfpStore {

  /** A demo has some; more are a loop that forgot to delete. */
  private static final int MOST_PIPELINES = 10_000;

  private static final int MOST_EXPERIMENTS = 10_000;

  /** About a kilobyte each. */
  private static final int MOST_RUNS = 200_000;

  private static final String DEFAULT_EXPERIMENT = "Default";

  /** Of one run: pending, run time, failure. */
  private static final int DRAWS = 3;

  final Shelf<StoredPipeline> pipelines = new Shelf<>("Pipeline", MOST_PIPELINES);
  final Shelf<StoredVersion> versions = new Shelf<>("PipelineVersion", MOST_PIPELINES);
  final Shelf<StoredExperiment> experiments = new Shelf<>("Experiment", MOST_EXPERIMENTS);
  final Shelf<StoredRun> runs = new Shelf<>("Run", MOST_RUNS);

  private final KfpSettings settings;
  private final RandomGenerator random;
  private final long seed;

  /** Those that were not over when the newest was created. */
  private final PriorityQueue<StoredRun> open =
      new PriorityQueue<>(Comparator.comparing(run -> run.course().endsAt()));

  private long numbers;
  private long runNumbers;
  private int mostRuns;

  KfpStore(KfpSettings settings, RandomGenerator random, long seed, Instant now) {
    this.settings = settings;
    this.random = random;
    this.seed = seed;
    if (!settings.multiUser()) {
      addDefaultExperiment(now);
    }
  }

  private StoredExperiment addDefaultExperiment(Instant now) {
    return addExperiment(
        DEFAULT_EXPERIMENT, "All runs created without specifying an experiment.", "", now);
  }

  private String newId() {
    return new UUID(
            (random.nextLong() & ~0xF000L) | 0x4000L,
            (random.nextLong() & 0x3FFFFFFFFFFFFFFFL) | 0x8000000000000000L)
        .toString();
  }

  /**
   * A pipeline with its first version.
   *
   * @throws ApiException 409 if there is one of that name
   */
  StoredPipeline addPipeline(
      String name,
      String displayName,
      String description,
      String namespace,
      PipelineSpec spec,
      Instant now) {
    if (pipelines.in(namespace).anyMatch(one -> one.name().equals(name))) {
      throw KfpErrors.exists("The name " + name + " already exist. Please specify a new name.");
    }
    StoredPipeline pipeline =
        new StoredPipeline(newId(), ++numbers, name, displayName, description, namespace, now);
    pipelines.put(pipeline);
    addVersion(pipeline, name, displayName, description, spec, now);
    return pipeline;
  }

  /**
   * A further version.
   *
   * @throws ApiException 409 if the pipeline has one of that name
   */
  StoredVersion addVersion(
      StoredPipeline pipeline,
      String name,
      String displayName,
      String description,
      PipelineSpec spec,
      Instant now) {
    if (versions
        .all()
        .anyMatch(one -> one.pipelineId().equals(pipeline.id()) && one.name().equals(name))) {
      throw KfpErrors.exists("The name " + name + " already exist. Please specify a new name.");
    }
    StoredVersion version =
        new StoredVersion(
            newId(),
            ++numbers,
            pipeline.id(),
            name,
            displayName,
            description,
            pipeline.namespace(),
            now,
            spec.spec(),
            spec.caches());
    versions.put(version);
    return version;
  }

  /**
   * A version of that pipeline.
   *
   * @throws ApiException 404 if it has none of that id
   */
  StoredVersion version(String pipelineId, String id) {
    StoredVersion found = versions.get(id);
    if (!found.pipelineId().equals(pipelineId)) {
      throw KfpErrors.notFound("PipelineVersion", id);
    }
    return found;
  }

  /**
   * Deletes a pipeline.
   *
   * @param cascade its versions too
   * @throws ApiException 400 if it has versions that are not to go with it
   */
  void deletePipeline(String id, boolean cascade) {
    pipelines.get(id);
    for (StoredVersion version :
        versions.all().filter(one -> one.pipelineId().equals(id)).toList()) {
      if (!cascade) {
        throw KfpErrors.invalid(
            "Failed to delete pipeline with id "
                + id
                + " as it has existing pipeline versions (e.g. "
                + version.id()
                + ")");
      }
      versions.remove(version.id());
    }
    pipelines.remove(id);
  }

  /**
   * An experiment.
   *
   * @throws ApiException 409 if there is one of that name
   */
  StoredExperiment addExperiment(
      String displayName, String description, String namespace, Instant now) {
    if (experiments.in(namespace).anyMatch(one -> one.displayName().equals(displayName))) {
      throw KfpErrors.exists(
          "The name " + displayName + " already exist. Please specify a new name.");
    }
    StoredExperiment experiment =
        new StoredExperiment(newId(), ++numbers, displayName, description, namespace, now, null);
    experiments.put(experiment);
    return experiment;
  }

  /** That which is named, or where none is, the default one, which is made again if need be. */
  private StoredExperiment experimentOf(String id, Instant now) {
    if (!id.isEmpty()) {
      return experiments.get(id);
    }
    if (settings.multiUser()) {
      throw KfpErrors.invalid("Experiment id can not be empty in multi-user mode");
    }
    return experiments
        .in("")
        .filter(one -> one.displayName().equals(DEFAULT_EXPERIMENT))
        .findFirst()
        .orElseGet(() -> addDefaultExperiment(now));
  }

  /** A run, whose course is drawn. */
  StoredRun addRun(
      String displayName,
      String description,
      String experimentId,
      StoredVersion version,
      ObjectNode runtimeConfig,
      String serviceAccount,
      Instant now) {
    StoredExperiment experiment = experimentOf(experimentId, now);
    RunCourse course = drawn(version, runtimeConfig, now);
    StoredRun run =
        new StoredRun(
            newId(),
            ++numbers,
            displayName,
            description,
            experiment.id(),
            experiment.namespace(),
            version,
            runtimeConfig,
            serviceAccount,
            course);
    runs.put(run);
    experiments.put(experiment.withRunAt(now));
    forgetEnded(now);
    open.add(run);
    mostRuns = Math.max(mostRuns, open.size());
    return run;
  }

  private RunCourse drawn(StoredVersion version, ObjectNode runtimeConfig, Instant now) {
    long first = runNumbers++ * DRAWS;
    Duration pending = Duration.ofNanos(settings.pending().draw(Chance.of(seed, first)));
    Duration running = Duration.ofNanos(settings.runTime().draw(Chance.of(seed, first + 1)));
    boolean fails = Chance.of(seed, first + 2) < settings.failShare();
    return version.caches() && hasRun(version, runtimeConfig, now)
        ? RunCourse.from(now, pending, Duration.ZERO, false)
        : RunCourse.from(now, pending, running, fails);
  }

  private boolean hasRun(StoredVersion version, ObjectNode runtimeConfig, Instant now) {
    return runs.all()
        .anyMatch(
            run ->
                run.version().id().equals(version.id())
                    && run.runtimeConfig().equals(runtimeConfig)
                    && run.course().stateAt(now) == RunState.SUCCEEDED);
  }

  private void forgetEnded(Instant now) {
    StoredRun first = open.peek();
    while (first != null && !first.course().endsAt().isAfter(now)) {
      open.poll();
      first = open.peek();
    }
  }

  /**
   * Ends a run early.
   *
   * @throws ApiException 400 if it is over, or being ended
   */
  void terminate(String id, Instant now) {
    StoredRun run = runs.get(id);
    RunState state = run.course().stateAt(now);
    if (state != RunState.PENDING && state != RunState.RUNNING) {
      throw KfpErrors.invalid("Failed to terminate a run " + id + ". Row not found");
    }
    StoredRun ended = run.withCourse(run.course().terminated(now));
    open.removeIf(one -> one.id().equals(id));
    open.add(ended);
    runs.put(ended);
  }

  /**
   * Deletes a run.
   *
   * @throws ApiException 404 if there is none
   */
  void deleteRun(String id) {
    runs.get(id);
    runs.remove(id);
    open.removeIf(one -> one.id().equals(id));
  }

  /** Latest version of a pipeline; null if it has none. */
  @Nullable StoredVersion latest(String pipelineId) {
    return versions
        .all()
        .filter(one -> one.pipelineId().equals(pipelineId))
        .reduce((before, next) -> next)
        .orElse(null);
  }

  /** What there is, for the statistics. */
  void describe(ObjectNode statistics, Instant now) {
    statistics
        .put("pipelines", pipelines.size())
        .put("pipelineVersions", versions.size())
        .put("experiments", experiments.size());
    Map<RunState, Integer> counts = new EnumMap<>(RunState.class);
    runs.all().forEach(run -> counts.merge(run.course().stateAt(now), 1, Integer::sum));
    ObjectNode states = Json.object();
    for (RunState state : RunState.values()) {
      states.put(state.name(), counts.getOrDefault(state, 0));
    }
    statistics.set("runs", states);
    statistics.put("mostRuns", mostRuns);
  }
}
