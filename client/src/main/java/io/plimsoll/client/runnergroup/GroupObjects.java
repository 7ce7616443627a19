package io.plimsoll.client.runnergroup;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobSpec;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The objects that a group is made of. A load profile's config map is owned by the Job, so that
 * Kubernetes deletes it with the Job; that takes the Job's uid, so the Job is made first, and
 * suspended until the config map is there. Pure.
 */
final class GroupObjects {

  private final GroupSpec spec;
  private final GroupSettings settings;

  GroupObjects(GroupSpec spec, GroupSettings settings) {
    this.spec = spec;
    this.settings = settings;
  }

  /** The name of the config map with a group's load profile. */
  static String profileName(String group) {
    return group + "-profile";
  }

  /** The Job; suspended if it needs the config map. */
  Job job() {
    Job job = new Job();
    job.setMetadata(metadata(settings.name()));
    job.getMetadata().setAnnotations(annotations());
    Owner owner = spec.owner();
    if (owner != null) {
      job.getMetadata()
          .setOwnerReferences(
              List.of(reference(owner.apiVersion(), owner.kind(), owner.name(), owner.uid())));
    }
    JobSpec body = new JobSpec();
    body.setCompletionMode("Indexed");
    body.setCompletions(spec.count());
    body.setParallelism(spec.count());
    switch (settings.retries()) {
      case NONE_FOR_ANY_RUNNER -> body.setBackoffLimitPerIndex(0);
      case NONE_FOR_THE_JOB -> body.setBackoffLimit(0);
    }
    if (needsConfigMap()) {
      body.setSuspend(true);
    }
    if (settings.keep() != null) {
      body.setTtlSecondsAfterFinished((int) settings.keep().toSeconds());
    }
    body.setTemplate(template());
    job.setSpec(body);
    return job;
  }

  /** Whether the runners read a config map. */
  boolean needsConfigMap() {
    return spec.profile() instanceof GroupProfile.Load;
  }

  /**
   * The config map with the load profile.
   *
   * @param job as the API server has made it
   * @throws IllegalStateException if there is no load profile
   */
  ConfigMap configMap(Job job) {
    if (!(spec.profile() instanceof GroupProfile.Load load)) {
      throw new IllegalStateException("a replay has no config map");
    }
    ConfigMap map = new ConfigMap();
    map.setMetadata(metadata(profileName(settings.name())));
    map.getMetadata()
        .setOwnerReferences(
            List.of(
                reference(
                    job.getApiVersion(),
                    job.getKind(),
                    job.getMetadata().getName(),
                    job.getMetadata().getUid())));
    map.setImmutable(true);
    map.setData(Map.of(GroupProfile.LOAD_FILE, load.text()));
    return map;
  }

  private ObjectMeta metadata(String name) {
    ObjectMeta metadata = new ObjectMeta();
    metadata.setName(name);
    metadata.setNamespace(settings.namespace());
    metadata.setLabels(GroupLabels.of(settings.name()));
    return metadata;
  }

  private Map<String, String> annotations() {
    Map<String, String> annotations = new LinkedHashMap<>();
    annotations.put(GroupLabels.WORKLOAD, spec.profile().workload().text());
    annotations.put(GroupLabels.PROFILE, spec.profile().source());
    annotations.put(GroupLabels.START_AT, settings.startAt().toString());
    annotations.put(GroupLabels.RUN, settings.run());
    return annotations;
  }

  private static OwnerReference reference(String apiVersion, String kind, String name, String uid) {
    OwnerReference reference = new OwnerReference();
    reference.setApiVersion(apiVersion);
    reference.setKind(kind);
    reference.setName(name);
    reference.setUid(uid);
    return reference;
  }

  private PodTemplateSpec template() {
    PodTemplateSpec template = new PodTemplateSpec();
    ObjectMeta metadata = new ObjectMeta();
    metadata.setLabels(GroupLabels.of(settings.name()));
    Map<String, String> annotations = new LinkedHashMap<>();
    // A runner that is moved to another node is lost: nobody should do it to tidy up.
    annotations.put("cluster-autoscaler.kubernetes.io/safe-to-evict", "false");
    annotations.put("karpenter.sh/do-not-disrupt", "true");
    metadata.setAnnotations(annotations);
    template.setMetadata(metadata);
    template.setSpec(new RunnerPod(spec, settings).spec());
    return template;
  }
}
