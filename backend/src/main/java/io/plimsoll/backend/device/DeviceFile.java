package io.plimsoll.backend.device;

import io.plimsoll.cli.Text;
import io.plimsoll.replay.doc.Doc;
import io.plimsoll.replay.doc.Findings;
import io.plimsoll.replay.doc.Mapping;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Reads what kind of device is simulated: {@code {"DeviceLabels": {...}, "MetricLimits": {"memory":
 * {"Min": 0, "Max": 1}, ...}}}. Limits that are not there are those of {@link DeviceModel#DEFAULT}.
 */
public final class DeviceFile {

  /** Each is on every line of the metrics. */
  static final int MAX_LABELS = 32;

  static final int MAX_LABEL_CHARS = 128;

  /** Two underscores in front are Prometheus' own. */
  private static final Pattern LABEL = Pattern.compile("(?!__)[a-zA-Z_][a-zA-Z0-9_]{0,63}");

  /** Above any clock. */
  private static final double MAX_MHZ = 1e6;

  /** The largest whole number that a double tells from its neighbours: eight petabytes. */
  private static final double MAX_BYTES = 1L << 53;

  /** A power station. */
  private static final double MAX_WATTS = 1e9;

  private static final double ABSOLUTE_ZERO = -273.15;

  /** Nothing that could be measured is hotter. */
  private static final double MAX_CELSIUS = 1e4;

  private final Findings findings = new Findings("device file");

  private DeviceFile() {}

  /**
   * Reads one.
   *
   * @throws io.plimsoll.cli.CommandException exit code 2 if it cannot be read, or is none
   */
  public static DeviceModel read(Path file) {
    DeviceFile reader = new DeviceFile();
    return SmallFile.read("--device-file", file, reader.findings, reader::model);
  }

  private DeviceModel model(Mapping root) {
    Map<String, String> labels = labels(root);
    DeviceModel otherwise = DeviceModel.DEFAULT;
    Doc limits = root.get("MetricLimits");
    Mapping mapping = limits == null ? null : Mapping.of("MetricLimits", limits, findings);
    if (mapping == null) {
      return new DeviceModel(
          labels,
          otherwise.frequencyMhz(),
          otherwise.memoryBytes(),
          otherwise.powerWatts(),
          otherwise.temperatureCelsius());
    }
    DeviceModel model =
        new DeviceModel(
            labels,
            range(mapping, "frequency", 0, MAX_MHZ, otherwise.frequencyMhz()),
            range(mapping, "memory", 0, MAX_BYTES, otherwise.memoryBytes()),
            range(mapping, "power", 0, MAX_WATTS, otherwise.powerWatts()),
            range(
                mapping,
                "temperature",
                ABSOLUTE_ZERO,
                MAX_CELSIUS,
                otherwise.temperatureCelsius()));
    mapping.finish();
    return model;
  }

  private MetricRange range(
      Mapping limits, String field, double min, double max, MetricRange otherwise) {
    Doc doc = limits.get(field);
    String path = "MetricLimits." + field;
    Mapping mapping = doc == null ? null : Mapping.of(path, doc, findings);
    if (mapping == null) {
      return otherwise;
    }
    double low = SmallFile.number(mapping, "Min", min, max);
    double high = SmallFile.number(mapping, "Max", min, max);
    if (low > high) {
      mapping.report("Max", SmallFile.text(high) + " (expected: at least Min)");
    }
    mapping.finish();
    return new MetricRange(low, high);
  }

  private Map<String, String> labels(Mapping root) {
    Map<String, String> labels = new LinkedHashMap<>();
    Doc doc = root.get("DeviceLabels");
    if (doc == null) {
      return labels;
    }
    if (!(doc.value() instanceof Map<?, ?> fields)) {
      root.report("DeviceLabels", doc.shown() + " (expected: a mapping)");
      return labels;
    }
    if (fields.size() > MAX_LABELS) {
      root.report("DeviceLabels", fields.size() + " (expected: at most " + MAX_LABELS + ")");
      return labels;
    }
    fields.forEach(
        (key, value) -> {
          if (value instanceof Doc text) {
            label(String.valueOf(key), text, labels);
          }
        });
    return labels;
  }

  private void label(String name, Doc doc, Map<String, String> labels) {
    String path = "DeviceLabels." + Text.printable(name);
    if (!LABEL.matcher(name).matches()) {
      findings.add(
          doc.line(),
          path,
          "no name of a label (expected: letters, digits and _, at most 64, not __ first)");
    } else if (!(doc.value() instanceof String value)) {
      findings.add(doc.line(), path, doc.shown() + " (expected: text, in quotes)");
    } else if (value.length() > MAX_LABEL_CHARS || !Text.printable(value).equals(value)) {
      findings.add(
          doc.line(),
          path,
          doc.shown()
              + " (expected: at most "
              + MAX_LABEL_CHARS
              + " characters, no control characters)");
    } else {
      labels.put(name, value);
    }
  }
}
