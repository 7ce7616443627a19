package io.plimsoll.client.runnergroup;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.VersionInfo;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What a user sees of what Kubernetes says of a group. */
class GroupStatusTest {

  static Stream<Arguments> pods() {
    return Stream.of(
        Arguments.of("{}", "", "", "has not ended: Unknown"),
        Arguments.of("{phase: Running}", "Running", "", "has not ended: Running"),
        Arguments.of("{phase: Succeeded}", "Succeeded", "", ""),
        Arguments.of(
            """
            phase: Succeeded
            containerStatuses:
            - {name: runner, state: {terminated: {exitCode: 0, reason: Completed}}}
            """,
            "Succeeded",
            "",
            ""),
        Arguments.of(
            """
            phase: Failed
            containerStatuses:
            - {name: runner, state: {terminated: {exitCode: 3, reason: Error}}}
            """,
            "Failed",
            "Error",
            "exit code 3"),
        Arguments.of(
            """
            phase: Failed
            containerStatuses:
            - {name: other, state: {terminated: {exitCode: 9, reason: Other}}}
            - {name: runner, state: {terminated: {exitCode: 137, reason: OOMKilled}}}
            """,
            "Failed",
            "OOMKilled",
            "OOMKilled, exit code 137"),
        Arguments.of(
            "{phase: Failed, reason: Evicted, message: The node was low on memory.}",
            "Failed",
            "Evicted: The node was low on memory.",
            "Failed, Evicted: The node was low on memory."),
        Arguments.of(
            """
            phase: Failed
            conditions:
            - {type: DisruptionTarget, status: "True", reason: PreemptionByScheduler, message: by x}
            containerStatuses:
            - {name: runner, state: {terminated: {exitCode: 143, reason: Error}}}
            """,
            "Failed",
            "PreemptionByScheduler: by x",
            "PreemptionByScheduler: by x, exit code 143"),
        Arguments.of(
            """
            phase: Pending
            conditions:
            - {type: PodScheduled, status: "False", reason: Unschedulable, message: 0/3 nodes}
            """,
            "Pending",
            "Unschedulable: 0/3 nodes",
            "has not ended: Pending, Unschedulable: 0/3 nodes"),
        Arguments.of(
            """
            phase: Pending
            containerStatuses:
            - {name: runner, state: {waiting: {reason: ContainerCreating}}}
            """,
            "Pending",
            "",
            "has not ended: Pending"),
        Arguments.of(
            """
            phase: Pending
            containerStatuses:
            - name: runner
              state: {waiting: {reason: ImagePullBackOff, message: "Back-off\\e[31m\\npulling"}}
            """,
            "Pending",
            "ImagePullBackOff: Back-off [31m pulling",
            "has not ended: Pending, ImagePullBackOff: Back-off [31m pulling"));
  }

  @ParameterizedTest
  @MethodSource("pods")
  void podSaysWhyItIsNotWell(String status, String phase, String reason, String trouble) {
    RunnerState state = RunnerState.of(pod(status));
    assertThat(state.phase()).isEqualTo(phase);
    assertThat(state.reason()).isEqualTo(reason);
    assertThat(state.trouble()).isEqualTo(trouble);
    assertThat(state.index()).isEqualTo(7);
  }

