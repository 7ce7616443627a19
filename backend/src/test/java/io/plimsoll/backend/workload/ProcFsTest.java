package io.plimsoll.backend.workload;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ProcFsTest {

  private static boolean contains(String environment, String mark) {
    return ProcFs.contains(
        environment.getBytes(StandardCharsets.UTF_8), mark.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void onlyAWholeEntryOfTheEnvironmentIsAMark() {
    assertThat(contains("A=1\0M=7\0B=2\0", "M=7")).isTrue();
    assertThat(contains("M=7\0", "M=7")).isTrue();
    assertThat(contains("A=1\0M=7", "M=7")).isTrue();
    assertThat(contains("XM=7\0M=77\0A=M=7\0", "M=7")).isFalse();
    assertThat(contains("", "M=7")).isFalse();
  }

  @Test
  void aProcessIsFoundByTheMarkInItsEnvironmentAndNoMoreOnceItHasEnded() throws Exception {
    String value = UUID.randomUUID().toString();
    ProcessBuilder builder = new ProcessBuilder("/bin/cat");
    builder.environment().put("MARK", value);
    Process process = builder.start();
    try {
      // An answer shows that the program itself runs, not the helper that starts it.
      process.outputWriter().append("x\n").flush();
      assertThat(process.inputReader().readLine()).isEqualTo("x");
      assertThat(ProcFs.find("MARK=" + value).pids()).containsExactly(process.pid());
      assertThat(ProcFs.find("MARK=" + value + "x").pids()).isEmpty();
      assertThat(ProcFs.hasEnded(process.pid())).isFalse();
    } finally {
      process.destroy();
    }
    process.waitFor();
    assertThat(ProcFs.find("MARK=" + value).pids()).isEmpty();
    assertThat(ProcFs.hasEnded(process.pid())).isTrue();
  }
}
