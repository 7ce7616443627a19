/**
 * Tests without a network.
 *
 * <h2>Threading</h2>
 *
 * Each test is on its own.
 */
@org.jspecify.annotations.NullMarked
package io.plimsoll.standin.store;
