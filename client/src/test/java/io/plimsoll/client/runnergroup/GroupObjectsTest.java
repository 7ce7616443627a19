package io.plimsoll.client.runnergroup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class GroupObjectsTest {

  private static final KubernetesSerialization SERIALIZATION = new KubernetesSerialization();
  private static final Instant START = Instant.parse("2026-01-01T12:00:00Z");
  private static final GroupProfile.Load LOAD =
      new GroupProfile.Load("version: 1\n", "spike.yaml", 1, List.of());

  @Test
  void jobOfALoadIsAsDocumented() {
    Map<String, List<String>> affinity = new LinkedHashMap<>();
    affinity.put("disk", List.of("ssd", "nvme"));
    affinity.put("zone", List.of("a"));
    GroupSpec spec =
        new GroupSpec(
            4, LOAD, affinity, "runner", new Owner("apps/v1", "Deployment", "bench", "u-1"));
    Job job = new GroupObjects(spec, settings(List.of("--rate=5"), null)).job();
    assertThat(json(job))
        .isEqualTo(
            tree(
                """
                {
                  "apiVersion": "batch/v1",
                  "kind": "Job",
                  "metadata": {
                    "name": "spike",
                    "namespace": "lab",
                    "labels": LABELS,
                    "annotations": {
                      "plimsoll.io/workload": "load",
                      "plimsoll.io/profile": "spike.yaml",
                      "plimsoll.io/start-at": "2026-01-01T12:00:00Z",
                      "plimsoll.io/run": "r-1"
                    },
                    "ownerReferences": [
                      {"apiVersion": "apps/v1", "kind": "Deployment", "name": "bench", "uid": "u-1"}
                    ]
                  },
                  "spec": {
                    "completionMode": "Indexed",
                    "completions": 4,
                    "parallelism": 4,
                    "backoffLimitPerIndex": 0,
                    "suspend": true,
                    "template": {
                      "metadata": {
                        "labels": LABELS,
                        "annotations": {
                          "cluster-autoscaler.kubernetes.io/safe-to-evict": "false",
                          "karpenter.sh/do-not-disrupt": "true"
                        }
                      },
                      "spec": {
                        "restartPolicy": "Never",
                        "terminationGracePeriodSeconds": 30,
                        "enableServiceLinks": false,
                        "serviceAccountName": "runner",
                        "affinity": {
                          "nodeAffinity": {
                            "requiredDuringSchedulingIgnoredDuringExecution": {
                              "nodeSelectorTerms": [{"matchExpressions": [
                                {"key": "disk", "operator": "In", "values": ["ssd", "nvme"]},
                                {"key": "zone", "operator": "In", "values": ["a"]}
                              ]}]
                            }
                          }
                        },
                        "topologySpreadConstraints": [{
                          "maxSkew": 1,
                          "topologyKey": "kubernetes.io/hostname",
                          "whenUnsatisfiable": "ScheduleAnyway",
                          "labelSelector": {"matchLabels": {
                            "app.kubernetes.io/managed-by": "plimsoll-runnergroup",
                            "plimsoll.io/runner-group": "spike"
                          }}
                        }],
                        "securityContext": {
                          "runAsNonRoot": true,
                          "runAsUser": 65534,
                          "runAsGroup": 65534,
                          "seccompProfile": {"type": "RuntimeDefault"}
                        },
                        "containers": [{
                          "name": "runner",
                          "image": "plimsoll/backend:1",
                          "args": [
                            "-once", "-node-env", "NODE_NAME", "-pod-env", "POD_NAME",
                            "load", "/etc/plimsoll/profile/profile.yaml",
                            "--runners", "4", "--start-at", "2026-01-01T12:00:00Z",
                            "--report-line", "--rate=5"
                          ],
                          "env": [
                            {"name": "JAVA_TOOL_OPTIONS",
                             "value": "-XX:MaxRAMPercentage=50 -XX:+ExitOnOutOfMemoryError"},
                            {"name": "NODE_NAME",
                             "valueFrom": {"fieldRef": {"fieldPath": "spec.nodeName"}}},
                            {"name": "POD_NAME",
                             "valueFrom": {"fieldRef": {"fieldPath": "metadata.name"}}}
                          ],
                          "resources": {
                            "requests": {"cpu": "500m", "memory": "1Gi"},
                            "limits": {"cpu": "500m", "memory": "1Gi"}
                          },
                          "securityContext": {
                            "allowPrivilegeEscalation": false,
                            "readOnlyRootFilesystem": true,
                            "capabilities": {"drop": ["ALL"]}
                          },
                          "volumeMounts": [
                            {"name": "tmp", "mountPath": "/tmp"},
                            {"name": "profile", "mountPath": "/etc/plimsoll/profile",
                             "readOnly": true}
                          ]
                        }],
                        "volumes": [
                          {"name": "tmp", "emptyDir": {"sizeLimit": "5Gi"}},
                          {"name": "profile", "configMap": {"name": "spike-profile"}}
                        ]
                      }
                    }
                  }
                }
                """));
  }

  @Test
  void configMapOfALoadIsAsDocumented() {
    GroupObjects objects =
        new GroupObjects(new GroupSpec(1, LOAD, Map.of(), null, null), settings(List.of(), null));
    Job made = objects.job();
    made.getMetadata().setUid("j-1");
    assertThat(json(objects.configMap(made)))
        .isEqualTo(
            tree(
                """
                {
                  "apiVersion": "v1",
                  "kind": "ConfigMap",
                  "metadata": {
                    "name": "spike-profile",
                    "namespace": "lab",
                    "labels": LABELS,
                    "ownerReferences": [
                      {"apiVersion": "batch/v1", "kind": "Job", "name": "spike", "uid": "j-1"}
                    ]
                  },
                  "immutable": true,
                  "data": {"profile.yaml": "version: 1\\n"}
                }
                """));
  }

  @Test
  void replayFromAVolumeMountsItReadOnlyAndStartsAtOnce() {
    GroupObjects objects = replay(new GroupProfile.ReplayVolume("profiles", "a/p.yaml"), null);
    JsonNode spec = json(objects.job()).at("/spec");
    JsonNode container = spec.at("/template/spec/containers/0");
    assertThat(objects.needsConfigMap()).isFalse();
    assertThat(spec.has("suspend")).isFalse();
    assertThat(spec.at("/template/spec").has("affinity")).isFalse();
    assertThat(spec.at("/template/spec").has("serviceAccountName")).isFalse();
    assertThat(spec.at("/template/spec/volumes/1"))
        .isEqualTo(
            tree(
                "{\"name\":\"profile\",\"persistentVolumeClaim\":{\"claimName\":\"profiles\",\"readOnly\":true}}"));
    assertThat(container.at("/volumeMounts/1"))
        .isEqualTo(tree("{\"name\":\"profile\",\"mountPath\":\"/mnt/profile\",\"readOnly\":true}"));
    assertThat(container.at("/args/5").asString()).isEqualTo("replay");
    assertThat(container.at("/args/6").asString()).isEqualTo("/mnt/profile/a/p.yaml");
    assertThatThrownBy(() -> objects.configMap(objects.job()))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void replayFromAUrlNeedsNoVolume() {
    Job job = replay(new GroupProfile.ReplayUrl("http://files/p.yaml"), null).job();
    JsonNode pod = json(job).at("/spec/template/spec");
    assertThat(pod.at("/volumes")).hasSize(1);
    assertThat(pod.at("/containers/0/volumeMounts")).hasSize(1);
    assertThat(pod.at("/containers/0/args/6").asString()).isEqualTo("http://files/p.yaml");
  }

  @Test
  void groupThatIsKeptForATimeGoesAwayByItself() {
    Job job = replay(new GroupProfile.ReplayUrl("http://files/p.yaml"), Duration.ofHours(2)).job();
    assertThat(job.getSpec().getTtlSecondsAfterFinished()).isEqualTo(7200);
  }

  @Test
  void oldKubernetesEndsTheJobWithTheFirstFailure() {
    GroupSettings old =
        new GroupSettings(
            "spike",
            "lab",
            "i",
            "1",
            "1Gi",
            START,
            null,
            "r-1",
            GroupSettings.Retries.NONE_FOR_THE_JOB,
            List.of());
    Job job = new GroupObjects(new GroupSpec(2, LOAD, Map.of(), null, null), old).job();
    assertThat(job.getSpec().getBackoffLimit()).isZero();
    assertThat(job.getSpec().getBackoffLimitPerIndex()).isNull();
  }

  @Test
  void longestNameLeavesRoomForTheIndexOfTheLastPod() {
    String host = "a".repeat(GroupSettings.MAX_NAME_CHARS) + "-" + (GroupSpecReader.MAX_COUNT - 1);
    assertThat(NameRules.isDnsLabel(host)).isTrue();
    assertThat(NameRules.isDnsLabel("a" + host)).isFalse();
  }

  private static GroupObjects replay(GroupProfile profile, @Nullable Duration keep) {
    return new GroupObjects(
        new GroupSpec(2, profile, Map.of(), null, null), settings(List.of(), keep));
  }

  private static GroupSettings settings(List<String> traffic, @Nullable Duration keep) {
    return new GroupSettings(
        "spike",
        "lab",
        "plimsoll/backend:1",
        "500m",
        "1Gi",
        START,
        keep,
        "r-1",
        GroupSettings.Retries.NONE_FOR_ANY_RUNNER,
        traffic);
  }

  /** As the API server gets it; it is read back first, and has no field that is not known. */
  private static JsonNode json(Object object) {
    String text = SERIALIZATION.asJson(object);
    Object back = SERIALIZATION.unmarshal(text, object.getClass());
    assertThat(back).isEqualTo(object);
    StrictModels.assertNothingUnknown(back);
    assertThat(object).isInstanceOfAny(Job.class, ConfigMap.class);
    return JsonMapper.shared().readTree(text);
  }

  private static JsonNode tree(String text) {
    return JsonMapper.shared()
        .readTree(
            text.replace(
                "LABELS",
                """
                {
                  "app.kubernetes.io/name": "plimsoll",
                  "app.kubernetes.io/component": "runner",
                  "app.kubernetes.io/managed-by": "plimsoll-runnergroup",
                  "plimsoll.io/runner-group": "spike"
                }
                """));
  }
}
