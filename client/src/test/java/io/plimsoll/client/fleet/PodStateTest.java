package io.plimsoll.client.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PodStateTest {

  private static final KubernetesSerialization JSON = new KubernetesSerialization();

  private static PodState pod(String status) {
    return PodState.of(
        JSON.unmarshal(
            "{\"kind\":\"Pod\",\"metadata\":{\"name\":\"p\"},\"status\":" + status + "}",
            Pod.class));
  }

  private static PodState container(int restarts, String state, String lastState) {
    return pod(
        "{\"phase\":\"Running\",\"containerStatuses\":[{\"name\":\"c\",\"restartCount\":"
            + restarts
            + ",\"state\":"
            + state
            + ",\"lastState\":"
            + lastState
            + "}]}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1 | {\"waiting\":{\"reason\":\"CrashLoopBackOff\"}} | {\"terminated\":{\"exitCode\":1}} | false | PREVIOUS",
        "2 | {\"waiting\":{\"reason\":\"CrashLoopBackOff\"}} | {\"terminated\":{\"exitCode\":1}} | true | PREVIOUS",
        "2 | {\"waiting\":{\"reason\":\"CrashLoopBackOff\"}} | {\"terminated\":{\"exitCode\":0}} | true | PREVIOUS",
        "1 | {\"terminated\":{\"exitCode\":1}} | {} | false | PRESENT",
        "2 | {\"terminated\":{\"exitCode\":1}} | {\"terminated\":{\"exitCode\":1}} | true | PRESENT",
        "9 | {\"running\":{}} | {\"terminated\":{\"exitCode\":1}} | false | PRESENT",
        "0 | {\"waiting\":{\"reason\":\"ImagePullBackOff\"}} | {} | false | NONE",
        "0 | {\"waiting\":{\"reason\":\"CreateContainerConfigError\"}} | {} | false | NONE",
        "0 | {\"waiting\":{\"reason\":\"InvalidImageName\"}} | {} | true | NONE",
        "0 | {\"waiting\":{\"reason\":\"ErrImageNeverPull\"}} | {} | true | NONE",
        "0 | {} | {} | false | PRESENT",
      })
  void waitingDoesNotHelpAContainerThatHasEndedThreeTimesOrHasNoImage(
      int restarts, String state, String lastState, boolean hopeless, ContainerTrouble.Log log) {
    PodState pod = container(restarts, state, lastState);
    assertThat(pod.hopeless()).isEqualTo(hopeless);
    assertThat(pod.containers()).extracting(ContainerTrouble::log).containsExactly(log);
  }

  @Test
  void aPodThatIsReadyOrLeavingIsNotHopelessWhateverItWasBefore() {
    String crashed =
        "\"containerStatuses\":[{\"name\":\"c\",\"restartCount\":7,\"state\":{\"terminated\":{\"exitCode\":1}}}]";
    assertThat(pod("{" + crashed + "}").hopeless()).isTrue();
    PodState ready =
        pod("{\"conditions\":[{\"type\":\"Ready\",\"status\":\"True\"}]," + crashed + "}");
    assertThat(ready.ready()).isTrue();
    assertThat(ready.hopeless()).isFalse();
    PodState over = pod("{\"phase\":\"Failed\"," + crashed + "}");
    assertThat(over.over()).isTrue();
    assertThat(over.hopeless()).isFalse();
    PodState leaving =
        PodState.of(
            JSON.unmarshal(
                "{\"metadata\":{\"name\":\"p\",\"deletionTimestamp\":\"2026-01-01T00:00:00Z\"},\"status\":{"
                    + crashed
                    + "}}",
                Pod.class));
    assertThat(leaving.leaving()).isTrue();
    assertThat(leaving.hopeless()).isFalse();
  }

  @Test
  void theLogOfTheContainerThatFailedTellsMoreThanThatOfItsNeighbour() {
    PodState pod =
        pod(
            """
            {"initContainerStatuses":[{"name":"copy","state":{"terminated":{"exitCode":0}}}],
             "containerStatuses":[{"name":"proxy","state":{"running":{}}},
              {"name":"backend","state":{"terminated":{"exitCode":2,"reason":"Error"}}}]}
            """);
    assertThat(pod.trouble()).isEqualTo("container backend: exit code 2, Error");
    assertThat(pod.telling()).isEqualTo(pod.containers().get(1));
    assertThat(pod.containers())
        .extracting(ContainerTrouble::container)
        .containsExactly("proxy", "backend");
  }

  @Test
  void aPodThatSaysNothingOfItselfIsStarting() {
    Pod bare = JSON.unmarshal("{\"metadata\":{\"name\":\"p\"}}", Pod.class);
    assertThat(PodState.of(bare).starting()).isTrue();
    assertThat(PodState.of(bare).trouble()).isEmpty();
    assertThat(PodState.of(bare).telling()).isNull();
  }
}
