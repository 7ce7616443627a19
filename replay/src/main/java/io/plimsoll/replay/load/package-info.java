/**
 * Load profiles: specs with rates and shares, run one after the other.
 *
 * <h2>Threading</h2>
 *
 * Each type says which thread it is used on.
 */
@NullMarked
package io.plimsoll.replay.load;

import org.jspecify.annotations.NullMarked;
