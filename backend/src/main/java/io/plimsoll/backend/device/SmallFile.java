package io.plimsoll.backend.device;

import io.plimsoll.cli.CommandException;
import io.plimsoll.cli.ExitCode;
import io.plimsoll.replay.doc.Doc;
import io.plimsoll.replay.doc.DocParser;
import io.plimsoll.replay.doc.Findings;
import io.plimsoll.replay.doc.Mapping;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.function.Function;

/** What files that people write for a device have in common. */
final class SmallFile {

  /** People write them by hand. */
  static final int MAX_BYTES = 64 << 10;

  private SmallFile() {}

  /**
   * Reads one.
   *
   * @param option that names it
   * @param reader makes something of the document; what is wrong becomes a finding, and so does
   *     every field that it did not ask for
   * @throws CommandException exit code 2 for the first thing that is wrong, with its line and field
   */
  static <T> T read(String option, Path file, Findings findings, Function<Mapping, T> reader) {
    byte[] utf8;
    try (InputStream in = Files.newInputStream(file)) {
      utf8 = in.readNBytes(MAX_BYTES + 1);
    } catch (NoSuchFileException e) {
      throw CommandException.usage(option, file, "a file that exists");
    } catch (IOException e) {
      throw new CommandException(
          ExitCode.USAGE, option + ": " + file + ": cannot be read: " + e.getMessage(), e);
    }
    if (utf8.length > MAX_BYTES) {
      throw CommandException.usage(option, file, "at most " + MAX_BYTES + " bytes");
    }
    Doc doc = DocParser.parse(utf8, findings);
    Mapping root = doc == null ? null : Mapping.of("", doc, findings);
    if (root != null) {
      T result = reader.apply(root);
      root.finish();
      if (findings.none()) {
        return result;
      }
    }
    throw new CommandException(
        ExitCode.USAGE, option + ": " + file + ": " + findings.inOrder().get(0));
  }

  /** A number that must be there. */
  static double number(Mapping mapping, String field, double min, double max) {
    Doc doc = mapping.get(field);
    String rule = " (expected: a number from " + text(min) + " to " + text(max) + ")";
    if (doc == null) {
      mapping.report(field, "missing" + rule);
      return min;
    }
    if (doc.value() instanceof Number number
        && number.doubleValue() >= min
        && number.doubleValue() <= max) {
      return number.doubleValue();
    }
    mapping.report(field, doc.shown() + rule);
    return min;
  }

  /** As people write it. */
  static String text(double number) {
    return BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
  }
}
