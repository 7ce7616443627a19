package io.plimsoll.replay.audit;

import java.util.List;
import java.util.Map;

/**
 * What became of an audit log.
 *
 * @param events events read, of all stages
 * @param imported requests in the profile
 * @param durationMillis from the first request to the last
 * @param skipped how many were left out, by reason, the most frequent first
 * @param synthesized how many bodies were made up
 * @param malformed lines that are not audit events
 * @param firstMalformed the first of them, with line number and reason
 */
public record AuditSummary(
    long events,
    long imported,
    long durationMillis,
    Map<SkipReason, Long> skipped,
    long synthesized,
    long malformed,
    List<String> firstMalformed) {}
