package io.plimsoll.kfp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CachingTest {

  private static final String PIPELINE =
      """
      # PIPELINE DEFINITION
      # Name: gr\u00fc\u00dfe-\uD83D\uDE00
      components:
        comp-inner:
          dag:
            tasks:
              deep:
                cachingOptions:
                  enableCache: %s
                componentRef: {name: comp-say}
        comp-say:
          executorLabel: exec-say
      deploymentSpec:
        executors:
          exec-say:
            container:
              args: ["--flag", "enableCache: true"]
              command:
              - sh
              - -c
              - |
                # root: {dag: {tasks: {a: {cachingOptions: {enableCache: true}}}}}
                printf '%%s' "$0"
              image: python:3.10
              env: [{name: VERSION, value: 1.10}]
      pipelineInfo:
        name: hello
      root:
        dag:
          tasks:
            "a \uD83D\uDE00/b":
              cachingOptions:
                enableCache:   %s   # kept
            inner: {cachingOptions: {enableCache: %s}}
            plain:
              cachingOptions: {}
        inputDefinitions:
          parameters:
            enableCache: {defaultValue: true}
      schemaVersion: 2.1.0
      ---
      platforms:
        kubernetes:
          deploymentSpec: {executors: {exec-say: {secretAsEnv: [{optional: true}]}}}
      """;

  private static PipelineFile file(String text) {
    return new PipelineFile("pipeline.yaml", text.getBytes(StandardCharsets.UTF_8));
  }

  private static String without(String text) {
    return new String(file(text).withoutCaching().bytes(), StandardCharsets.UTF_8);
  }

  @Test
  void allTasksLoseTheirCacheAndNothingElseChanges() {
    assertThat(without(PIPELINE.formatted("true", "True", "true")))
        .isEqualTo(PIPELINE.formatted("false", "false", "false"));
  }

  @Test
  void aPipelineWithoutCachingStaysAsItIs() {
    String text = PIPELINE.formatted("false", "false", "false");
    assertThat(without(text)).isEqualTo(text);
  }

  @Test
  void jsonIsTakenToo() {
    assertThat(
            without(
                "{\"root\":{\"dag\":{\"tasks\":{\"a\":{\"cachingOptions\":{\"enableCache\":true}}}}}}"))
        .isEqualTo(
            "{\"root\":{\"dag\":{\"tasks\":{\"a\":{\"cachingOptions\":{\"enableCache\":false}}}}}}");
  }

  @Test
  void aValueThatIsNoPlainWordIsNamedWithItsLine() {
    assertThatThrownBy(() -> without(PIPELINE.formatted("\"true\"", "true", "true")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "pipeline.yaml: line 9: enableCache (expected: true or false, without quotes, anchors"
                + " and tags)");
  }

  @Test
  void brokenYamlIsNamedWithItsLine() {
    assertThatThrownBy(() -> without("a: 1\nb: [\n"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageMatching("pipeline.yaml: line \\d+: .* \\(expected: YAML\\)");
  }

  @ParameterizedTest
  @ValueSource(strings = {"PK\u0003\u0004...", "\u001F\u008B\u0008..."})
  void anArchiveCannotLoseItsCache(String start) {
    PipelineFile archive = new PipelineFile("p.zip", start.getBytes(StandardCharsets.ISO_8859_1));
    assertThatThrownBy(archive::withoutCaching)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("p.zip: an archive keeps its caching options (expected: ");
  }

  @Test
  void largePipelinesAreRead() {
    String large = PIPELINE.formatted("true", "true", "true") + "# " + "x".repeat(4 << 20);
    assertThat(without(large)).hasSize(large.length() + 3);
  }

  @Test
  void filesAreBounded(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("p.yaml");
    Files.write(file, new byte[PipelineFile.MOST_BYTES]);
    assertThat(PipelineFile.read(file).name()).isEqualTo("p.yaml");
    Files.write(file, new byte[PipelineFile.MOST_BYTES + 1]);
    assertThatThrownBy(() -> PipelineFile.read(file))
        .hasMessage("p.yaml: 33554433 bytes (expected: 1 to 33554432)");
    Files.write(file, new byte[0]);
    assertThatThrownBy(() -> PipelineFile.read(file))
        .hasMessage("p.yaml: 0 bytes (expected: 1 to 33554432)");
  }
}
