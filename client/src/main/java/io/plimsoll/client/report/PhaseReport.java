package io.plimsoll.client.report;

import io.plimsoll.client.course.Course;
import io.plimsoll.client.load.LoadState;
import io.plimsoll.client.load.Period;

/**
 * What one phase of a test came to.
 *
 * @param name its name; of a plain load, the queue's
 * @param startSeconds when it began, since the test did
 * @param load what was driven, as it was at the end
 * @param period the statistics since the last reset
 * @param course how it went over time, from its start
 */
public record PhaseReport(
    String name, double startSeconds, LoadState load, Period period, Course course) {}
