package io.plimsoll.backend.device;

/**
 * Between what a figure of a device moves.
 *
 * @param min at load 0
 * @param max at load 1, not less than {@code min}
 */
public record MetricRange(double min, double max) {

  /** The value at a load, which is clamped to 0 to 1. */
  public double at(double load) {
    return min + (max - min) * Math.max(0, Math.min(1, load));
  }
}
