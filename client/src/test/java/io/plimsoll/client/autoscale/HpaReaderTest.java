package io.plimsoll.client.autoscale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.plimsoll.client.autoscale.HpaMetric.Source;
import io.plimsoll.client.autoscale.HpaMetric.TargetType;
import io.plimsoll.client.autoscale.HpaSpec.HpaBehavior;
import io.plimsoll.client.autoscale.ScalingRules.SelectPolicy;
import io.plimsoll.replay.profile.Violation;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HpaReaderTest {

  /** Lines 1 to 7; what follows belongs to the spec. */
  private static final String HEAD =
      """
      apiVersion: autoscaling/v2
      kind: HorizontalPodAutoscaler
      metadata: {name: queue, namespace: test, labels: {a: b}}
      spec:
        scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: sleep}
        maxReplicas: 10
        metrics:
      """;

  /** Lines 8 to 12. */
  private static final String METRIC =
      """
          - type: External
            external:
              metric: {name: hpa_queue_waiting, selector: {matchLabels: {name: sleep}}}
              target: {type: AverageValue, averageValue: 2}
      """;

  private static HpaSpec read(String text) throws HpaException {
    return HpaReader.read(text.getBytes(StandardCharsets.UTF_8));
  }

  private static List<String> problems(String text) {
    HpaException e = catchThrowableOfType(HpaException.class, () -> read(text));
    assertThat(e).as(text).isNotNull();
    return e.violations().stream().map(Violation::toString).toList();
  }

  @Test
  void leastThatMakesAnAutoscalerHasTheDefaultsOfKubernetes() throws Exception {
    assertThat(read(HEAD + METRIC))
        .isEqualTo(
            new HpaSpec(
                "queue",
                "Deployment/sleep",
                1,
                10,
                List.of(
                    new HpaMetric(
                        Source.EXTERNAL,
                        QueueMetric.WAITING,
                        "sleep",
                        TargetType.AVERAGE_VALUE,
                        2000)),
                null));
  }

  @Test
  void everyFieldArrives() throws Exception {
    HpaSpec spec =
        read(
            HEAD
                + METRIC
                + """
                    - type: Object
                      object:
                        describedObject: {apiVersion: v1, kind: Service, name: frontend}
                        metric: {name: hpa_queue_wait_time}
                        target: {type: Value, value: 1500m}
                  minReplicas: 0
                  behavior:
                    scaleUp:
                      stabilizationWindowSeconds: 5
                      selectPolicy: Min
                      tolerance: 0.05
                      policies: [{type: Pods, value: 3, periodSeconds: 20}]
                    scaleDown:
                      selectPolicy: Disabled
                status: {currentReplicas: 1}
                """);
    assertThat(spec.minReplicas()).isZero();
    assertThat(spec.metrics().get(1))
        .isEqualTo(new HpaMetric(Source.OBJECT, QueueMetric.WAIT_TIME, "", TargetType.VALUE, 1500));
    assertThat(spec.behavior())
        .isEqualTo(
            new HpaBehavior(
                new ScalingRules(5, SelectPolicy.MIN, List.of(Hpa.pods(3, 20)), 0.05),
                new ScalingRules(300, SelectPolicy.DISABLED, List.of(Hpa.percent(100, 15)), 0.1)));
    assertThat(spec.tolerance()).isEqualTo(new Tolerance(0.05, 0.1));
  }

  @Test
  void behaviorWithoutContentHasTheDefaultsAndIsNotTheSameAsNone() throws Exception {
    assertThat(read(HEAD + METRIC + "  behavior: {}\n").behavior())
        .isEqualTo(new HpaBehavior(ScalingRules.UP, ScalingRules.DOWN));
    assertThat(ScalingRules.UP)
        .isEqualTo(Hpa.rules(0, SelectPolicy.MAX, Hpa.pods(4, 15), Hpa.percent(100, 15)));
    assertThat(ScalingRules.DOWN).isEqualTo(Hpa.rules(300, SelectPolicy.MAX, Hpa.percent(100, 15)));
    assertThat(read(HEAD + METRIC + "  behavior:\n").behavior()).isNull();
  }

  @Test
  void oneAmongOtherDocumentsIsFound() throws Exception {
    String others =
        """
        ---
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: sleep}
        spec: {template: {spec: {containers: [{name: c, env: [{name: A, value: b}]}]}}}
        ---
        """;
    assertThat(read(others + HEAD + METRIC).name()).isEqualTo("queue");
    assertThat(read(HEAD + METRIC + others).name()).isEqualTo("queue");
    String indented = (HEAD + METRIC).indent(4);
    assertThat(
            read("apiVersion: v1\nkind: List\nitems:\n  - kind: Service\n  -\n" + indented).name())
        .isEqualTo("queue");
  }

  @Test
  void jsonIsRead() throws Exception {
    assertThat(
            read("""
                {"apiVersion": "autoscaling/v2", "kind": "HorizontalPodAutoscaler",
                 "metadata": {"name": "j"},
                 "spec": {"scaleTargetRef": {"kind": "Deployment", "name": "d"}, "maxReplicas": 3,
                  "metrics": [{"type": "External", "external": {"metric": {"name": "hpa_queue_all"},
                   "target": {"type": "Value", "value": "2k"}}}]}}
                """)
                .metrics()
                .get(0)
                .targetMilli())
        .isEqualTo(2_000_000);
  }

  @Test
  void noneOrTwoAreToldFromOne() {
    assertThat(problems("kind: Service\n"))
        .containsExactly("manifest: no HorizontalPodAutoscaler (expected: one)");
    assertThat(problems(HEAD + METRIC + "---\n" + HEAD + METRIC))
        .containsExactly("line 14: kind: another HorizontalPodAutoscaler (expected: one)");
    assertThat(problems("")).containsExactly("manifest: empty (expected: YAML or JSON)");
    assertThat(problems("- 1\n")).containsExactly("line 1: manifest: a list (expected: a mapping)");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          autoscaling/v2 | autoscaling/v1 | line 1: apiVersion: autoscaling/v1 (expected: autoscaling/v2)
          maxReplicas: 10 | maxReplicas: 0 | line 6: spec.maxReplicas: 0 (expected: a whole number from 1 to 2147483647)
          maxReplicas: 10 | minReplicas: 1 | line 5: spec.maxReplicas: missing (expected: a whole number from 1 to 2147483647)
          maxReplicas: 10 | maxReplicas: 2 & minReplicas: 3 | line 7: spec.minReplicas: 3 (expected: a whole number from 0 to 2)
          maxReplicas: 10 | maxReplicas: 2 & replicas: 3 | line 7: spec.replicas: unknown (expected: one of behavior, maxReplicas, metrics, minReplicas, scaleTargetRef)
          - type: External | - type: Resource | line 8: spec.metrics[0].type: Resource (expected: External or Object, as the use of local backends is not measured)
          ' external:' | ' object:' | line 8: spec.metrics[0].external: missing (expected: a mapping)
          hpa_queue_waiting | queue_length | line 10: spec.metrics[0].external.metric.name: queue_length (expected: one of hpa_queue_all, hpa_queue_waiting, hpa_queue_running, hpa_queue_workers_waiting, hpa_queue_maxwait_seconds, hpa_queue_maxrun_seconds, hpa_queue_maxtotal_seconds, hpa_queue_success_total, hpa_queue_failure_total, hpa_queue_disconnect_total, hpa_queue_wait_count, hpa_queue_wait_time)
          {name: sleep} | {queue: sleep} | line 10: spec.metrics[0].external.metric.selector.matchLabels.queue: unknown (expected: one of name)
          matchLabels | matchExpressions | line 10: spec.metrics[0].external.metric.selector.matchExpressions: unknown (expected: one of matchLabels)
          name: sleep} | name: a b} | line 10: spec.metrics[0].external.metric.selector.matchLabels.name: a b (expected: 1 to 63 letters, digits, '-' and '_', a letter or digit at both ends)
          type: AverageValue | type: Utilization | line 11: spec.metrics[0].external.target.type: Utilization (expected: Value or AverageValue)
          type: AverageValue | type: Value | line 11: spec.metrics[0].external.target.value: missing (expected: a quantity such as 2, 0.5, 1500m or 2k)
          averageValue: 2 | averageValue: 0 | line 11: spec.metrics[0].external.target.averageValue: 0 (expected: greater than 0)
          averageValue: 2 | averageValue: two | line 11: spec.metrics[0].external.target.averageValue: two (expected: a quantity such as 2, 0.5, 1500m or 2k)
          averageValue: 2 | averageValue: [2] | line 11: spec.metrics[0].external.target.averageValue: a list (expected: a quantity such as 2, 0.5, 1500m or 2k)
          """)
  void whatIsWrongIsToldWithItsLine(String from, String to, String problem) {
    String text = HEAD + METRIC;
    assertThat(text).contains(from);
    assertThat(problems(text.replace(from, to.replace(" & ", "\n  "))).get(0)).isEqualTo(problem);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          stabilizationWindowSeconds: 3601 | scaleUp.stabilizationWindowSeconds: 3601 (expected: a whole number from 0 to 3600)
          stabilizationWindowSeconds: -1 | scaleUp.stabilizationWindowSeconds: -1 (expected: a whole number from 0 to 3600)
          selectPolicy: Most | scaleUp.selectPolicy: Most (expected: Max, Min or Disabled)
          tolerance: -0.1 | scaleUp.tolerance: -0.1 (expected: 0 or more)
          policies: [] | scaleUp.policies: empty (expected: at least one)
          policies: [{type: Pods, value: 0, periodSeconds: 1}] | scaleUp.policies[0].value: 0 (expected: a whole number from 1 to 2147483647)
          policies: [{type: Pods, value: 1, periodSeconds: 1801}] | scaleUp.policies[0].periodSeconds: 1801 (expected: a whole number from 1 to 1800)
          policies: [{type: Nodes, value: 1, periodSeconds: 1}] | scaleUp.policies[0].type: Nodes (expected: Pods or Percent)
          policies: [{type: Pods, value: 1, periodSeconds: 1, max: 2}] | scaleUp.policies[0].max: unknown (expected: one of periodSeconds, type, value)
          window: 3 | scaleUp.window: unknown (expected: one of policies, selectPolicy, stabilizationWindowSeconds, tolerance)
          """)
  void behaviorThatKubernetesWouldRefuseIsRefused(String field, String problem) {
    assertThat(problems(HEAD + METRIC + "  behavior: {scaleUp: {" + field + "}}\n"))
        .containsExactly("line 12: spec.behavior." + problem);
  }

  @Test
  void limitsOfTheTextHold() throws Exception {
    byte[] most = new byte[HpaReader.MAX_BYTES];
    Arrays.fill(most, (byte) ' ');
    byte[] manifest = (HEAD + METRIC + "#").getBytes(StandardCharsets.UTF_8);
    System.arraycopy(manifest, 0, most, 0, manifest.length);
    assertThat(HpaReader.read(most).name()).isEqualTo("queue");
    HpaException e =
        catchThrowableOfType(
            HpaException.class, () -> HpaReader.read(Arrays.copyOf(most, most.length + 1)));
    assertThat(e).hasMessage("manifest: 1500001 bytes (expected: at most 1500000)");
    assertThat(read(HEAD + METRIC.repeat(HpaReader.MAX_METRICS)).metrics())
        .hasSize(HpaReader.MAX_METRICS);
    assertThat(problems(HEAD + METRIC.repeat(HpaReader.MAX_METRICS + 1)))
        .containsExactly("line 8: spec.metrics: 101 (expected: at most 100)");
    String policy = "{type: Pods, value: 1, periodSeconds: 1},";
    String behavior = "  behavior: {scaleDown: {policies: [%s]}}\n";
    assertThat(read(HEAD + METRIC + behavior.formatted(policy.repeat(100))).behavior()).isNotNull();
    assertThat(problems(HEAD + METRIC + behavior.formatted(policy.repeat(101))))
        .containsExactly("line 12: spec.behavior.scaleDown.policies: 101 (expected: at most 100)");
  }
}
