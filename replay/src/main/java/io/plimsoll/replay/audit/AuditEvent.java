package io.plimsoll.replay.audit;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What is needed of one event of {@code audit.k8s.io/v1}. Texts that are not there are empty.
 *
 * @param receivedMicros since 1970; {@link #NO_TIME} if not known
 * @param resource empty: the path is no resource
 * @param code the status of the response, 0 = not known
 * @param body null: not in the log
 */
record AuditEvent(
    String auditId,
    String stage,
    String verb,
    String requestUri,
    String user,
    String impersonatedUser,
    String apiGroup,
    String apiVersion,
    String resource,
    String subresource,
    String namespace,
    String name,
    int code,
    long receivedMicros,
    @Nullable JsonNode body) {

  static final long NO_TIME = Long.MIN_VALUE;
}
