package io.plimsoll.replay.doc;

import io.plimsoll.replay.profile.Violation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Collects what is wrong with a document. */
public final class Findings {

  private final String document;
  private final List<Violation> found = new ArrayList<>();

  /**
   * @param document what the text as a whole is called, such as {@code profile}
   */
  public Findings(String document) {
    this.document = document;
  }

  /**
   * Something is wrong.
   *
   * @param line from 1; 0 = not known
   * @param path of the field, such as {@code specs[1].rate}; empty: the document as a whole
   * @param problem the value and what was expected
   */
  public void add(int line, String path, String problem) {
    found.add(new Violation(line, 0, path.isEmpty() ? document : path, problem));
  }

  /** Whether nothing is wrong. */
  public boolean none() {
    return found.isEmpty();
  }

  /** All, in the order of the text. */
  public List<Violation> inOrder() {
    return found.stream().sorted(Comparator.comparingInt(Violation::line)).toList();
  }
}
