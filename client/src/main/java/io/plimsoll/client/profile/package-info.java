/**
 * The commands that check, convert and make replay profiles.
 *
 * <h2>Threading</h2>
 *
 * The main thread.
 */
@NullMarked
package io.plimsoll.client.profile;

import org.jspecify.annotations.NullMarked;
