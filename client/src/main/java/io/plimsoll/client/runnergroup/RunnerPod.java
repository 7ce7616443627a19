package io.plimsoll.client.runnergroup;

import io.fabric8.kubernetes.api.model.Affinity;
import io.fabric8.kubernetes.api.model.Capabilities;
import io.fabric8.kubernetes.api.model.ConfigMapVolumeSource;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EmptyDirVolumeSource;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.EnvVarSource;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.NodeAffinity;
import io.fabric8.kubernetes.api.model.NodeSelector;
import io.fabric8.kubernetes.api.model.NodeSelectorRequirement;
import io.fabric8.kubernetes.api.model.NodeSelectorTerm;
import io.fabric8.kubernetes.api.model.ObjectFieldSelector;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimVolumeSource;
import io.fabric8.kubernetes.api.model.PodSecurityContext;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.api.model.SeccompProfile;
import io.fabric8.kubernetes.api.model.SecurityContext;
import io.fabric8.kubernetes.api.model.TopologySpreadConstraint;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The pod of a runner, the same for all of a group: which one it is, the Job's index says. Pure.
 */
final class RunnerPod {

  /** Its only container. */
  static final String CONTAINER = "runner";

  /** Nobody, as in all of our images. */
  private static final long USER = 65534;

  /** A runner that is told to stop cancels its requests and prints what it has. */
  private static final long GRACE_SECONDS = 30;

  /** Half of the memory: the rest is for connections, threads and the JVM itself. */
  private static final String JAVA_OPTIONS = "-XX:MaxRAMPercentage=50 -XX:+ExitOnOutOfMemoryError";

  /** Where a replay's requests wait; the backend takes no profile of more than 4 GiB. */
  private static final String TMP_SIZE = "5Gi";

  private static final String NODE_ENV = "NODE_NAME";
  private static final String POD_ENV = "POD_NAME";
  private static final String TMP = "tmp";
  private static final String PROFILE = "profile";
  private static final String HOST_NAME_LABEL = "kubernetes.io/hostname";

  private final GroupSpec spec;
  private final GroupSettings settings;

  RunnerPod(GroupSpec spec, GroupSettings settings) {
    this.spec = spec;
    this.settings = settings;
  }

  PodSpec spec() {
    PodSpec pod = new PodSpec();
    pod.setRestartPolicy("Never");
    pod.setTerminationGracePeriodSeconds(GRACE_SECONDS);
    pod.setEnableServiceLinks(false);
    pod.setServiceAccountName(spec.serviceAccount());
    pod.setAffinity(affinity());
    pod.setTopologySpreadConstraints(List.of(spread()));
    PodSecurityContext security = new PodSecurityContext();
    security.setRunAsNonRoot(true);
    security.setRunAsUser(USER);
    security.setRunAsGroup(USER);
    SeccompProfile seccomp = new SeccompProfile();
    seccomp.setType("RuntimeDefault");
    security.setSeccompProfile(seccomp);
    pod.setSecurityContext(security);
    pod.setContainers(List.of(container()));
    pod.setVolumes(volumes());
    return pod;
  }

  private Container container() {
    Container container = new Container();
    container.setName(CONTAINER);
    container.setImage(settings.image());
    container.setArgs(args());
    EnvVar java = new EnvVar();
    java.setName("JAVA_TOOL_OPTIONS");
    java.setValue(JAVA_OPTIONS);
    container.setEnv(
        List.of(java, fromField(NODE_ENV, "spec.nodeName"), fromField(POD_ENV, "metadata.name")));
    ResourceRequirements resources = new ResourceRequirements();
    Map<String, Quantity> quantities =
        Map.of("cpu", new Quantity(settings.cpu()), "memory", new Quantity(settings.memory()));
    resources.setRequests(quantities);
    resources.setLimits(quantities);
    container.setResources(resources);
    SecurityContext security = new SecurityContext();
    security.setAllowPrivilegeEscalation(false);
    security.setReadOnlyRootFilesystem(true);
    Capabilities capabilities = new Capabilities();
    capabilities.setDrop(List.of("ALL"));
    security.setCapabilities(capabilities);
    container.setSecurityContext(security);
    List<VolumeMount> mounts = new ArrayList<>();
    mounts.add(mount(TMP, "/tmp", false));
    if (spec.profile() instanceof GroupProfile.Load) {
      mounts.add(mount(PROFILE, GroupProfile.LOAD_FOLDER, true));
    } else if (spec.profile() instanceof GroupProfile.ReplayVolume) {
      mounts.add(mount(PROFILE, GroupProfile.VOLUME_FOLDER, true));
    }
    container.setVolumeMounts(mounts);
    return container;
  }

