/**
 * Documents that people write by hand, YAML or JSON, as trees whose values know their lines, and
 * readers of their fields that collect all that is wrong.
 *
 * <h2>Threading</h2>
 *
 * {@link io.plimsoll.replay.doc.Doc} is immutable; all else belongs to the thread that reads.
 */
@NullMarked
package io.plimsoll.replay.doc;

import org.jspecify.annotations.NullMarked;
