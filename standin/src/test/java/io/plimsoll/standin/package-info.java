/**
 * Tests of the stand-in servers.
 *
 * <h2>Threading</h2>
 *
 * Each test starts a server of its own.
 */
@org.jspecify.annotations.NullMarked
package io.plimsoll.standin;
