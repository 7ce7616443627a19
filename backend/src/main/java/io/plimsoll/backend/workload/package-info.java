/**
 * What a backend can run: one class for each workload, and the catalog of them.
 *
 * <h2>Threading</h2>
 *
 * A {@link io.plimsoll.backend.workload.Workload} is called on the backend's event loop, does not
 * block it, and reports its outcome there. Programs use threads of their own for starting, for
 * reading their standard error and for ending their process trees; those hand over to the loop. So
 * do replays and loads, which load, connect and report on a thread of their own, one for each run.
 * Work on simulated devices is begun and ended by the thread of {@link
 * io.plimsoll.backend.device.Devices}.
 */
@NullMarked
package io.plimsoll.backend.workload;

import org.jspecify.annotations.NullMarked;
