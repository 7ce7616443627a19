package io.plimsoll.replay.load;

import io.plimsoll.protocol.RawJson;
import io.plimsoll.replay.report.FittedReport;
import io.plimsoll.replay.report.HtmlReport;
import io.plimsoll.replay.report.ReplayReport;
import io.plimsoll.replay.report.RunReport;
import io.plimsoll.replay.report.Verdict;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a load profile came to: one report for each stage, and one of all. Described in {@code
 * docs/replay-report.md}.
 *
 * @param perSpecResults by stage; as many as began
 * @param aggregated all stages together, times from the start of the first
 */
public record LoadReport(List<ReplayReport> perSpecResults, ReplayReport aggregated)
    implements RunReport {

  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  public LoadReport {
    perSpecResults = List.copyOf(perSpecResults);
  }

  /** The report of one runner. Its pod and node are empty if they are not known. */
  public static LoadReport of(int runner, String pod, String node, LoadOutcome outcome) {
    List<ReplayReport> stages = new ArrayList<>();
    for (LoadOutcome.Stage stage : outcome.stages()) {
      stages.add(
          ReplayReport.of(
              runner,
              pod,
              node,
              stage.stats(),
              stage.durationNanos(),
              stage.startedAt(),
              List.of()));
    }
    return new LoadReport(
        stages,
        ReplayReport.of(
            runner,
            pod,
            node,
            outcome.aggregated(),
            outcome.durationNanos(),
            outcome.startedAt(),
            outcome.warnings()));
  }

  /** Stands for a runner that gave no report. */
  public static LoadReport failedRunner(int runner, String pod, String node, String error) {
    return new LoadReport(List.of(), ReplayReport.failedRunner(runner, pod, node, error));
  }

  /** One report of those of all runners, stage by stage. */
  public static LoadReport merge(List<LoadReport> reports) {
    List<ReplayReport> stages = new ArrayList<>();
    int most = reports.stream().mapToInt(r -> r.perSpecResults().size()).max().orElse(0);
    for (int i = 0; i < most; i++) {
      int index = i;
      stages.add(
          ReplayReport.merge(
              reports.stream()
                  .filter(r -> r.perSpecResults().size() > index)
                  .map(r -> r.perSpecResults().get(index))
                  .toList()));
    }
    return new LoadReport(
        stages, ReplayReport.merge(reports.stream().map(LoadReport::aggregated).toList()));
  }

  /**
   * Reads a report in JSON, which may come from anywhere.
   *
   * @throws IllegalArgumentException with a text that names the field
   */
  public static LoadReport parse(byte[] json) {
    if (json.length > ReplayReport.MAX_PARSE_BYTES) {
      throw new IllegalArgumentException(
          "report: "
              + json.length
              + " bytes (expected: at most "
              + ReplayReport.MAX_PARSE_BYTES
              + ")");
    }
    JsonNode root;
    try {
      root = MAPPER.readTree(json);
    } catch (JacksonException e) {
      throw new IllegalArgumentException("report: not JSON: " + e.getOriginalMessage(), e);
    }
    JsonNode stages = root.path("perSpecResults");
    JsonNode aggregated = root.path("aggregated");
    if (!stages.isArray() || !aggregated.isObject()) {
      throw new IllegalArgumentException(
          "perSpecResults, aggregated: missing (expected: the report of a load profile)");
    }
    List<ReplayReport> reports = new ArrayList<>();
    for (JsonNode stage : stages) {
      reports.add(parse("perSpecResults[" + reports.size() + "]", stage));
    }
    return new LoadReport(reports, parse("aggregated", aggregated));
  }

  private static ReplayReport parse(String name, JsonNode node) {
    try {
      return ReplayReport.parse(MAPPER.writeValueAsBytes(node));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(name + "." + e.getMessage(), e);
    }
  }

  /** JSON on one line, everything in it. */
  @Override
  public byte[] toJson() {
    return fit(Integer.MAX_VALUE).json().toByteArray();
  }

  /** JSON for people and files: indented, everything in it, with a line end. */
  @Override
  public String toPrettyJson() {
    return MAPPER
            .writer()
            .with(SerializationFeature.INDENT_OUTPUT)
            .writeValueAsString(MAPPER.readTree(toJson()))
        + "\n";
  }

  /** JSON in at most {@code maxBytes}, of which each part gets its share. */
  @Override
  public FittedReport fit(int maxBytes) {
    return fit(maxBytes, ReplayReport::fit);
  }

  /** The same without single latencies and failures, whatever their size. */
  @Override
  public FittedReport fitSums(int maxBytes) {
    return fit(maxBytes, ReplayReport::fitSums);
  }

  private FittedReport fit(int maxBytes, BiFunction<ReplayReport, Integer, FittedReport> fitting) {
    int parts = perSpecResults.size() + 1;
    // Names and commas around the parts take less than this.
    int share = Math.max(0, maxBytes - 100 - parts) / parts;
    Set<String> dropped = new TreeSet<>();
    ByteArrayOutputStream json = new ByteArrayOutputStream();
    json.writeBytes(ascii("{\"version\":" + ReplayReport.VERSION + ",\"perSpecResults\":["));
    String comma = "";
    for (ReplayReport stage : perSpecResults) {
      json.writeBytes(ascii(comma));
      append(json, fitting.apply(stage, share), "perSpecResults", dropped);
      comma = ",";
    }
    json.writeBytes(ascii("],\"aggregated\":"));
    append(json, fitting.apply(aggregated, share), "aggregated", dropped);
    json.writeBytes(ascii("}"));
    byte[] bytes = json.toByteArray();
    return new FittedReport(RawJson.copyOf(bytes, 0, bytes.length), List.copyOf(dropped));
  }

  private static void append(
      ByteArrayOutputStream json, FittedReport part, String name, Set<String> dropped) {
    json.writeBytes(part.json().toByteArray());
    part.dropped().forEach(entry -> dropped.add(name + "." + entry));
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  /** The same with these warnings too, which are of all stages. */
  public LoadReport withWarnings(List<String> more) {
    return new LoadReport(perSpecResults, aggregated.withWarnings(more));
  }

  /** One HTML file that needs nothing else, with a section for all and one for each stage. */
  @Override
  public String toHtml(String title) {
    List<HtmlReport.Section> sections = new ArrayList<>();
    sections.add(new HtmlReport.Section(perSpecResults.size() > 1 ? "All specs" : "", aggregated));
    if (perSpecResults.size() > 1) {
      for (ReplayReport stage : perSpecResults) {
        sections.add(new HtmlReport.Section("specs[" + (sections.size() - 1) + "]", stage));
      }
    }
    return HtmlReport.write(title, sections);
  }

  /** A summary for a terminal: a line for each stage if there are several, then all together. */
  @Override
  public String toText() {
    StringBuilder text = new StringBuilder();
    if (perSpecResults.size() > 1) {
      for (int i = 0; i < perSpecResults.size(); i++) {
        text.append(perSpecResults.get(i).toLine("specs[" + i + "]")).append('\n');
      }
      text.append('\n');
    }
    return text.append(aggregated.toText()).toString();
  }

  /** The verdict on all stages together. */
  @Override
  public Verdict verdict() {
    return aggregated.verdict();
  }
}
