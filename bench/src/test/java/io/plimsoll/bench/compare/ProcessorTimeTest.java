package io.plimsoll.bench.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

class ProcessorTimeTest {

  @Test
  void countsUserAndSystemTimeWhateverTheProcessIsCalled() {
    String name = "a) S 1 (b";
    assertThat(
            ProcessorTime.ofStat(
                "4711 (" + name + ") S 1 2 3 4 5 6 7 8 9 10 250 31 14 15 16 17 18 19 20\n"))
        .isEqualTo(2810);
  }

  /** Works until the kernel has noticed, however long that takes. */
  @Test
  void growsWithWork() throws IOException {
    Assumptions.assumeTrue(Files.exists(Path.of("/proc/self/stat")));
    long pid = ProcessHandle.current().pid();
    long before = ProcessorTime.millis(pid);
    while (ProcessorTime.millis(pid) < before + 50) {
      Thread.onSpinWait();
    }
    assertThat(ProcessorTime.millis(pid)).isLessThan(before + 60_000);
  }
}
