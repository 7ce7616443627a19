package io.plimsoll.standin.kfp;

import io.plimsoll.standin.api.Verb;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The requests that a server answers: method and path, with a name for each part that varies. */
enum KfpRoute {
  HEALTH("GET", "/healthz", Verb.GET),
  UPLOAD("POST", "/pipelines/upload", Verb.CREATE),
  UPLOAD_VERSION("POST", "/pipelines/upload_version", Verb.CREATE),
  LIST_PIPELINES("GET", "/pipelines", Verb.LIST),
  GET_PIPELINE("GET", "/pipelines/{pipeline_id}", Verb.GET),
  DELETE_PIPELINE("DELETE", "/pipelines/{pipeline_id}", Verb.DELETE),
  LIST_VERSIONS("GET", "/pipelines/{pipeline_id}/versions", Verb.LIST),
  GET_VERSION("GET", "/pipelines/{pipeline_id}/versions/{pipeline_version_id}", Verb.GET),
  DELETE_VERSION("DELETE", "/pipelines/{pipeline_id}/versions/{pipeline_version_id}", Verb.DELETE),
  LIST_EXPERIMENTS("GET", "/experiments", Verb.LIST),
  CREATE_EXPERIMENT("POST", "/experiments", Verb.CREATE),
  GET_EXPERIMENT("GET", "/experiments/{experiment_id}", Verb.GET),
  DELETE_EXPERIMENT("DELETE", "/experiments/{experiment_id}", Verb.DELETE),
  LIST_RUNS("GET", "/runs", Verb.LIST),
  CREATE_RUN("POST", "/runs", Verb.CREATE),
  GET_RUN("GET", "/runs/{run_id}", Verb.GET),
  DELETE_RUN("DELETE", "/runs/{run_id}", Verb.DELETE),
  TERMINATE_RUN("POST", "/runs/{run_id}:terminate", Verb.UPDATE);

  static final String PREFIX = "/apis/v2beta1";

  private final String method;
  private final String pattern;
  private final Verb verb;

  /**
   * A request that is one of them.
   *
   * @param ids the parts that vary, in the order of the path; not decoded
   */
  record Match(KfpRoute route, List<String> ids) {}

  KfpRoute(String method, String pattern, Verb verb) {
    this.method = method;
    this.pattern = pattern;
    this.verb = verb;
  }

  /** What it does, in the words of faults. */
  Verb verb() {
    return verb;
  }

  /** With names for what varies, as statistics count it. */
  String path() {
    return PREFIX + pattern;
  }

  /** Null if it is none of them. */
  static @Nullable Match match(String method, String path) {
    for (KfpRoute route : values()) {
      List<String> ids = route.idsOf(path);
      if (ids != null && route.method.equals(method)) {
        return new Match(route, ids);
      }
    }
    return null;
  }

  /** Whether there is such a path, with another method. */
  static boolean isPath(String path) {
    for (KfpRoute route : values()) {
      if (route.idsOf(path) != null) {
        return true;
      }
    }
    return false;
  }

  private @Nullable List<String> idsOf(String path) {
    if (!path.startsWith(PREFIX + "/")) {
      return null;
    }
    String[] wanted = pattern.split("/", -1);
    String[] given = path.substring(PREFIX.length()).split("/", -1);
    if (wanted.length != given.length) {
      return null;
    }
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < wanted.length; i++) {
      if (!wanted[i].startsWith("{")) {
        if (!wanted[i].equals(given[i])) {
          return null;
        }
        continue;
      }
      String after = wanted[i].substring(wanted[i].indexOf('}') + 1);
      String id = given[i].substring(0, Math.max(0, given[i].length() - after.length()));
      if (id.isEmpty() || id.contains(":") || !given[i].equals(id + after)) {
        return null;
      }
      ids.add(id);
    }
    return ids;
  }
}
