package io.plimsoll.client.runnergroup;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.LinkedHashMap;
import java.util.Map;

/** How the objects of groups are told from all others. Pure. */
final class GroupLabels {

  /** The label whose value is the group's name. */
  static final String GROUP = "plimsoll.io/runner-group";

  /** The label that says who made an object, and so who may delete it. */
  static final String MANAGED_BY = "app.kubernetes.io/managed-by";

  /** The value of {@link #MANAGED_BY}. */
  static final String MANAGER = "plimsoll-runnergroup";

  /** Annotation of the Job: {@code replay} or {@code load}. */
  static final String WORKLOAD = "plimsoll.io/workload";

  /** Annotation of the Job: what the profile is called, for the report's title. */
  static final String PROFILE = "plimsoll.io/profile";

  /** Annotation of the Job: when all runners are to begin, RFC 3339. */
  static final String START_AT = "plimsoll.io/start-at";

  /** Annotation of the Job: tells one try to make it from all others. */
  static final String RUN = "plimsoll.io/run";

  private GroupLabels() {}

  /** Of each object of a group. */
  static Map<String, String> of(String group) {
    Map<String, String> labels = new LinkedHashMap<>();
    labels.put("app.kubernetes.io/name", "plimsoll");
    labels.put("app.kubernetes.io/component", "runner");
    labels.putAll(selector(group));
    return labels;
  }

  /** What the objects of a group have and no others. */
  static Map<String, String> selector(String group) {
    Map<String, String> labels = new LinkedHashMap<>();
    labels.put(MANAGED_BY, MANAGER);
    labels.put(GROUP, group);
    return labels;
  }

  /** Whether an object was made for a group. */
  static boolean belongsTo(HasMetadata object, String group) {
    Map<String, String> labels = object.getMetadata().getLabels();
    return labels != null && labels.entrySet().containsAll(selector(group).entrySet());
  }

  /** An annotation of an object, empty if it has none. */
  static String annotation(HasMetadata object, String name) {
    Map<String, String> annotations = object.getMetadata().getAnnotations();
    return annotations == null ? "" : annotations.getOrDefault(name, "");
  }
}
