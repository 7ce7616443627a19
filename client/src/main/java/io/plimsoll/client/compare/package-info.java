/**
 * Whether two tests differ by more than chance, and the commands for reports that are there.
 *
 * <h2>Threading</h2>
 *
 * The commands run on the main thread; everything else is immutable or stateless.
 */
@NullMarked
package io.plimsoll.client.compare;

import org.jspecify.annotations.NullMarked;
