package io.plimsoll.replay.execute;

import org.jspecify.annotations.Nullable;

/**
 * One HTTP request, ready to be sent.
 *
 * @param method HTTP method
 * @param url absolute, a valid URI
 * @param accept the {@code Accept} header
 * @param contentType media type of the body, null when there is none
 * @param body null: none
 * @param urlKey {@code METHOD path} for the statistics, without query, names masked
 * @param watch whether the response is a stream that has no end
 */
public record ApiRequest(
    String method,
    String url,
    String accept,
    @Nullable String contentType,
    @Nullable String body,
    String urlKey,
    boolean watch) {}
