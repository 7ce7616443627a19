/**
 * The objects of a stand-in API server: kinds, objects, their versions, watches, selectors and
 * patches. Knows no network.
 *
 * <h2>Threading</h2>
 *
 * An {@link io.plimsoll.standin.store.ObjectTable} holds the objects of one kind and is guarded by
 * its own monitor, which is held for a look-up or an insertion, never for input or output. Nothing
 * takes two tables' monitors at once. Everything else is immutable or stateless.
 */
@NullMarked
package io.plimsoll.standin.store;

import org.jspecify.annotations.NullMarked;
