package io.plimsoll.client.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.introspect.AnnotationIntrospectorPair;
import tools.jackson.databind.introspect.JacksonAnnotationIntrospector;
import tools.jackson.databind.json.JsonMapper;

/** A report as JSON: the components of the records as their Javadoc describes them. */
final class TestReportJson {

  /** A phase of ten minutes or more takes 2 MiB at most; a scenario may have many. */
  static final int MAX_BYTES = 256 << 20;

  /** A phase has some 150,000: what can be made of more would fill a small memory. */
  static final int MAX_TOKENS = 10_000_000;

  /** A histogram takes less than 512 KiB as text, and no other text is longer. */
  private static final int MAX_TEXT = 1 << 20;

  /** A report has 7 levels, and unknown fields may have more. */
  private static final int MAX_DEPTH = 64;

  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxDocumentLength(MAX_BYTES)
                          .maxTokenCount(MAX_TOKENS)
                          .maxStringLength(MAX_TEXT)
                          .maxNestingDepth(MAX_DEPTH)
                          .build())
                  .build())
          .annotationIntrospector(
              new AnnotationIntrospectorPair(
                  new RequiredComponents(), new JacksonAnnotationIntrospector()))
          .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
          .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
          .disable(StreamReadFeature.AUTO_CLOSE_SOURCE)
          // An error must not repeat what it found: it may be a megabyte.
          .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
          .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
          .enable(SerializationFeature.INDENT_OUTPUT)
          .enable(EnumFeature.WRITE_ENUMS_TO_LOWERCASE)
          .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
          .build();

  /** What tells the format before all else is looked at. */
  private record Head(String format) {}

  private TestReportJson() {}

  static void write(TestReport report, OutputStream out) throws IOException {
    MAPPER.writeValue(out, report);
    out.write('\n');
  }

  /**
   * Reads a report. What it takes in memory is bounded, whatever comes.
   *
   * @param source opens the report, twice
   * @throws IllegalArgumentException that names the field that is wrong or missing
   */
  static TestReport read(Source source) throws IOException {
    String format = parse(source, Head.class).format();
    if (!format.equals(TestReport.FORMAT)) {
      String shown = format.length() <= 60 ? format : format.substring(0, 60) + "...";
      throw new IllegalArgumentException(
          "format: '" + shown + "' (expected: " + TestReport.FORMAT + ")");
    }
    TestReport report = parse(source, TestReport.class);
    ReportCheck.check(report);
    return report;
  }

  /** Where a report is read from. */
  @FunctionalInterface
  interface Source {
    InputStream open() throws IOException;
  }

  private static <T> T parse(Source source, Class<T> type) throws IOException {
    try (InputStream in = source.open()) {
      T value = MAPPER.readValue(in, type);
      if (value == null) {
        throw new IllegalArgumentException("report: null (expected: an object)");
      }
      return value;
    } catch (DatabindException e) {
      StringBuilder path = new StringBuilder();
      e.getPath()
          .forEach(
              step -> {
                if (step.getPropertyName() == null) {
                  path.append('[').append(step.getIndex()).append(']');
                } else {
                  path.append(path.isEmpty() ? "" : ".").append(step.getPropertyName());
                }
              });
      throw new IllegalArgumentException(
          (path.isEmpty() ? "report" : path) + ": " + firstLine(e.getOriginalMessage()), e);
    } catch (JacksonException e) {
      // What breaks a limit has no place.
      TokenStreamLocation at = e.getLocation();
      throw new IllegalArgumentException(
          "report: cannot be read as JSON: "
              + firstLine(e.getOriginalMessage())
              + (at == null ? "" : ", line " + at.getLineNr()),
          e);
    }
  }

  private static String firstLine(String message) {
    return message.lines().findFirst().orElse("");
  }
}
