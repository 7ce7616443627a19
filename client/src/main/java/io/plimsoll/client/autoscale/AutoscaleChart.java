package io.plimsoll.client.autoscale;

import io.plimsoll.client.course.Courses;
import io.plimsoll.client.course.Sample;
import io.plimsoll.client.load.Timing;
import io.plimsoll.client.report.PhaseReport;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A run as the script of the page draws it: arrays of equal length, null where nothing was. */
final class AutoscaleChart {

  private AutoscaleChart() {}

  static JsonNode of(AutoscaleReport report) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("end", report.endSeconds());
    ObjectNode fleet = json.putObject("fleet");
    numbers(fleet.putArray("seconds"), report.fleetCourse(), FleetPoint::seconds);
    numbers(fleet.putArray("wanted"), report.fleetCourse(), point -> (double) point.wanted());
    numbers(fleet.putArray("ready"), report.fleetCourse(), point -> (double) point.ready());
    numbers(json.putArray("syncs"), report.syncs(), Sync::seconds);
    ArrayNode metrics = json.putArray("metrics");
    for (int i = 0; i < report.autoscaler().metrics().size(); i++) {
      metric(metrics.addObject(), report, i);
    }
    waits(json, report.test().phases());
    ArrayNode marks = json.putArray("marks");
    for (PhaseReport phase : report.test().phases()) {
      marks.addObject().put("x", phase.startSeconds()).put("label", phase.name());
    }
    return json;
  }

  /** A value, or of an {@code AverageValue} its share of each replica, and what it is to be. */
  private static void metric(ObjectNode json, AutoscaleReport report, int index) {
    AutoscaleReport.ToldMetric metric = report.autoscaler().metrics().get(index);
    boolean average = metric.targetType() == HpaMetric.TargetType.AVERAGE_VALUE;
    json.put("title", metric.shown() + ", " + metric.targetText());
    json.put("average", average);
    numbers(
        json.putArray("values"),
        report.syncs(),
        sync -> {
          Double value = sync.metrics().get(index).value();
          if (value == null || (average && sync.replicas() == 0)) {
            return null;
          }
          return average ? (Double) (value / sync.replicas()) : value;
        });
    numbers(json.putArray("targets"), report.syncs(), sync -> metric.target());
  }

  /** Of all phases together. */
  private static void waits(ObjectNode json, List<PhaseReport> phases) {
    List<Sample> samples =
        Courses.merge(
                phases.stream()
                    .map(phase -> new Courses.Part(phase.startSeconds(), phase.course()))
                    .toList())
            .samples();
    if (samples.isEmpty()) {
      return;
    }
    ObjectNode wait = json.putObject("wait");
    numbers(wait.putArray("seconds"), samples, Sample::fromSeconds);
    numbers(wait.putArray("p50"), samples, sample -> waited(sample, Timing::p50));
    numbers(wait.putArray("p90"), samples, sample -> waited(sample, Timing::p90));
    numbers(wait.putArray("p99"), samples, sample -> waited(sample, Timing::p99));
  }

  private static @Nullable Double waited(Sample sample, ToDoubleFunction<Timing> figure) {
    return sample.waitSeconds().count() == 0
        ? null
        : (Double) figure.applyAsDouble(sample.waitSeconds());
  }

  private static <T> void numbers(
      ArrayNode array, List<T> of, Function<T, @Nullable Double> number) {
    for (T each : of) {
      Double value = number.apply(each);
      if (value == null) {
        array.addNull();
      } else {
        array.add(value.doubleValue());
      }
    }
  }
}