  private List<String> args() {
    List<String> args =
        new ArrayList<>(
            List.of(
                "-once",
                "-node-env",
                NODE_ENV,
                "-pod-env",
                POD_ENV,
                spec.profile().workload().text(),
                spec.profile().location(),
                "--runners",
                Integer.toString(spec.count()),
                "--start-at",
                settings.startAt().toString(),
                "--report-line"));
    args.addAll(settings.traffic());
    return args;
  }

  private static EnvVar fromField(String name, String path) {
    ObjectFieldSelector field = new ObjectFieldSelector();
    field.setFieldPath(path);
    EnvVarSource source = new EnvVarSource();
    source.setFieldRef(field);
    EnvVar variable = new EnvVar();
    variable.setName(name);
    variable.setValueFrom(source);
    return variable;
  }

  private static VolumeMount mount(String volume, String path, boolean readOnly) {
    VolumeMount mount = new VolumeMount();
    mount.setName(volume);
    mount.setMountPath(path);
    mount.setReadOnly(readOnly ? true : null);
    return mount;
  }

  private List<Volume> volumes() {
    List<Volume> volumes = new ArrayList<>();
    Volume tmp = new Volume();
    tmp.setName(TMP);
    EmptyDirVolumeSource folder = new EmptyDirVolumeSource();
    folder.setSizeLimit(new Quantity(TMP_SIZE));
    tmp.setEmptyDir(folder);
    volumes.add(tmp);
    Volume profile = new Volume();
    profile.setName(PROFILE);
    if (spec.profile() instanceof GroupProfile.Load) {
      ConfigMapVolumeSource source = new ConfigMapVolumeSource();
      source.setName(GroupObjects.profileName(settings.name()));
      profile.setConfigMap(source);
      volumes.add(profile);
    } else if (spec.profile() instanceof GroupProfile.ReplayVolume replay) {
      PersistentVolumeClaimVolumeSource source = new PersistentVolumeClaimVolumeSource();
      source.setClaimName(replay.claim());
      source.setReadOnly(true);
      profile.setPersistentVolumeClaim(source);
      volumes.add(profile);
    }
    return volumes;
  }

  /** Two runners on one node take each other's processors; so they spread where they can. */
  private TopologySpreadConstraint spread() {
    TopologySpreadConstraint spread = new TopologySpreadConstraint();
    spread.setMaxSkew(1);
    spread.setTopologyKey(HOST_NAME_LABEL);
    spread.setWhenUnsatisfiable("ScheduleAnyway");
    LabelSelector selector = new LabelSelector();
    selector.setMatchLabels(GroupLabels.selector(settings.name()));
    spread.setLabelSelector(selector);
    return spread;
  }

  private @Nullable Affinity affinity() {
    if (spec.nodeAffinity().isEmpty()) {
      return null;
    }
    List<NodeSelectorRequirement> requirements = new ArrayList<>();
    spec.nodeAffinity()
        .forEach(
            (label, values) -> {
              NodeSelectorRequirement requirement = new NodeSelectorRequirement();
              requirement.setKey(label);
              requirement.setOperator("In");
              requirement.setValues(values);
              requirements.add(requirement);
            });
    NodeSelectorTerm all = new NodeSelectorTerm();
    all.setMatchExpressions(requirements);
    NodeSelector nodes = new NodeSelector();
    nodes.setNodeSelectorTerms(List.of(all));
    NodeAffinity node = new NodeAffinity();
    node.setRequiredDuringSchedulingIgnoredDuringExecution(nodes);
    Affinity affinity = new Affinity();
    affinity.setNodeAffinity(node);
    return affinity;
  }
}
