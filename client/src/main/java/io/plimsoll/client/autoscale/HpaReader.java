package io.plimsoll.client.autoscale;

import io.plimsoll.replay.doc.Doc;
import io.plimsoll.replay.doc.DocParser;
import io.plimsoll.replay.doc.Findings;
import io.plimsoll.replay.doc.Mapping;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes an autoscaler of its manifest, and finds all that is wrong with it. What the API server
 * would refuse is refused here too, and so is what a local fleet has no metrics for.
 */
final class HpaReader {

  /** No object of Kubernetes is larger: that is as much as its store takes. */
  static final int MAX_BYTES = 1_500_000;

  /** People write a handful; each is looked at in every sync. */
  static final int MAX_METRICS = 100;

  private static final String KIND = "HorizontalPodAutoscaler";

  private static final String API_VERSION = "autoscaling/v2";

  private final Findings findings = new Findings("manifest");

  private HpaReader() {}

  /**
   * Reads a manifest, YAML or JSON: of several documents, or a {@code List}, the one autoscaler
   * that is among them. The others are not looked at.
   *
   * @param utf8 at most {@link #MAX_BYTES}
   * @throws HpaException with everything that is wrong
   */
  static HpaSpec read(byte[] utf8) throws HpaException {
    HpaReader reader = new HpaReader();
    HpaSpec spec = reader.manifest(utf8);
    if (spec == null || !reader.findings.none()) {
      throw new HpaException(reader.findings.inOrder());
    }
    return spec;
  }

  private @Nullable HpaSpec manifest(byte[] utf8) {
    if (utf8.length > MAX_BYTES) {
      findings.add(0, "", utf8.length + " bytes (expected: at most " + MAX_BYTES + ")");
      return null;
    }
    List<Mapping> found = new ArrayList<>();
    for (Doc doc : DocParser.parseAll(utf8, findings)) {
      collect("", doc, found);
    }
    if (!findings.none()) {
      return null;
    }
    if (found.isEmpty()) {
      findings.add(0, "", "no " + KIND + " (expected: one)");
      return null;
    }
    if (found.size() > 1) {
      found.get(1).report("kind", "another " + KIND + " (expected: one)");
      return null;
    }
    return autoscaler(found.get(0));
  }

  private void collect(String path, Doc doc, List<Mapping> found) {
    Mapping object = Mapping.of(path, doc, findings);
    if (object == null) {
      return;
    }
    String kind = object.text("kind");
    if (kind.equals(KIND)) {
      found.add(object);
    } else if (path.isEmpty() && (kind.equals("List") || kind.equals(KIND + "List"))) {
      List<Doc> items = object.list("items");
      for (int i = 0; i < items.size(); i++) {
        collect("items[" + i + "]", items.get(i), found);
      }
    }
  }

  private static @Nullable HpaSpec autoscaler(Mapping object) {
    String version = object.required("apiVersion", API_VERSION);
    if (!version.isEmpty() && !version.equals(API_VERSION)) {
      object.report("apiVersion", version + " (expected: " + API_VERSION + ")");
    }
    Mapping metadata = object.requiredMapping("metadata");
    String name = metadata == null ? "" : metadata.required("name", "a name");
    object.get("status"); // What a cluster said of it, in a manifest that comes from there.
    Mapping spec = object.requiredMapping("spec");
    object.finish();
    if (spec == null) {
      return null;
    }
    String target = target(spec.requiredMapping("scaleTargetRef"));
    int max = (int) spec.requiredInteger("maxReplicas", 1, Integer.MAX_VALUE);
    int min = (int) spec.integer("minReplicas", 0, max, 1);
    List<HpaMetric> metrics = new ArrayList<>();
    for (Mapping each : spec.mappings("metrics", MAX_METRICS)) {
      HpaMetric metric = MetricReader.metric(each);
      if (metric != null) {
        metrics.add(metric);
      }
    }
    HpaSpec.HpaBehavior behavior = BehaviorReader.behavior(spec.mapping("behavior"));
    spec.finish();
    return new HpaSpec(name, target, min, max, metrics, behavior);
  }

  private static String target(@Nullable Mapping reference) {
    if (reference == null) {
      return "";
    }
    reference.text("apiVersion");
    String kind = reference.required("kind", "a kind such as Deployment");
    String name = reference.required("name", "a name");
    reference.finish();
    return kind + "/" + name;
  }

  /** A quantity, or {@code otherwise} if there is none, or none that is good. */
  static BigDecimal quantity(Mapping mapping, String field, BigDecimal otherwise) {
    Doc value = mapping.get(field);
    if (value == null) {
      return otherwise;
    }
    if (!(value.value() instanceof String || value.value() instanceof Number)) {
      mapping.report(field, value.shown() + " (expected: " + Quantity.RULE + ")");
      return otherwise;
    }
    try {
      return Quantity.parse(value.text());
    } catch (IllegalArgumentException e) {
      mapping.report(field, String.valueOf(e.getMessage()));
      return otherwise;
    }
  }
}