  @Test
  void longReasonIsShownToItsMiddle() {
    String reason =
        RunnerState.of(pod("{phase: Failed, reason: R, message: " + "x".repeat(500) + "}"))
            .reason();
    assertThat(reason).startsWith("R: xxx").endsWith("x...").hasSize(203);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "spec: {suspend: true}                                                 | SUSPENDED",
        "spec: {suspend: false}                                                | PENDING",
        "status: {active: 2, ready: 0}                                         | PENDING",
        "status: {active: 2, ready: 1}                                         | RUNNING",
        "status: {active: 1, failed: 1}                                        | RUNNING",
        "status: {succeeded: 2, conditions: [{type: Complete, status: 'True'}]}| SUCCEEDED",
        "status: {failed: 2, conditions: [{type: Failed, status: 'True'}]}     | FAILED",
        "status: {failed: 1, conditions: [{type: FailureTarget, status: 'True'}]} | RUNNING",
        "status: {conditions: [{type: Complete, status: 'False'}]}             | PENDING",
        "metadata: {deletionTimestamp: 2026-01-01T00:00:00Z}                   | DELETING"
      })
  void jobSaysHowFarTheGroupIs(String yaml, GroupStatus.Phase phase) {
    Job job = Serialization.unmarshal("kind: Job\n" + yaml, Job.class);
    if (job.getMetadata() == null) {
      job.setMetadata(new ObjectMeta());
    }
    assertThat(GroupStatus.of(job, List.of()).phase()).isEqualTo(phase);
  }

  @Test
  void statusIsATableAndTheSameInJson() {
    Job job =
        Serialization.unmarshal(
            """
            metadata:
              name: spike
              namespace: lab
              annotations:
                plimsoll.io/workload: load
                plimsoll.io/profile: spike.yaml
                plimsoll.io/start-at: "2026-01-01T12:00:00Z"
            spec: {completions: 2}
            status:
              succeeded: 1
              failed: 1
              conditions:
              - {type: Failed, status: "True", reason: FailedIndexes, message: Job has failed indexes}
            """,
            Job.class);
    Pod dead =
        pod(
            """
            phase: Failed
            containerStatuses:
            - name: runner
              state:
                terminated:
                  exitCode: 137
                  reason: OOMKilled
                  startedAt: "2026-01-01T11:59:30Z"
                  finishedAt: "2026-01-01T12:03:00Z"
            """);
    GroupStatus status = GroupStatus.of(job, List.of(dead));
    assertThat(GroupText.status(status))
        .isEqualTo(
            """
            runner group spike: failed, 2 of 2 runners ended, 1 failed; load of spike.yaml, start at \
            2026-01-01T12:00:00Z
            FailedIndexes: Job has failed indexes
            RUNNER  POD     NODE  PHASE   STARTED               EXIT  REASON
            7       g-7-xk  n1    Failed  2026-01-01T11:59:30Z  137   OOMKilled
            """);
    assertThat(GroupText.json(status).toString())
        .isEqualTo(
            "{\"name\":\"spike\",\"namespace\":\"lab\",\"phase\":\"failed\",\"message\":"
                + "\"FailedIndexes: Job has failed indexes\",\"workload\":\"load\",\"profile\":"
                + "\"spike.yaml\",\"startAt\":\"2026-01-01T12:00:00Z\",\"count\":2,\"succeeded\":1,"
                + "\"failed\":1,\"runners\":[{\"index\":7,\"pod\":\"g-7-xk\",\"node\":\"n1\","
                + "\"phase\":\"Failed\",\"reason\":\"OOMKilled\",\"started\":"
                + "\"2026-01-01T11:59:30Z\",\"ended\":\"2026-01-01T12:03:00Z\",\"exitCode\":137}]}");
    assertThat(GroupText.list(List.of(status)))
        .isEqualTo(
            """
            NAME   PHASE   RUNNERS  ENDED  FAILED  WORKLOAD  START                 PROFILE
            spike  failed  2        2      1       load      2026-01-01T12:00:00Z  spike.yaml
            """);
  }

  @ParameterizedTest
  @CsvSource({
    "1, 24, NONE_FOR_THE_JOB",
    "1, 28+, NONE_FOR_THE_JOB",
    "1, 29, NONE_FOR_ANY_RUNNER",
    "1, 33+, NONE_FOR_ANY_RUNNER",
    "2, 0, NONE_FOR_ANY_RUNNER",
    "1, new, NONE_FOR_ANY_RUNNER"
  })
  void versionTellsHowRunnersAreNotTriedAgain(
      String major, String minor, GroupSettings.Retries retries) throws Exception {
    VersionInfo version = new VersionInfo.Builder().withMajor(major).withMinor(minor).build();
    assertThat(ServerVersion.retries(version)).isEqualTo(retries);
  }

  @Test
  void podWithoutAnIndexIsShownAsOne() {
    Pod pod = pod("{phase: Running}");
    pod.getMetadata().setAnnotations(null);
    pod.getMetadata().setLabels(Map.of("batch.kubernetes.io/job-completion-index", "5"));
    assertThat(RunnerState.of(pod).index()).isEqualTo(5);
    pod.getMetadata().setLabels(null);
    assertThat(RunnerState.of(pod).index()).isEqualTo(-1);
  }

  private static Pod pod(String status) {
    return Serialization.unmarshal(
        """
        metadata:
          name: g-7-xk
          annotations: {batch.kubernetes.io/job-completion-index: "7"}
        spec: {nodeName: n1}
        status:
        """
            + status.indent(2),
        Pod.class);
  }
}
