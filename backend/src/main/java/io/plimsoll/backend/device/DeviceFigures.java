package io.plimsoll.backend.device;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Where metrics come from. For any thread; does not block. */
@FunctionalInterface
public interface DeviceFigures {

  /** A backend that simulates no device. */
  DeviceFigures NONE = List::of;

  /** Of each simulated device that this backend has used, in the order of their names. */
  List<DeviceReading> readings();

  /**
   * The same, with integrals up to this moment, so that a rate of them is right however often they
   * are read. Never fails.
   */
  default CompletionStage<List<DeviceReading>> current() {
    return CompletableFuture.completedFuture(readings());
  }
}
