package io.plimsoll.replay.report;

/** What programs do with a report, be it of a replay or of a load. */
public interface RunReport {

  /** JSON on one line, everything in it. */
  byte[] toJson();

  /** JSON for people and files: indented, everything in it, with a line end. */
  String toPrettyJson();

  /** JSON in at most {@code maxBytes}, as long as there is anything left to drop. */
  FittedReport fit(int maxBytes);

  /** The same without single latencies and failures, whatever their size. */
  FittedReport fitSums(int maxBytes);

  /** One HTML file that needs nothing else. */
  String toHtml(String title);

  /** A summary for a terminal. */
  String toText();

  /** Whether the run as a whole was faithful. */
  Verdict verdict();
}
