package io.plimsoll.deploy;

import java.util.ArrayList;
import java.util.List;

/** What is wrong with manifests: one line each, {@code where: what}. */
final class Findings {

  private final List<String> lines = new ArrayList<>();

  /** Notes {@code where: what} unless {@code holds}. */
  void unless(boolean holds, String where, String what) {
    if (!holds) {
      lines.add(where + ": " + what);
    }
  }

  List<String> lines() {
    return lines;
  }
}
