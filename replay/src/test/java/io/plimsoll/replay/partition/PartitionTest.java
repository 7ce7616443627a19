package io.plimsoll.replay.partition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class PartitionTest {

  private static final Path VECTORS = Path.of("../testdata/replay/partition.tsv");
  private static final int[] RUNNERS = {2, 3, 4, 7, 16, 1000};

  @Test
  void everyKeyHasTheHashAndTheRunnersOfTheVectors() throws IOException {
    List<String> lines =
        Files.readAllLines(VECTORS).stream().filter(line -> !line.startsWith("#")).toList();
    assertThat(lines).hasSize(100);
    for (String line : lines) {
      String[] columns = line.split("\t", -1);
      long hash = Fnv1a.hash64(columns[0]);
      assertThat(Long.toHexString(hash))
          .as(columns[0])
          .isEqualTo(columns[1].replaceFirst("^0+", ""));
      assertThat(columns).hasSize(2 + RUNNERS.length);
      for (int i = 0; i < RUNNERS.length; i++) {
        int runner = Integer.parseInt(columns[2 + i]);
        assertThat(Partition.runner(hash, RUNNERS[i])).as(line).isEqualTo(runner);
        assertThat(new Partition(runner, RUNNERS[i]).holds(hash)).as(line).isTrue();
        assertThat(new Partition((runner + 1) % RUNNERS[i], RUNNERS[i]).holds(hash)).isFalse();
      }
    }
  }

  @Test
  void aHashAboveTheSignedRangeIsAPositiveNumber() {
    assertThat(Partition.runner(-1, 10)).isEqualTo(5); // 2^64 - 1
    assertThat(Partition.runner(Long.MIN_VALUE, 10)).isEqualTo(8); // 2^63
  }

  @Test
  void theEmptyTextHasTheOffsetBasisAsItsHash() {
    assertThat(Fnv1a.hash64("")).isEqualTo(0xcbf29ce484222325L);
    assertThat(Fnv1a.hash64(new byte[] {'a'})).isEqualTo(0xaf63dc4c8601ec8cL);
  }

  @Test
  void runnersOutOfRangeAreErrors() {
    for (int runners : new int[] {0, -1, 1025, Integer.MIN_VALUE}) {
      assertThatThrownBy(() -> Partition.runner(1, runners))
          .hasMessage("runners: " + runners + " (expected: 1 to 1024)");
      assertThatThrownBy(() -> new Partition(0, runners))
          .hasMessage("runners: " + runners + " (expected: 1 to 1024)");
    }
    assertThatThrownBy(() -> new Partition(3, 3)).hasMessage("runner: 3 (expected: 0 to 2)");
    assertThatThrownBy(() -> new Partition(-1, 3)).hasMessage("runner: -1 (expected: 0 to 2)");
    assertThat(Partition.runner(1, 1024)).isEqualTo(1);
  }

  @Test
  void theDistributionShowsHowUnevenItIs() {
    Distribution spread = Distribution.of(10, 20, 30);
    assertThat(spread.runners()).isEqualTo(3);
    assertThat(spread.total()).isEqualTo(60);
    assertThat(spread.average()).isEqualTo(20);
    assertThat(spread.min()).isEqualTo(10);
    assertThat(spread.max()).isEqualTo(30);
    assertThat(spread.imbalance()).isEqualTo(1.0);
    assertThat(Distribution.of(7, 7).imbalance()).isZero();
    assertThat(Distribution.of(0, 0).imbalance()).isZero();
    assertThatThrownBy(Distribution::of).hasMessageContaining("counts");
  }
}
