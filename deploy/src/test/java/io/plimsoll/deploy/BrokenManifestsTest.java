package io.plimsoll.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Each rule finds what breaks it: good manifests with one thing changed. */
class BrokenManifestsTest {

  /** Short names for what is long in a pointer. */
  private static final String POD = "/spec/template/spec";

  private static final String FIRST = POD + "/containers/0";

  @BeforeAll
  static void kubectlIsThere() {
    Kustomize.assumeKubectl(BrokenManifestsTest.class);
  }

  /** POD and FIRST stand for the pod and its first container, and no value for taking it away. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          Deployment/frontend      | POD/hostNetwork                                     | true               | hostNetwork
          Deployment/frontend      | POD/hostPID                                         | true               | hostPID
          Deployment/frontend      | POD/hostIPC                                         | true               | hostIPC
          Deployment/frontend      | POD/automountServiceAccountToken                    |                    | token mounted true, role bound false
          Deployment/backend-replay | POD/automountServiceAccountToken                   | false              | token mounted false, role bound true
          Deployment/frontend      | POD/securityContext/runAsUser                       | 0                  | runs as user 0
          Deployment/frontend      | FIRST/securityContext/runAsUser                     | 1000               | runs as user 1000
          Deployment/frontend      | POD/securityContext/runAsNonRoot                    |                    | may run as root
          Deployment/frontend      | FIRST/securityContext/runAsNonRoot                  | false              | may run as root
          Deployment/frontend      | POD/securityContext/seccompProfile                  |                    | no seccomp RuntimeDefault
          Deployment/frontend      | FIRST/securityContext/seccompProfile                | {"type":"Unconfined"} | no seccomp RuntimeDefault
          Deployment/frontend      | FIRST/securityContext/privileged                    | true               | privileged
          Deployment/frontend      | FIRST/securityContext/allowPrivilegeEscalation      |                    | may gain privileges
          Deployment/frontend      | FIRST/securityContext/readOnlyRootFilesystem        | false              | writable root
          Deployment/frontend      | FIRST/securityContext/capabilities/drop             | ["NET_RAW"]        | keeps capabilities
          Deployment/frontend      | FIRST/securityContext/capabilities/add              | ["SYS_ADMIN"]      | adds capabilities
          Deployment/frontend      | FIRST/resources/requests/cpu                        |                    | no cpu requests
          Deployment/frontend      | FIRST/resources/requests/memory                     |                    | no memory requests
          Deployment/frontend      | FIRST/resources/limits/cpu                          |                    | no cpu limits
          Deployment/frontend      | FIRST/resources/limits/memory                       |                    | no memory limits
          Deployment/frontend      | FIRST/image                                         | plimsoll/frontend:latest | unknown image plimsoll/frontend:latest
          Deployment/backend-sleep | FIRST/readinessProbe                                |                    | no readinessProbe
          Deployment/backend-sleep | FIRST/livenessProbe                                 |                    | no livenessProbe
          Deployment/backend-sleep | FIRST/livenessProbe/httpGet/port                    | health             | livenessProbe: no port health
          Deployment/backend-sleep | POD/volumes/0/emptyDir/sizeLimit                    |                    | volume tmp: no sizeLimit
          Deployment/backend-sleep | POD/volumes/0/hostPath                              | {"path":"/"}       | volume tmp: a path of the node
          Deployment/backend-sleep | POD/volumes/0/name                                  | temp               | no volume tmp
          Deployment/backend-sleep | FIRST/volumeMounts                                  |                    | volumes that nothing mounts: [tmp]
          Deployment/backend-sleep | POD/terminationGracePeriodSeconds                   |                    | no terminationGracePeriodSeconds
          Deployment/backend-sleep | POD/terminationGracePeriodSeconds                   | 40                 | has 40 s to end, needs more than 40.0
          Deployment/frontend      | POD/terminationGracePeriodSeconds                   | 30                 | has 30 s to end, needs more than 30.0
          Deployment/frontend      | POD/serviceAccountName                              | front              | no ServiceAccount front
          Deployment/backend-fakedev | POD/volumes/1/configMap/name                      | devices            | no ConfigMap devices
          Deployment/backend-fakedev | POD/volumes/1/secret                              | {"secretName":"s"} | no Secret s
          Deployment/backend-fakedev | POD/volumes/1/projected                           | {}                 | a projected volume is not looked into
          Deployment/backend-sleep | FIRST/envFrom                                       | []                 | envFrom is not looked into
          Deployment/backend-sleep | FIRST/env/0/valueFrom                               | {"secretKeyRef":{"name":"s","key":"k"}} | no Secret s
          Deployment/backend-sleep | FIRST/env/0/valueFrom                               | {"configMapKeyRef":{"name":"c","key":"k"}} | no ConfigMap c
          Deployment/backend-sleep | /spec/selector/matchLabels/plimsoll.io~1queue       | fakedev            | does not select its own pods
          Deployment/backend-sleep | /spec/selector/matchLabels/plimsoll.io~1queue       |                    | selects the pods of others
          Service/frontend         | /spec/selector/app.kubernetes.io~1component         | server             | selects no pod
          Service/frontend         | /spec/ports/0/targetPort                            | requests           | has no port requests
          PodDisruptionBudget/frontend | /spec/selector/matchLabels/app.kubernetes.io~1name | other           | selects no pod
          Ingress/client-sleep     | /spec/rules/0/http/paths/0/backend/service/name     | sleep              | no port control of a Service sleep
          Ingress/client-sleep     | /spec/rules/0/http/paths/0/backend/service/port     | {"number": 80}     | no port 80 of a Service client-sleep
          NetworkPolicy/frontend   | /spec/podSelector/matchLabels/app.kubernetes.io~1component | front        | selects no pod
          NetworkPolicy/frontend   | /spec/ingress/0/from/0/podSelector/matchLabels/app.kubernetes.io~1component | user | from: selects no pod
          NetworkPolicy/frontend   | /spec/ingress/0/ports/0/port                        | requests           | no pod has port requests
          RoleBinding/backend-replay | /roleRef/name                                     | replay             | no Role replay
          RoleBinding/backend-replay | /subjects/0/name                                  | replay             | no ServiceAccount replay
          Service/frontend         | /metadata/namespace                                 | default            | no namespace default
          Namespace/plimsoll       | /metadata/name                                      | other              | no namespace plimsoll
          Deployment/frontend      | FIRST/ports/0/containerPort                         | 9990               | port clients is not :9997
          Deployment/frontend      | FIRST/ports/1/name                                  | backends           | port workers is not :9999
          Deployment/frontend      | FIRST/ports/2/containerPort                         | 9999               | port metrics is not :9998
          Deployment/frontend      | FIRST/args                                          | ["-caddr", ":9997"] | serves no queue
          Deployment/frontend      | FIRST/args/1                                        | localhost:9997     | port clients is not localhost:9997
          Deployment/backend-sleep | FIRST/args/1                                        | frontend:9997      | -faddr: no Service has port workers at frontend:9997
          Deployment/backend-sleep | FIRST/args/3                                        | :9100              | port metrics is not :9100
          Deployment/backend-sleep | FIRST/args/13                                       | "'0'"                  | no -limit
          Deployment/backend-sleep | FIRST/args/15                                       | sleepy             | queue sleepy is not among [sleep, fakedev, replay]
          Deployment/backend-sleep | FIRST/args/15                                       | fakedev            | label of queue "sleep"
          Deployment/backend-sleep | FIRST/args/9                                        | NODE               | -node-env: not by the downward API
          Deployment/backend-sleep | FIRST/env/1                                         | {"name":"POD_NAME","value":"p"} | -pod-env: not by the downward API
          Deployment/client-sleep  | FIRST/args/1                                        | frontend:9999      | -faddr: no Service has port clients at frontend:9999
          Deployment/client-sleep  | FIRST/args/3                                        | :9000              | port control is not :9000
          Deployment/client-sleep  | FIRST/args/7                                        | gpu                | queue gpu is not among
          """)
  void whatIsWrongIsFound(String id, String pointer, String value, String finding) {
    Manifests good = Kustomize.build(Checkout.deploy().resolve("overlays/all"));
    List<JsonNode> objects = new ArrayList<>();
    good.objects().forEach(object -> objects.add(object.deepCopy()));
    JsonNode changed =
        objects.stream()
            .filter(object -> Manifests.idOf(object).equals(id))
            .findAny()
            .orElseThrow();
    change(changed, pointer.replace("POD", POD).replace("FIRST", FIRST), value);
    assertThat(Rules.findings(new Manifests(objects)))
        .anySatisfy(found -> assertThat(found).contains(finding));
  }

  /** What no object of the overlay shows. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          {kind: HorizontalPodAutoscaler, spec: {scaleTargetRef: {kind: Deployment, name: gone}}} | no Deployment gone
          {kind: ScaledObject, spec: {scaleTargetRef: {name: gone}}}                  | no Deployment gone
          {kind: APIService, spec: {service: {name: frontend, port: 6443}}}           | no port 6443 of a Service frontend
          {kind: PodMonitor, spec: {selector: {matchLabels: {a: b}}}}                 | selects no pod
          {kind: PodMonitor, spec: {selector: {}, podMetricsEndpoints: [{port: odd}]}} | has no port odd
          {kind: ServiceMonitor, spec: {selector: {matchLabels: {a: b}}}}             | selects no Service
          {kind: ServiceMonitor, spec: {selector: {}, endpoints: [{port: odd}]}}      | no port odd of a Service
          {kind: CronJob, spec: {jobTemplate: {spec: {template: {spec: {containers: [{name: c, image: odd}]}}}}}} | unknown image odd
          {kind: Namespace}                                                           | Namespace: there are 2
          """)
  void whatIsWrongInAnotherKindIsFound(String object, String finding) {
    List<JsonNode> objects =
        new ArrayList<>(Kustomize.build(Checkout.deploy().resolve("overlays/all")).objects());
    ObjectNode more = (ObjectNode) Yaml.one(object);
    more.putObject("metadata").put("name", "more");
    objects.add(more);
    assertThat(Rules.findings(new Manifests(objects)))
        .anySatisfy(found -> assertThat(found).contains(finding));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          /spec/replica                      | 1      | .replica: unknown
          /spec/replicas                     | '1'    | is read as 1
          POD/terminationGracePeriod         | 1      | .terminationGracePeriod: unknown
          FIRST/securityContext/drop         | []     | .drop: unknown
          FIRST/livenessProbe/httpget        | {}     | .httpget: unknown
          FIRST/ports/0/port                 | 1      | .port: unknown
          """)
  void fieldThatKubernetesDoesNotKnowIsFound(String pointer, String value, String finding) {
    JsonNode frontend =
        Kustomize.build(Checkout.deploy().resolve("overlays/all")).of("Deployment").stream()
            .filter(object -> Manifests.nameOf(object).equals("frontend"))
            .findAny()
            .orElseThrow()
            .deepCopy();
    change(frontend, pointer.replace("POD", POD).replace("FIRST", FIRST), value);
    assertThat(TypedModels.findings(frontend))
        .singleElement()
        .satisfies(found -> assertThat(found).contains(finding));
  }

  @Test
  void kindWithoutSchemaIsFound() {
    assertThat(
            CustomResources.findings(
                Yaml.one("{apiVersion: example.org/v1, kind: Odd, metadata: {name: o}}")))
        .containsExactly("Odd/o: no schema of example.org/v1");
  }

  @Test
  void exceptionsAreThoseThatOverlaysNeed() {
    Set<String> all = new HashSet<>();
    Checkout.overlays().forEach(overlay -> all.addAll(Rules.all(Kustomize.build(overlay))));
    assertThat(Rules.exceptions())
        .allSatisfy(may -> assertThat(all).anyMatch(finding -> finding.endsWith("/" + may)));
  }

  private static void change(JsonNode object, String pointer, String value) {
    JsonPointer at = JsonPointer.compile(pointer);
    JsonNode parent = object.at(at.head());
    JsonNode to = value == null ? null : Yaml.one(value);
    if (parent instanceof ArrayNode array) {
      array.set(at.last().getMatchingIndex(), to);
    } else if (to == null) {
      assertThat(((ObjectNode) parent).remove(at.last().getMatchingProperty())).isNotNull();
    } else {
      ((ObjectNode) parent).set(at.last().getMatchingProperty(), to);
    }
  }
}
