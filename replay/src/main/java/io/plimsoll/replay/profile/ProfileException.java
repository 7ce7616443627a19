package io.plimsoll.replay.profile;

import java.util.List;

/** A profile that cannot be used as it is. */
public final class ProfileException extends Exception {

  private static final long serialVersionUID = 1;

  private final transient List<Violation> violations;
  private final long count;

  ProfileException(Violation violation) {
    this(List.of(violation), 1);
  }

  /**
   * Its message names the first violation and counts the others.
   *
   * @param violations not empty
   * @param count of all, at least as many as are listed
   */
  public ProfileException(List<Violation> violations, long count) {
    super(violations.get(0) + (count > 1 ? " (and " + (count - 1) + " more)" : ""));
    this.violations = List.copyOf(violations);
    this.count = count;
  }

  /** What is wrong, in the order of the text; at most {@value Violations#MAX_KEPT}. */
  public List<Violation> violations() {
    return violations;
  }

  /** How many violations there are in all. */
  public long count() {
    return count;
  }
}
