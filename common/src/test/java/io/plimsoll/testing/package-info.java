/**
 * What fuzz tests share: see {@code docs/decisions/fuzzing.md}.
 *
 * <h2>Threading</h2>
 *
 * Confined to the thread of one test.
 */
@NullMarked
package io.plimsoll.testing;

import org.jspecify.annotations.NullMarked;
