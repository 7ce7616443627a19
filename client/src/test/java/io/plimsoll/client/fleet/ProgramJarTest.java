package io.plimsoll.client.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plimsoll.cli.CommandException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProgramJarTest {

  @TempDir private Path folder;

  @Test
  void theJarBesideTheClientsIsTaken() throws IOException {
    Path backend = file("backend.jar");
    assertThat(ProgramJar.find("backend", null, folder.resolve("client.jar"))).isEqualTo(backend);
  }

  @Test
  void inABuildTreeItIsThatOfTheOtherModule() throws IOException {
    Path frontend = file("frontend/target/frontend.jar");
    assertThat(ProgramJar.find("frontend", null, folder.resolve("client/target/client.jar")))
        .isEqualTo(frontend);
    assertThat(ProgramJar.find("frontend", null, folder.resolve("client/target/classes")))
        .isEqualTo(frontend);
  }

  @Test
  void theJarThatIsNamedComesFirst() throws IOException {
    file("backend.jar");
    Path named = file("other/mine.jar");
    assertThat(ProgramJar.find("backend", named, folder.resolve("client.jar"))).isEqualTo(named);
  }

  @Test
  void aMissingJarSaysWhereItWasLookedForAndWhichOptionNamesIt() {
    Path client = folder.resolve("client.jar");
    assertThatThrownBy(() -> ProgramJar.find("backend", null, client))
        .isInstanceOf(CommandException.class)
        .hasMessage(
            "--backend-jar: not given (expected: backend.jar beside " + client + ", or its path)");
    Path named = folder.resolve("nowhere.jar");
    assertThatThrownBy(() -> ProgramJar.find("frontend", named, client))
        .hasMessage("--frontend-jar: " + named + " (expected: a file that can be read)");
    assertThatThrownBy(() -> ProgramJar.find("frontend", folder, client))
        .hasMessage("--frontend-jar: " + folder + " (expected: a file that can be read)");
  }

  private Path file(String name) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.createFile(file);
  }
}
