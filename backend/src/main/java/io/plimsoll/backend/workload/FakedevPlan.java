package io.plimsoll.backend.workload;

import io.plimsoll.backend.device.Activity;
import io.plimsoll.backend.device.DeviceNames;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What is to be done on a device, as far as one of the command line and a request says it; null =
 * it does not.
 *
 * @param loadPercent 0 to 100
 * @param device its name
 */
record FakedevPlan(
    @Nullable SleepTime time,
    @Nullable Double loadPercent,
    @Nullable Long memoryBytes,
    @Nullable String device,
    @Nullable Activity activity) {

  /** Nothing is said. */
  static final FakedevPlan NONE = new FakedevPlan(null, null, null, null, null);

  /**
   * Reads the values.
   *
   * @throws IllegalArgumentException with a text that names the option and says what is expected
   */
  static FakedevPlan of(FakedevOptions options) {
    return new FakedevPlan(
        read("", options.seconds, SleepTime::parse),
        read("--load: ", options.load, Percent::parse),
        read("--memory: ", options.memory, MemorySize::parse),
        read("", options.device, DeviceNames::check),
        read("--activity: ", options.activity, ActivityText::parse));
  }

  private static <T> @Nullable T read(
      String option, @Nullable String text, Function<String, T> parser) {
    if (text == null) {
      return null;
    }
    try {
      return parser.apply(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(option + e.getMessage(), e);
    }
  }

  /** This, and where it says nothing {@code other}. */
  FakedevPlan orElse(FakedevPlan other) {
    return new FakedevPlan(
        time == null ? other.time : time,
        loadPercent == null ? other.loadPercent : loadPercent,
        memoryBytes == null ? other.memoryBytes : memoryBytes,
        device == null ? other.device : device,
        activity == null ? other.activity : activity);
  }

  /** The same with this activity, if it is one. */
  FakedevPlan with(@Nullable Activity read) {
    return read == null ? this : new FakedevPlan(time, loadPercent, memoryBytes, device, read);
  }
}
