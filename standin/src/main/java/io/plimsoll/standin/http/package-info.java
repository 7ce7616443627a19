/**
 * How requests come in and answers go out: HTTP/1.1, HTTP/2, TLS.
 *
 * <h2>Threading</h2>
 *
 * A connection, its streams and its watches live on one event loop. {@link
 * io.plimsoll.standin.http.WatchStream} takes events from any thread and hops to its loop. Counts
 * may be read from any thread.
 */
@NullMarked
package io.plimsoll.standin.http;

import org.jspecify.annotations.NullMarked;
