package io.plimsoll.client.autoscale;

import io.plimsoll.client.autoscale.HpaSpec.HpaBehavior;
import io.plimsoll.client.autoscale.ScalingRules.ScalingPolicy;
import io.plimsoll.client.autoscale.ScalingRules.SelectPolicy;
import io.plimsoll.replay.doc.Mapping;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The behavior of a manifest. */
final class BehaviorReader {

  /** People write two or three; each is looked at in every sync. */
  static final int MAX_POLICIES = 100;

  private BehaviorReader() {}

  /** The behavior, with the API server's defaults for what is missing in it. */
  static @Nullable HpaBehavior behavior(@Nullable Mapping mapping) {
    if (mapping == null) {
      return null;
    }
    ScalingRules up = rules(mapping.mapping("scaleUp"), ScalingRules.UP);
    ScalingRules down = rules(mapping.mapping("scaleDown"), ScalingRules.DOWN);
    mapping.finish();
    return new HpaBehavior(up, down);
  }

  private static ScalingRules rules(@Nullable Mapping mapping, ScalingRules defaults) {
    if (mapping == null) {
      return defaults;
    }
    int window =
        (int)
            mapping.integer(
                "stabilizationWindowSeconds",
                0,
                ScalingRules.MAX_WINDOW_SECONDS,
                defaults.windowSeconds());
    SelectPolicy select = select(mapping, defaults.select());
    List<ScalingPolicy> policies =
        mapping.get("policies") == null ? defaults.policies() : policies(mapping);
    BigDecimal tolerance =
        HpaReader.quantity(mapping, "tolerance", BigDecimal.valueOf(defaults.tolerance()));
    if (tolerance.signum() < 0) {
      mapping.report("tolerance", tolerance.toPlainString() + " (expected: 0 or more)");
    }
    mapping.finish();
    return new ScalingRules(window, select, policies, tolerance.doubleValue());
  }

  private static SelectPolicy select(Mapping mapping, SelectPolicy otherwise) {
    String text = mapping.text("selectPolicy");
    return switch (text) {
      case "" -> otherwise;
      case "Max" -> SelectPolicy.MAX;
      case "Min" -> SelectPolicy.MIN;
      case "Disabled" -> SelectPolicy.DISABLED;
      default -> {
        mapping.report("selectPolicy", text + " (expected: Max, Min or Disabled)");
        yield otherwise;
      }
    };
  }

  private static List<ScalingPolicy> policies(Mapping mapping) {
    List<ScalingPolicy> policies = new ArrayList<>();
    for (Mapping each : mapping.mappings("policies", MAX_POLICIES)) {
      String type = each.required("type", "Pods or Percent");
      if (!type.isEmpty() && !type.equals("Pods") && !type.equals("Percent")) {
        each.report("type", type + " (expected: Pods or Percent)");
      }
      int value = (int) each.requiredInteger("value", 1, Integer.MAX_VALUE);
      int period = (int) each.requiredInteger("periodSeconds", 1, ScalingRules.MAX_PERIOD_SECONDS);
      each.finish();
      policies.add(
          new ScalingPolicy(
              type.equals("Percent") ? ScalingPolicy.Type.PERCENT : ScalingPolicy.Type.PODS,
              value,
              period));
    }
    return policies;
  }
}
