package io.plimsoll.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * What controllers, nodes and the garbage collector do in a cluster for the indexed Jobs of
 * namespace {@code lab}: each pod is a real backend with the arguments, the environment and the
 * config map of its container. A pod's log is what that has written, once it has ended.
 */
final class JobController implements AutoCloseable {

  /** What becomes of a runner. */
  enum Fate {
    RUNS,
    /** The node's memory is full as soon as it starts. */
    KILLED,
    /** The node's disk is full before the log is whole. */
    LOG_CUT
  }

  private static final String JOBS = "/apis/batch/v1/namespaces/lab/jobs";
  private static final String PODS = "/api/v1/namespaces/lab/pods";
  private static final String CONFIG_MAPS = "/api/v1/namespaces/lab/configmaps";
  private static final String INDEX = "batch.kubernetes.io/job-completion-index";
  private static final int PATIENCE_SECONDS = 30;

  /** More than what stands before a packed report, less than all of the line. */
  private static final int CUT_CHARS = 200;

  private static final int KILLED = 137;

  private record Pod(String name, int index, Jar backend) {}

  private final StandInApi api;
  private final Path folder;
  private final List<String> environment;
  private final Map<String, Fate> fates;

  /** By Job; only the thread touches it while it lives. */
  private final Map<String, List<Pod>> running = new TreeMap<>();

  private final Thread thread;
  private volatile boolean closed;
  private volatile @Nullable Throwable failure;

  /**
   * @param url of the API server
   * @param folder where config maps become files
   * @param environment of each pod beside its own, {@code NAME=VALUE}
   * @param fates by pod, {@code JOB-INDEX}; of all others {@link Fate#RUNS}
   */
  JobController(String url, Path folder, List<String> environment, Map<String, Fate> fates) {
    this.api = new StandInApi(url);
    this.folder = folder;
    this.environment = environment;
    this.fates = fates;
    thread = new Thread(this::control, "job-controller");
    thread.start();
  }

  /** Names of all that there is in the namespace. */
  List<String> objects() {
    List<String> names = new ArrayList<>();
    for (String path : List.of(JOBS, PODS, CONFIG_MAPS)) {
      for (JsonNode object : api.send("GET", path, "").path("items")) {
        names.add(path + "/" + object.path("metadata").path("name").asString());
      }
    }
    return names;
  }

  private void control() {
    try {
      while (!closed) {
        for (JsonNode job : api.send("GET", JOBS, "").path("items")) {
          step(job);
        }
        Wait.tick();
      }
    } catch (IOException | RuntimeException | Error e) {
      failure = e;
    }
  }

  private void step(JsonNode job) throws IOException {
    String name = job.path("metadata").path("name").asString();
    List<Pod> pods = running.get(name);
    if (job.path("metadata").hasNonNull("deletionTimestamp")) {
      collect(job, name, pods == null ? List.of() : pods);
    } else if (pods == null) {
      if (!job.path("spec").path("suspend").asBoolean()) {
        begin(job, name);
      }
    } else if (!job.path("status").has("conditions")
        && pods.stream().noneMatch(pod -> pod.backend().isAlive())) {
      end(name, pods);
    }
  }

  private void begin(JsonNode job, String name) throws IOException {
    // An API server adds it when a foreground deletion is asked for.
    api.send(
        "PATCH", JOBS + "/" + name, "{\"metadata\":{\"finalizers\":[\"foregroundDeletion\"]}}");
    List<Pod> pods = new ArrayList<>();
    int count = job.path("spec").path("completions").asInt();
    for (int index = 0; index < count; index++) {
      pods.add(pod(job.path("spec").path("template"), name, index));
    }
    running.put(name, pods);
    patchStatus(JOBS + "/" + name, "{\"active\":" + count + ",\"ready\":" + count + "}");
  }

  private Pod pod(JsonNode template, String job, int index) throws IOException {
    String name = job + "-" + index + "-abcde";
    String node = "node-" + index;
    ObjectNode pod = (ObjectNode) template.deepCopy();
    pod.put("apiVersion", "v1").put("kind", "Pod");
    ObjectNode metadata = pod.withObject("/metadata");
    metadata.put("name", name);
    metadata.withObject("/labels").put(INDEX, Integer.toString(index));
    metadata.withObject("/annotations").put(INDEX, Integer.toString(index));
    pod.withObject("/spec").put("nodeName", node);
    api.send("POST", PODS, pod.toString());
    JsonNode container = template.path("spec").path("containers").path(0);
    List<String> wrapper = new ArrayList<>(List.of("env"));
    for (JsonNode variable : container.path("env")) {
      JsonNode field = variable.path("valueFrom").path("fieldRef").path("fieldPath");
      String value =
          switch (field.asString("")) {
            case "spec.nodeName" -> node;
            case "metadata.name" -> name;
            default -> variable.path("value").asString();
          };
      wrapper.add(variable.path("name").asString() + "=" + value);
    }
    wrapper.add("JOB_COMPLETION_INDEX=" + index);
    wrapper.addAll(environment);
    Jar backend = Jar.startIn(wrapper, "backend", args(template.path("spec"), container));
    if (fate(job, index) == Fate.KILLED) {
      backend.signal("KILL");
    }
    patchStatus(PODS + "/" + name, status("Running", "{\"running\":{}}"));
    return new Pod(name, index, backend);
  }

