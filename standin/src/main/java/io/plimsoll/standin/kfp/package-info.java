/**
 * The API of Kubeflow Pipelines that a stand-in server has, v2beta1, without HTTP: from a request
 * to an answer. Nothing runs: how far a run is follows from its times and the clock.
 *
 * <h2>Threading</h2>
 *
 * {@link io.plimsoll.standin.kfp.KfpService} may be called on any thread; what it holds is guarded
 * by one lock. All else is immutable or confined to that lock.
 */
@NullMarked
package io.plimsoll.standin.kfp;

import org.jspecify.annotations.NullMarked;
