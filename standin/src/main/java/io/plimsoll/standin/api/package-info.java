/**
 * The HTTP API of a stand-in API server, without HTTP: from a request's method, path and body to an
 * answer. Knows no network.
 *
 * <h2>Threading</h2>
 *
 * Everything here is immutable or stateless and may be called on any thread; what changes is in the
 * tables of the {@link io.plimsoll.standin.store} package.
 */
@NullMarked
package io.plimsoll.standin.api;

import org.jspecify.annotations.NullMarked;
