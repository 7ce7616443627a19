package io.plimsoll.backend.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plimsoll.cli.CommandException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeviceGlobTest {

  @TempDir Path directory;

  @BeforeEach
  void devices() throws IOException {
    for (String name : List.of("a/card1", "a/card0", "b/card2", "b/render", "b/.hidden")) {
      Path file = directory.resolve(name);
      Files.createDirectories(file.getParent());
      Files.createFile(file);
    }
  }

  private List<String> relative(String pattern) {
    return DeviceGlob.matches(pattern, directory);
  }

  @Test
  void patternsMatchWithinEachPartOfThePathInOrder() {
    assertThat(relative("a/card*")).containsExactly("a/card0", "a/card1");
    assertThat(relative("*/card?")).containsExactly("a/card0", "a/card1", "b/card2");
    assertThat(relative("?/card[01]")).containsExactly("a/card0", "a/card1");
    assertThat(relative("*/card[^1]")).containsExactly("a/card0", "b/card2");
    assertThat(relative("{a,b}/render")).containsExactly("b/render");
    assertThat(relative("b/render")).containsExactly("b/render");
    assertThat(relative("*")).containsExactly("a", "b");
  }

  @Test
  void absolutePatternsGiveAbsolutePaths() {
    assertThat(DeviceGlob.matches(directory + "/*/card2", Path.of("/")))
        .containsExactly(directory + "/b/card2");
    assertThat(DeviceGlob.matches("/dev/nul?", directory)).containsExactly("/dev/null");
  }

  @Test
  void nothingMatchesWhereNothingIs() {
    assertThat(relative("nosuch/*")).isEmpty();
    assertThat(relative("a/card0/*")).isEmpty();
    assertThat(relative("c*")).isEmpty();
  }

  @Test
  void aMalformedPatternIsBadUsage() {
    assertThatThrownBy(() -> relative("a/card[0"))
        .isInstanceOf(CommandException.class)
        .hasMessageStartingWith("--device-glob: a/card[0 (expected: ");
  }
}
