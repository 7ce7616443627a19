package io.plimsoll.frontend.external;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.security.auth.x500.X500Principal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AllowedNamesTest {

  @TempDir private Path folder;

  private AllowedNames read(String text) throws IOException {
    return AllowedNames.read("--names", Files.writeString(folder.resolve("names"), text));
  }

  @Test
  void optionHasNamesWithCommasBetween() {
    assertThat(AllowedNames.parse("--names", "a, b b ,c").names()).containsExactly("a", "b b", "c");
  }

  @ParameterizedTest
  @CsvSource({"''", "','", "'a,'", "',a'", "'a, ,b'"})
  void emptyNameIsNotTakenForAnyName(String text) {
    assertThatThrownBy(() -> AllowedNames.parse("--names", text))
        .hasMessageContaining("--names: '" + text + "' (expected: names with commas between");
  }

  @Test
  void fileIsAsTheConfigMapHasIt() throws IOException {
    assertThat(read("[\"front-proxy-client\"]").names()).containsExactly("front-proxy-client");
    assertThat(read(" [ \"a\" ,\n\"ä,\\n\" ] \n").names()).containsExactly("a", "ä,\n");
    for (String any : new String[] {"[]", "", "\n"}) {
      assertThat(read(any).allow("anybody")).isTrue();
      assertThat(read(any).allow("")).isTrue();
    }
    assertThat(read("[\"\"]").allow("anybody")).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          front-proxy-client
          ["a"
          ["a"] x
          ["a"],
          ["a", 1]
          ["a", ["b"]]
          {"a": "b"}
          null
          "a"
          """)
  void fileThatIsNoArrayOfNamesIsRefusedAndNotTakenForAnyName(String text) {
    assertThatThrownBy(() -> read(text))
        .hasMessageStartingWith("--names: " + folder.resolve("names") + ": ")
        .hasMessageContaining("(expected: a JSON array of names, such as [\"front-proxy-client\"])")
        .message()
        .hasLineCount(1);
  }

  @Test
  void fileThatIsMissingOrTooLargeIsRefused() throws IOException {
    assertThatThrownBy(() -> AllowedNames.read("--names", folder.resolve("none")))
        .hasMessageContaining("none: no such file (expected: a JSON array");
    assertThatThrownBy(() -> AllowedNames.read("--names", folder))
        .hasMessageStartingWith("--names: " + folder + ": ");
    String most = "[" + " ".repeat((1 << 16) - 2) + "]";
    assertThat(read(most).names()).isEmpty();
    assertThatThrownBy(() -> read(most + " ")).hasMessageContaining("at most 65536 bytes");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          CN=front-proxy-client                | front-proxy-client
          O=system:masters,CN=me               | me
          CN=me,O=CN\\=you                     | me
          CN="a, b"                            | a, b
          O=nobody                             | ''
          CN=a+OU=b                            | a
          CN=last,CN=first                     | last
          """)
  void commonNameIsThatOfTheSubject(String subject, String name) {
    assertThat(AllowedNames.commonName(new X500Principal(subject))).isEqualTo(name);
  }

  @Test
  void onlyWhoIsNamedIsAllowed() {
    AllowedNames names = AllowedNames.parse("--names", "a,b");
    assertThat(names.allow("a")).isTrue();
    assertThat(names.allow("b")).isTrue();
    assertThat(names.allow("A")).isFalse();
    assertThat(names.allow("a,b")).isFalse();
    assertThat(names.allow("")).isFalse();
  }
}
