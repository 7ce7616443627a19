package io.plimsoll.client.autoscale;

import io.plimsoll.replay.profile.Violation;
import java.util.List;

/** A manifest that cannot be followed as it is. */
final class HpaException extends Exception {

  private static final long serialVersionUID = 1;

  private final transient List<Violation> violations;

  /**
   * @param violations not empty, in the order of the text
   */
  HpaException(List<Violation> violations) {
    super(violations.get(0).toString());
    this.violations = List.copyOf(violations);
  }

  /** All that is wrong. */
  List<Violation> violations() {
    return violations;
  }
}
