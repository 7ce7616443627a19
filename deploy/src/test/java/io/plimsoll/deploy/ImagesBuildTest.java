package io.plimsoll.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the scripts say to options that are no good, before they touch anything. */
class ImagesBuildTest {

  private static final String LONGEST_TAG = "t".repeat(128);

  /**
   * What a script said.
   *
   * @param status exit code
   * @param text standard output and standard error
   */
  record Said(int status, String text) {}

  private static Said say(String script, List<String> arguments) {
    List<String> command = new ArrayList<>(List.of("bash", "deploy/images/" + script));
    command.addAll(arguments);
    try {
      Process process =
          new ProcessBuilder(command)
              .directory(Checkout.root().toFile())
              .redirectErrorStream(true)
              .redirectInput(ProcessBuilder.Redirect.from(new java.io.File("/dev/null")))
              .start();
      String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return new Said(process.waitFor(), text);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"build", "check"})
  void helpNamesEveryOption(String script) {
    Said said = say(script, List.of("--help"));
    assertThat(said.status()).isZero();
    String code = Checkout.read(Checkout.deploy().resolve("images/" + script));
    assertThat(code.lines().filter(line -> line.matches("    --[a-z][a-z-]*\\).*")))
        .isNotEmpty()
        .allSatisfy(
            line ->
                assertThat(said.text())
                    .contains(line.trim().substring(0, line.trim().indexOf(')'))));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '"',
      value = {
        "--nonsense; unknown option '--nonsense' (see --help)",
        "--tag; --tag: no value (see --help)",
        "--tag=; --tag: '' (expected: letters, digits",
        "--tag=a/b; --tag: 'a/b' (expected: letters, digits",
        "--name=Plimsoll; --name: 'Plimsoll' (expected: a name such as",
        "--name=a b; --name: 'a b' (expected: a name such as",
        "--oci=; --oci: '' (expected: a folder)",
        "--docker=; --docker: '' (expected: a folder)",
        "--base=a b; --base: 'a b' (expected: an image, or debian)",
        "--jdk=; --jdk: '' (expected: an image or a folder)",
        "--jdk=a b; --jdk: 'a b' (expected: an image or a folder)",
        "--jdk=/nowhere; --jdk: '/nowhere' (expected: the folder of a JDK 17 or newer)",
        "--suite=book worm; --suite: 'book worm' (expected: a release of Debian",
        "--mirror=there; --mirror: 'there' (expected: a URL)",
        "--mirror=http://there; --mirror: 'http://there' (expected: only with --base debian)",
        "--push; --push: 'plimsoll' (expected: --name with a registry",
        "--push=yes; --push: takes no value",
        "--insecure=yes; --insecure: takes no value",
        "frontent; image: 'frontent' (expected: frontend, backend or client)",
      })
  void wrongOptionOfBuildIsNamedWithWhatIsExpected(String option, String message) {
    Said said = say("build", List.of(option));
    assertThat(said.text()).contains(message).hasLineCount(1);
    assertThat(said.status()).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '"',
      value = {
        "--nonsense; unknown option '--nonsense' (see --help)",
        "--tag; --tag: no value (see --help)",
        "--twice --no-build; --twice: with --no-build (expected: one of them)",
        "--no-build -- --push; '--push': with --no-build (expected: one of them)",
      })
  void wrongOptionOfCheckIsNamedWithWhatIsExpected(String options, String message) {
    Said said = say("check", List.of(options.split(" ")));
    assertThat(said.text()).contains(message);
    assertThat(said.status()).isEqualTo(2);
  }

  @Test
  void tagHasAtMostAsManyCharactersAsRegistriesTake() {
    // What ends it is the next option, which is wrong in any case.
    assertThat(say("build", List.of("--tag", LONGEST_TAG, "--end")).text())
        .contains("unknown option '--end'");
    assertThat(say("build", List.of("--tag", LONGEST_TAG + "t", "--end")).text())
        .contains("--tag: '" + LONGEST_TAG + "t' (expected: letters, digits");
  }
}
