package io.plimsoll.kfp;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A run, {@code v2beta1Run}. All times are by the server's clock.
 *
 * @param error why it failed, as far as it says; else empty
 * @param finishedAt null until it is over
 * @param history the states it went through, in the order of the server
 */
public record Run(
    String id,
    String displayName,
    String experimentId,
    RunState state,
    String error,
    @Nullable Instant createdAt,
    @Nullable Instant scheduledAt,
    @Nullable Instant finishedAt,
    List<StateChange> history) {

  public Run {
    history = List.copyOf(history);
  }
}
