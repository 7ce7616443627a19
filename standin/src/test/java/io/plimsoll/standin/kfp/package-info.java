/**
 * Tests of the stand-in of Kubeflow Pipelines, without a network.
 *
 * <h2>Threading</h2>
 *
 * One thread; time stands still until a test moves it.
 */
@NullMarked
package io.plimsoll.standin.kfp;

import org.jspecify.annotations.NullMarked;
