/**
 * Does throughput grow with the fleet? {@code validate}: docs/validate.md.
 *
 * <h2>Threading</h2>
 *
 * Values and pure functions, but for the run itself, which belongs to the main thread.
 */
@NullMarked
package io.plimsoll.client.validate;

import org.jspecify.annotations.NullMarked;
