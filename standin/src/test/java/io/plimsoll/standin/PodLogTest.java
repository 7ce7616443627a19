package io.plimsoll.standin;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class PodLogTest {

  private static final String PODS = "/api/v1/namespaces/default/pods";

  private final StandInServer server = StandInServer.start(StandInConfig.onFreePort());
  private final Http http = new Http(server);

  @BeforeEach
  void aPodThatSaidNothingOfItsLog() {
    http.post(PODS, "{\"metadata\":{\"name\":\"silent\"}}");
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private void pod(String name, String... annotations) {
    ObjectNode pod = JsonMapper.shared().createObjectNode();
    ObjectNode metadata = pod.putObject("metadata").put("name", name);
    for (int i = 0; i < annotations.length; i += 2) {
      metadata.withObjectProperty("annotations").put(annotations[i], annotations[i + 1]);
    }
    assertThat(http.post(PODS, pod.toString()).status()).isEqualTo(201);
  }

  private String log(String pod, String query) {
    Http.Answer answer = http.get(PODS + "/" + pod + "/log" + query);
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    return answer.body();
  }

  @Test
  void aPodThatSaysNothingHasNumberedLines() {
    assertThat(log("silent", "")).startsWith("line 1 of pod silent\n").hasLineCount(100);
    assertThat(log("silent", "?previous=true&tailLines=1")).isEqualTo("line 100 of pod silent\n");
  }

  @ParameterizedTest
  @CsvSource({
    "'', 'one\ntwø\nthree'",
    "?tailLines=2, 'twø\nthree'",
    "?tailLines=0, ''",
    "?tailLines=9, 'one\ntwø\nthree'",
    "?limitBytes=3, 'one'",
    "?tailLines=2&limitBytes=4, 'twø'",
    "?limitBytes=9999, 'one\ntwø\nthree'",
    "?previous=true&container=any, 'before\n'",
  })
  void aPodHasTheLogOfItsAnnotation(String query, String log) {
    pod("p", "plimsoll.io/log", "one\ntwø\nthree", "plimsoll.io/previous-log", "before\n");
    assertThat(log("p", query == null ? "" : query)).isEqualTo(log == null ? "" : log);
  }

  @Test
  void aLongLineCountsAsThePiecesThatARuntimeWritesItIn() {
    String line = "a".repeat(16 << 10) + "b".repeat(16 << 10) + "c";
    pod("p", "plimsoll.io/log", "first\n" + line + "\n");
    assertThat(log("p", "?tailLines=1")).isEqualTo("c\n");
    assertThat(log("p", "?tailLines=2")).isEqualTo("b".repeat(16 << 10) + "c\n");
    assertThat(log("p", "?tailLines=3")).isEqualTo(line + "\n");
    assertThat(log("p", "?tailLines=4")).isEqualTo("first\n" + line + "\n");
  }

  @Test
  void aContainerThatNeverEndedHasNoPreviousLog() {
    pod("p", "plimsoll.io/log", "x");
    Http.Answer answer = http.get(PODS + "/p/log?previous=true&container=main");
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.at("/message"))
        .isEqualTo("previous terminated container \"main\" in pod \"p\" not found");
  }

  @Test
  void aLimitOfNoBytesIsRefused() {
    assertThat(http.get(PODS + "/silent/log?limitBytes=0").at("/message"))
        .isEqualTo("limitBytes: 0 (expected: 1 or more)");
  }
}
