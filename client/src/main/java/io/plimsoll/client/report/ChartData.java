package io.plimsoll.client.report;

import io.plimsoll.client.course.Course;
import io.plimsoll.client.course.Sample;
import io.plimsoll.client.load.Change;
import io.plimsoll.client.load.Model;
import io.plimsoll.client.load.Timing;
import java.math.BigDecimal;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A course as the script of the page draws it: arrays of equal length, null where nothing was. */
final class ChartData {

  /** More marks than this hide what they mark. */
  private static final int MOST_MARKS = 100;

  /**
   * A line across the charts.
   *
   * @param x in seconds
   */
  record Mark(double x, String label) {}

  private final List<Sample> samples;
  private final ObjectNode json = JsonNodeFactory.instance.objectNode();

  private ChartData(List<Sample> samples) {
    this.samples = samples;
  }

  /**
   * @param marks beside the changes of the course
   */
  static JsonNode of(Course course, List<Mark> marks) {
    ChartData data = new ChartData(course.samples());
    data.fill();
    ArrayNode lines = data.json.putArray("marks");
    for (Mark mark : marks.subList(0, Math.min(MOST_MARKS, marks.size()))) {
      lines.addObject().put("x", mark.x()).put("label", mark.label());
    }
    for (Change change : course.changes()) {
      if (lines.size() < MOST_MARKS) {
        lines.addObject().put("x", change.seconds()).put("label", label(change));
      }
    }
    return data.json;
  }

  private static String label(Change change) {
    String value = BigDecimal.valueOf(change.value()).stripTrailingZeros().toPlainString();
    return switch (change.kind()) {
      case PARALLELISM -> value + " in parallel";
      case RATE -> value + "/s";
      case RESET -> "reset";
      case WARM_UP_OVER -> "warm-up over";
    };
  }

  private void fill() {
    array(json, "from", Sample::fromSeconds);
    json.put("end", samples.get(samples.size() - 1).toSeconds());
    array(json, "succeeded", sample -> perSecond(sample, sample.succeeded()));
    array(json, "failed", sample -> perSecond(sample, sample.failed()));
    array(json, "outstanding", Sample::outstanding);
    boolean open = samples.stream().anyMatch(sample -> sample.model() == Model.OPEN);
    json.put("open", open);
    array(json, "load", open ? Sample::ratePerSecond : Sample::parallelism);
    times("wait", Sample::waitSeconds);
    times("run", Sample::runSeconds);
    times("overhead", Sample::overheadSeconds);
    times("total", Sample::totalSeconds);
  }

  private static double perSecond(Sample sample, long count) {
    double seconds = sample.toSeconds() - sample.fromSeconds();
    return seconds > 0 ? count / seconds : Double.NaN;
  }

  private void times(String name, Function<Sample, Timing> timing) {
    ObjectNode times = json.putObject(name);
    array(times, "p50", sample -> orNone(timing.apply(sample), Timing::p50));
    array(times, "p90", sample -> orNone(timing.apply(sample), Timing::p90));
    array(times, "p99", sample -> orNone(timing.apply(sample), Timing::p99));
  }

  private static double orNone(Timing timing, ToDoubleFunction<Timing> figure) {
    return timing.count() == 0 ? Double.NaN : figure.applyAsDouble(timing);
  }

  private void array(ObjectNode to, String name, ToDoubleFunction<Sample> figure) {
    ArrayNode array = to.putArray(name);
    for (Sample sample : samples) {
      double value = figure.applyAsDouble(sample);
      if (Double.isNaN(value)) {
        array.addNull();
      } else {
        array.add(value);
      }
    }
  }
}
