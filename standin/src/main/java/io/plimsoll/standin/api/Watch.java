package io.plimsoll.standin.api;

import io.plimsoll.standin.store.ObjectTable;
import io.plimsoll.standin.store.Selection;

/**
 * A watch to be started.
 *
 * @param initial whether what is there comes first, as additions
 * @param version what came after it comes first, where {@code initial} is false
 * @param initialEnd whether a bookmark tells where the initial events end
 * @param bookmarks whether bookmarks are wanted
 * @param timeoutSeconds when it ends
 */
public record Watch(
    ObjectTable table,
    Selection selection,
    boolean initial,
    long version,
    boolean initialEnd,
    boolean bookmarks,
    int timeoutSeconds,
    EventFormat format)
    implements Answer {}
