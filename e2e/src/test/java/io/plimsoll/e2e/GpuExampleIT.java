package io.plimsoll.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** {@code scripts/gpu-example}. */
class GpuExampleIT {

  /** Compiling, and a program on each of a machine's GPUs. */
  private static final int SECONDS = 300;

  @TempDir Path folder;

  private Jar.Ended run(Path firstOnPath, String... args) throws Exception {
    List<String> command = new ArrayList<>(List.of("scripts/gpu-example"));
    command.addAll(List.of(args));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.directory(Jar.root().toFile());
    builder
        .environment()
        .merge("PATH", firstOnPath.toString(), (path, first) -> first + ":" + path);
    Path home = Path.of(Jar.java()).resolve("../..").normalize();
    builder.environment().put("JAVA_HOME", home.toString());
    Path out = folder.resolve("out");
    Path err = folder.resolve("err");
    Process script = builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start();
    try {
      assertThat(script.waitFor(SECONDS, TimeUnit.SECONDS)).isTrue();
      return new Jar.Ended(script.exitValue(), Files.readString(out), Files.readString(err));
    } finally {
      script.destroyForcibly();
    }
  }

  @Test
  void whereThereIsAGpuItsResultIsRightAndElsewhereALineSaysWhyNot() throws Exception {
    Jar.Ended ended = run(folder);
    assertThat(ended.exitCode()).as(ended.stdout() + ended.stderr()).isZero();
    if (ended.stdout().startsWith("gpu-example: skipped: ")) {
      assertThat(ended.stdout()).hasLineCount(1).containsAnyOf("no NVIDIA GPU", "no nvcc");
    } else {
      assertThat(ended.stdout()).contains("are right", "\"Device\":\"/dev/nvidia", "\"Retcode\":0");
      assertThat(ended.stdout()).containsPattern("gpu-example: done on \\d+ GPUs\n$");
    }
  }

  @Test
  void aPatternThatMatchesNothingIsSkipped() throws Exception {
    Jar.Ended ended = run(compiler("exit 9"), folder + "/nothing*");
    assertThat(ended.exitCode()).isZero();
    assertThat(ended.stdout())
        .isEqualTo(
            "gpu-example: skipped: nothing matches " + folder + "/nothing*: no NVIDIA GPU\n");
  }

  /** The way a GPU machine goes, with a compiler that makes a program of the shell. */
  @Test
  void theProgramRunsOncePerDeviceThroughABackend() throws Exception {
    Files.createFile(folder.resolve("nvidia0"));
    Files.createFile(folder.resolve("nvidia1"));
    Path bin =
        compiler(
            "[ \"$1 $2 $4\" = '-O2 -o testdata/gpu/saxpy.cu' ] && [ -e \"$4\" ] || exit 9\n"
                + "printf '#!/bin/sh\\necho ran on $1\\n' >\"$3\" && chmod +x \"$3\"");
    Jar.Ended ended = run(bin, folder + "/nvidia[0-9]");
    assertThat(ended.exitCode()).as(ended.stderr()).isZero();
    List<String> lines = ended.stdout().lines().toList();
    assertThat(lines).hasSize(5).last().isEqualTo("gpu-example: done on 2 GPUs");
    for (int i = 0; i < 2; i++) {
      String device = folder + "/nvidia" + i;
      JsonNode reply = Peer.json(lines.get(2 * i + 1));
      assertThat(lines.get(2 * i)).isEqualTo("ran on " + device);
      assertThat(reply.path("Device").asString()).isEqualTo(device);
      assertThat(reply.path("Retcode").asInt(-1)).isZero();
    }
  }

  @Test
  void aWrongResultIsTheExitCodeOfTheScript() throws Exception {
    Files.createFile(folder.resolve("nvidia0"));
    Path bin = compiler("printf '#!/bin/sh\\nexit 1\\n' >\"$3\" && chmod +x \"$3\"");
    Jar.Ended ended = run(bin, folder + "/nvidia0");
    assertThat(ended.exitCode()).isEqualTo(1);
    assertThat(ended.stdout()).contains("\"Retcode\":1").doesNotContain("done");
  }

  /** A folder with an {@code nvcc} that does this. */
  private Path compiler(String script) throws IOException {
    Path bin = Files.createDirectories(folder.resolve("bin"));
    Path nvcc = Files.writeString(bin.resolve("nvcc"), "#!/bin/sh\n" + script + "\n");
    assertThat(nvcc.toFile().setExecutable(true)).isTrue();
    return bin;
  }
}
