package io.plimsoll.client.autoscale;

import io.plimsoll.cli.Text;
import io.plimsoll.client.scenario.EmbeddedScenario;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;

/** A run of an autoscaler as lines of text. Stateless. */
final class AutoscaleText {

  private static final MathContext DIGITS = new MathContext(4);

  private static final int METRIC_COLUMNS = 12;

  private AutoscaleText() {}

  /** What is run, and the heading of the lines that follow. */
  static String head(HpaSpec spec, String fleet) {
    StringBuilder out = new StringBuilder(512);
    out.append(
        Text.printable(
            "autoscaler "
                + spec.name()
                + ": "
                + spec.minReplicas()
                + " to "
                + spec.maxReplicas()
                + " replicas of "
                + fleet));
    for (int i = 0; i < spec.metrics().size(); i++) {
      out.append("\n  metric ").append(i + 1).append(": ").append(spec.metrics().get(i));
    }
    out.append(String.format(Locale.ROOT, "\n\n%8s %9s %6s", "time", "replicas", "ready"));
    for (int i = 0; i < spec.metrics().size(); i++) {
      String name = spec.metrics().size() == 1 ? "metric" : "metric " + (i + 1);
      out.append(String.format(Locale.ROOT, " %" + METRIC_COLUMNS + "s %9s", name, "target"));
    }
    return out.append(String.format(Locale.ROOT, " %8s  %s", "desired", "why")).toString();
  }

  /** One sync. */
  static String line(HpaSpec spec, Sync sync) {
    StringBuilder out = new StringBuilder(160);
    out.append(
        String.format(
            Locale.ROOT, "%8s %9d %6d", number(sync.seconds()), sync.replicas(), sync.ready()));
    for (int i = 0; i < spec.metrics().size(); i++) {
      HpaMetric metric = spec.metrics().get(i);
      Double value = sync.metrics().get(i).value();
      boolean average = metric.targetType() == HpaMetric.TargetType.AVERAGE_VALUE;
      // What the value is held against: a share for each replica.
      String target = (average ? sync.replicas() + "x" : "") + number(metric.target());
      out.append(
          String.format(
              Locale.ROOT,
              " %" + METRIC_COLUMNS + "s %9s",
              value == null ? "-" : number(value),
              target));
    }
    return out.append(String.format(Locale.ROOT, " %8d  %s", sync.desired(), sync.why()))
        .toString();
  }

  /** What it came to. */
  static String end(AutoscaleReport report) {
    StringBuilder out = new StringBuilder(2048);
    FleetUse use = report.use();
    if (use != null) {
      out.append(
          String.format(
              Locale.ROOT,
              "\nreplicas: %d to %d, mean %s; %.0f replica seconds; steps up: %d, down: %d\n",
              use.least(),
              use.most(),
              number(use.mean()),
              use.replicaSeconds(),
              use.scaledUp(),
              use.scaledDown()));
    }
    out.append('\n').append(EmbeddedScenario.text(report.test()));
    return out.toString();
  }

  /** Four digits, and no zeros at the end. */
  static String number(double value) {
    BigDecimal rounded = BigDecimal.valueOf(value).round(DIGITS);
    // A number of more digits before its point keeps them.
    return (Math.abs(value) >= 1e4 ? BigDecimal.valueOf(Math.rint(value)) : rounded)
        .stripTrailingZeros()
        .toPlainString();
  }
}
