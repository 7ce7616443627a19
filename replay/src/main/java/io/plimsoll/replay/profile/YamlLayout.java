package io.plimsoll.replay.profile;

import java.io.IOException;
import java.io.Writer;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * YAML as people write it. Texts are plain where no parser can take them for anything else, else in
 * single quotes, which leave JSON bodies readable, and in double quotes if they have characters
 * that YAML does not allow as they are.
 */
final class YamlLayout implements ProfileWriter.Layout {

  private static final Pattern PLAIN = Pattern.compile("[A-Za-z/][A-Za-z0-9._/-]{0,200}");

  /** Words that YAML, in its versions, takes for something other than text. */
  private static final Set<String> WORDS =
      Set.of("true", "false", "null", "yes", "no", "on", "off", "y", "n");

  private final Writer out;
  private final StringBuilder text = new StringBuilder();
  private String indent = "";

  YamlLayout(Writer out) {
    this.out = out;
  }

  @Override
  public void head(String description, ReplaySpec spec) throws IOException {
    number("version", 1);
    if (!description.isEmpty()) {
      text("description", description);
    }
    text.append("spec:\n");
    indent = "  ";
    number("runnerCount", spec.runnerCount());
    number("connsPerRunner", spec.connsPerRunner());
    number("clientsPerRunner", spec.clientsPerRunner());
    text("contentType", spec.contentType().text());
    text.append("  disableHTTP2: ").append(spec.disableHttp2()).append("\nrequests:\n");
    flush();
  }

  @Override
  public void startRequest() {
    indent = "  - ";
  }

  @Override
  public void number(String name, long value) {
    name(name);
    text.append(value).append('\n');
  }

  @Override
  public void text(String name, String value) {
    name(name);
    if (PLAIN.matcher(value).matches() && !WORDS.contains(value.toLowerCase(Locale.ROOT))) {
      text.append(value);
    } else if (value.codePoints().allMatch(YamlLayout::isPrintable)) {
      text.append('\'').append(value.replace("'", "''")).append('\'');
    } else {
      quote(value);
    }
    text.append('\n');
  }

  @Override
  public void endRequest() throws IOException {
    flush();
  }

  @Override
  public void close() throws IOException {
    out.close();
  }

  private void name(String name) {
    text.append(indent).append(name).append(": ");
    if (indent.equals("  - ")) {
      indent = "    ";
    }
  }

  private void quote(String value) {
    text.append('"');
    value
        .codePoints()
        .forEach(
            c -> {
              if (c == '"' || c == '\\') {
                text.append('\\').append((char) c);
              } else if (c == '\n') {
                text.append("\\n");
              } else if (isPrintable(c)) {
                text.appendCodePoint(c);
              } else if (Character.isBmpCodePoint(c)) {
                text.append(String.format("\\u%04x", c));
              } else {
                text.append(String.format("\\U%08x", c));
              }
            });
    text.append('"');
  }

  /** Whether YAML allows a character as it is, within one line. */
  private static boolean isPrintable(int c) {
    return (c >= ' ' && c < 0x7f)
        || (c >= 0xa0 && c <= 0xd7ff && c != 0x2028 && c != 0x2029)
        || (c >= 0xe000 && c <= 0xfffd && c != 0xfeff)
        || c >= 0x10000;
  }

  private void flush() throws IOException {
    out.append(text);
    text.setLength(0);
  }
}
