package io.plimsoll.kfp;

import java.util.Locale;

/** What a random GET gets. */
public enum GetKind {
  PIPELINES,
  VERSIONS,
  EXPERIMENTS,
  RUNS;

  /** As options and reports write it: {@code runs}. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The reverse of {@link #text}.
   *
   * @throws IllegalArgumentException for any other
   */
  public static GetKind of(String text) {
    for (GetKind kind : values()) {
      if (kind.text().equals(text)) {
        return kind;
      }
    }
    throw new IllegalArgumentException(
        "kind: '" + text + "' (expected: pipelines, versions, experiments or runs)");
  }
}
