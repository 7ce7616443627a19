/**
 * From bytes to messages and back: framing by the JSON object, the JSON codec, time-outs of silent
 * and slow peers, TLS, and the one place that orders pipeline handlers.
 *
 * <h2>Threading</h2>
 *
 * {@link io.plimsoll.wire.MessageReader} and {@link io.plimsoll.wire.MessageWriter} are stateless.
 * Every channel handler is confined to the event loop of its channel. {@link
 * io.plimsoll.wire.WatchedFiles} has a thread that reads the files of TLS again when they change;
 * what a connection gets of it is immutable.
 */
@NullMarked
package io.plimsoll.wire;

import org.jspecify.annotations.NullMarked;
