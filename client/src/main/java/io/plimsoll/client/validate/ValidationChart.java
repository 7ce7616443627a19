package io.plimsoll.client.validate;

import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Throughput over size as the script of the page draws it. Pure. */
final class ValidationChart {

  /** Enough for a curve to look like one. */
  private static final int POINTS = 200;

  private ValidationChart() {}

  /**
   * @param report with at least one step
   */
  static JsonNode of(ValidationReport report) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    Step first = report.steps().get(0);
    int most = report.steps().get(report.steps().size() - 1).size();
    TreeSet<Double> sizes = new TreeSet<>();
    for (int i = 0; i <= POINTS; i++) {
      sizes.add((double) most * i / POINTS);
    }
    report.steps().forEach(step -> sizes.add((double) step.size()));
    double each = first.throughputPerSecond().estimate() / first.size();
    UslFit usl = report.usl();
    ArrayNode x = json.putArray("x");
    ArrayNode ideal = json.putArray("ideal");
    ArrayNode law = json.putArray("law");
    for (double size : sizes) {
      x.add(size);
      add(ideal, each * size);
      add(law, usl == null ? Double.NaN : usl.at(size));
    }
    json.put("hasLaw", usl != null);
    json.put("lawFits", usl != null && usl.fits());
    ArrayNode steps = json.putArray("steps");
    for (Step step : report.steps()) {
      ObjectNode point = steps.addObject().put("size", step.size());
      put(point, "throughput", step.throughputPerSecond().estimate());
      put(point, "low", step.throughputPerSecond().low());
      put(point, "high", step.throughputPerSecond().high());
      ArrayNode rounds = point.putArray("rounds");
      step.rounds().forEach(round -> add(rounds, round.throughputPerSecond()));
    }
    ArrayNode marks = json.putArray("marks");
    if (!report.growths().isEmpty() && report.knee() < most) {
      marks.addObject().put("x", report.knee()).put("label", "knee");
    }
    return json;
  }

  private static void add(ArrayNode array, double value) {
    if (Double.isFinite(value)) {
      array.add(value);
    } else {
      array.addNull();
    }
  }

  private static void put(ObjectNode object, String name, double value) {
    if (Double.isFinite(value)) {
      object.put(name, value);
    } else {
      object.putNull(name);
    }
  }
}
