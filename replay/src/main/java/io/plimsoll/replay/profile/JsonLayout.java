package io.plimsoll.replay.profile;

import java.io.IOException;
import java.io.Writer;
import tools.jackson.core.io.JsonStringEncoder;

/** JSON with a request in each line, so that tools that work by lines can be used on it. */
final class JsonLayout implements ProfileWriter.Layout {

  private final Writer out;
  private final StringBuilder line = new StringBuilder();
  private String separator = "\n";

  JsonLayout(Writer out) {
    this.out = out;
  }

  @Override
  public void head(String description, ReplaySpec spec) throws IOException {
    line.append("{\"version\":1,\n");
    if (!description.isEmpty()) {
      line.append("\"description\":");
      quote(description);
      line.append(",\n");
    }
    line.append("\"spec\":{\"runnerCount\":")
        .append(spec.runnerCount())
        .append(",\"connsPerRunner\":")
        .append(spec.connsPerRunner())
        .append(",\"clientsPerRunner\":")
        .append(spec.clientsPerRunner())
        .append(",\"contentType\":\"")
        .append(spec.contentType().text())
        .append("\",\"disableHTTP2\":")
        .append(spec.disableHttp2())
        .append("},\n\"requests\":[");
    flush();
  }

  @Override
  public void startRequest() {
    line.append(separator).append('{');
    separator = ",\n";
  }

  @Override
  public void number(String name, long value) {
    name(name);
    line.append(value);
  }

  @Override
  public void text(String name, String value) {
    name(name);
    quote(value);
  }

  @Override
  public void endRequest() throws IOException {
    line.append('}');
    flush();
  }

  @Override
  public void close() throws IOException {
    try (out) {
      out.write("\n]}\n");
    }
  }

  private void name(String name) {
    if (line.charAt(line.length() - 1) != '{') {
      line.append(',');
    }
    line.append('"').append(name).append("\":");
  }

  private void quote(String text) {
    line.append('"').append(JsonStringEncoder.getInstance().quoteAsCharArray(text)).append('"');
  }

  private void flush() throws IOException {
    out.append(line);
    line.setLength(0);
  }
}
