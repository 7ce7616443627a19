/**
 * A frontend made by hand, and what else tests of the client share.
 *
 * <h2>Threading</h2>
 *
 * Used by the test's thread; what serves in the background has a thread of its own.
 */
@NullMarked
package io.plimsoll.client.testing;

import org.jspecify.annotations.NullMarked;
