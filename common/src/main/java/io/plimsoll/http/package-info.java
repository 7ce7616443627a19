/**
 * A small HTTP server for status, metrics and control: GET and HEAD, no bodies, bounded heads,
 * answers that may come later, and server-sent events.
 *
 * <h2>Threading</h2>
 *
 * A {@link io.plimsoll.http.HttpService} is called on the event loop of the connection and must not
 * block; an {@link io.plimsoll.http.HttpCall} may be answered from any thread.
 */
@NullMarked
package io.plimsoll.http;

import org.jspecify.annotations.NullMarked;
