package io.plimsoll.client.runnergroup;

import io.plimsoll.replay.profile.Violation;
import java.util.List;

/** A spec that no group can be made of. */
final class GroupSpecException extends Exception {

  private static final long serialVersionUID = 1;

  private final transient List<Violation> violations;

  /**
   * @param violations not empty, in the order of the text
   */
  GroupSpecException(List<Violation> violations) {
    super(violations.get(0).toString());
    this.violations = List.copyOf(violations);
  }

  /** All that is wrong. */
  List<Violation> violations() {
    return violations;
  }
}
