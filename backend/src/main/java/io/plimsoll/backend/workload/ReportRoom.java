package io.plimsoll.backend.workload;

/** How much room a report has where it goes. */
enum ReportRoom {
  /** Nobody but the user reads it: any size will do. */
  ANY,
  /** The reply to a frontend. */
  REPLY,
  /** A line of a log, see {@link io.plimsoll.replay.report.ReportLine}. */
  LINE
}
