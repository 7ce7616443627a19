/**
 * Clients and workers that load a frontend over real sockets, and the frontend's process. Written
 * apart from the programs: own framing, own parsing, no Netty.
 *
 * <h2>Threading</h2>
 *
 * Everything belongs to the one thread that runs the {@link io.plimsoll.bench.load.Loop}.
 */
@NullMarked
package io.plimsoll.bench.load;

import org.jspecify.annotations.NullMarked;
