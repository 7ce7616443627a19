package io.plimsoll.client.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plimsoll.cli.CommandException;
import io.plimsoll.cli.ExitCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReportFilesTest {

  private static final ReportFiles.Content NAME_OF_FORM =
      (form, out) -> out.write(form.name().getBytes(StandardCharsets.UTF_8));

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"r.json", "r.html", "R.CSV", "a.b.Xml"})
  void everyFormIsToldByTheEndOfTheName(String name) {
    ReportFiles.check(List.of(folder.resolve(name)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"r.txt", "json", "r.json.gz", "r"})
  void anotherNameIsBadUsage(String name) {
    Path file = folder.resolve(name);
    assertUsage(file, "a file that ends in .json, .html, .csv or .xml");
  }

  @Test
  void aFormThatAReportDoesNotHaveIsBadUsage() {
    Path file = folder.resolve("r.csv");
    assertThatThrownBy(
            () -> ReportFiles.check(List.of(file), EnumSet.of(ReportForm.JSON, ReportForm.HTML)))
        .hasMessage("--report: " + file + " (expected: a file that ends in .json or .html)");
  }

  @Test
  void aMissingFolderIsToldBeforeTheRun() {
    assertUsage(folder.resolve("not-there/r.json"), "a file in a folder that exists");
  }

  @Test
  void aFolderOfThatNameIsToldBeforeTheRun() throws IOException {
    Path file = Files.createDirectory(folder.resolve("r.json"));
    assertUsage(file, "a file, not a folder");
  }

  @Test
  void aReportReplacesTheOneBeforeAndLeavesNothingElse() throws IOException {
    Path file = folder.resolve("r.json");
    Files.writeString(file, "a longer text from before");
    ReportFiles.write(List.of(file), NAME_OF_FORM);
    assertThat(file).hasContent("JSON");
    assertThat(folder.toFile().list()).containsExactly("r.json");
  }

  @Test
  void allOthersAreWrittenWhenOneCannotBe() throws IOException {
    Path lost = Files.createDirectory(folder.resolve("lost")).resolve("r.csv");
    Files.delete(lost.getParent());
    Path html = folder.resolve("r.html");
    assertThatThrownBy(() -> ReportFiles.write(List.of(lost, html), NAME_OF_FORM))
        .isInstanceOfSatisfying(
            CommandException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.UNREACHABLE))
        .hasMessageStartingWith("--report: cannot be written: " + lost);
    assertThat(html).hasContent("HTML");
  }

  @Test
  void whatBreaksOffLeavesTheFileFromBefore() throws IOException {
    Path file = folder.resolve("r.json");
    Files.writeString(file, "before");
    ReportFiles.Content full =
        (form, out) -> {
          out.write('x');
          throw new IOException("no space left");
        };
    assertThatThrownBy(() -> ReportFiles.write(List.of(file), full))
        .hasMessage("--report: cannot be written: " + file + ": no space left");
    assertThat(file).hasContent("before");
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).containsExactly(file);
    }
  }

  @Test
  void aLinkStaysALink() throws IOException {
    Path real = folder.resolve("real");
    Files.writeString(real, "before");
    Path link = Files.createSymbolicLink(folder.resolve("r.xml"), real);
    ReportFiles.write(List.of(link), NAME_OF_FORM);
    assertThat(link).isSymbolicLink().hasContent("XML");
    assertThat(real).hasContent("XML");
  }

  private static void assertUsage(Path file, String expected) {
    assertThatThrownBy(() -> ReportFiles.check(List.of(file)))
        .isInstanceOfSatisfying(
            CommandException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.USAGE))
        .hasMessage("--report: " + file + " (expected: " + expected + ")");
  }
}
