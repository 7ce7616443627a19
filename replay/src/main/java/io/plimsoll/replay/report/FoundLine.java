package io.plimsoll.replay.report;

import org.jspecify.annotations.Nullable;

/** What the log of a runner has of its {@link ReportLine}. */
public sealed interface FoundLine {

  /** All of it. */
  record Whole(ReportLine line) implements FoundLine {}

  /**
   * Only its beginning: the runner died while it wrote, or the log was rotated.
   *
   * @param head what stands before the report, with no report
   * @param chars how much of the packed report there is
   * @param ofChars how much there should be
   */
  record Cut(ReportLine head, int chars, int ofChars) implements FoundLine {}

  /**
   * Something that is not what was written.
   *
   * @param head what stands before the report, with no report; null: that cannot be read either
   * @param why what is wrong
   */
  record Corrupt(@Nullable ReportLine head, String why) implements FoundLine {}

  /** The log has no such line. */
  record None() implements FoundLine {}
}