  /** With the files of config maps where they are here. */
  private String[] args(JsonNode spec, JsonNode container) throws IOException {
    List<String> args = new ArrayList<>();
    container.path("args").forEach(arg -> args.add(arg.asString()));
    for (JsonNode volume : spec.path("volumes")) {
      String map = volume.path("configMap").path("name").asString("");
      if (!map.isEmpty()) {
        Path files = Files.createDirectories(folder.resolve(map));
        JsonNode data = api.send("GET", CONFIG_MAPS + "/" + map, "").path("data");
        for (Map.Entry<String, JsonNode> file : data.properties()) {
          Files.writeString(files.resolve(file.getKey()), file.getValue().asString());
        }
        for (JsonNode mount : container.path("volumeMounts")) {
          if (mount.path("name").equals(volume.path("name"))) {
            String path = mount.path("mountPath").asString();
            args.replaceAll(
                arg -> arg.startsWith(path + "/") ? arg.replace(path, files + "") : arg);
          }
        }
      }
    }
    // Whether a busy machine is too slow to be trusted is not what is tested.
    args.add("--max-late=1h");
    return args.toArray(String[]::new);
  }

  private Fate fate(String job, int index) {
    return fates.getOrDefault(job + "-" + index, Fate.RUNS);
  }

  private void end(String name, List<Pod> pods) {
    int failed = 0;
    for (Pod pod : pods) {
      Jar.Ended ended = pod.backend().ended(PATIENCE_SECONDS);
      String log = ended.stderr() + ended.stdout();
      if (fate(name, pod.index()) == Fate.LOG_CUT) {
        log = log.substring(0, log.length() - CUT_CHARS);
      }
      ObjectNode patch = JsonMapper.shared().createObjectNode();
      patch.withObject("/metadata/annotations").put("plimsoll.io/log", log);
      api.send("PATCH", PODS + "/" + pod.name(), patch.toString());
      boolean well = ended.exitCode() == 0;
      failed += well ? 0 : 1;
      String reason = ended.exitCode() == KILLED ? "OOMKilled" : well ? "Completed" : "Error";
      patchStatus(
          PODS + "/" + pod.name(),
          status(
              well ? "Succeeded" : "Failed",
              "{\"terminated\":{\"exitCode\":%d,\"reason\":\"%s\"}}"
                  .formatted(ended.exitCode(), reason)));
    }
    patchStatus(
        JOBS + "/" + name,
        "{\"active\":0,\"ready\":0,\"succeeded\":%d,\"failed\":%d,\"conditions\":[{\"type\":\"%s\",\"status\":\"True\"}]}"
            .formatted(pods.size() - failed, failed, failed == 0 ? "Complete" : "Failed"));
  }

  /** What the garbage collector does before a Job is gone. */
  private void collect(JsonNode job, String name, List<Pod> pods) {
    for (Pod pod : pods) {
      pod.backend().close();
      api.send("DELETE", PODS + "/" + pod.name(), "");
    }
    running.remove(name);
    JsonNode uid = job.path("metadata").path("uid");
    for (JsonNode map : api.send("GET", CONFIG_MAPS, "").path("items")) {
      for (JsonNode owner : map.path("metadata").path("ownerReferences")) {
        if (owner.path("uid").equals(uid)) {
          api.send("DELETE", CONFIG_MAPS + "/" + map.path("metadata").path("name").asString(), "");
        }
      }
    }
    api.send("PATCH", JOBS + "/" + name, "{\"metadata\":{\"finalizers\":null}}");
  }

  private static String status(String phase, String state) {
    return "{\"phase\":\"%s\",\"containerStatuses\":[{\"name\":\"runner\",\"state\":%s}]}"
        .formatted(phase, state);
  }

  private void patchStatus(String path, String status) {
    api.send("PATCH", path + "/status", "{\"status\":" + status + "}");
  }

  @Override
  public void close() {
    closed = true;
    try {
      thread.join();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
    running.values().forEach(pods -> pods.forEach(pod -> pod.backend().close()));
    if (failure != null) {
      throw new AssertionError("the Job controller has died", failure);
    }
  }
}
