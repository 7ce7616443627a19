/**
 * Tests of the API of Kubeflow Pipelines, most against its stand-in.
 *
 * <h2>Threading</h2>
 *
 * Each test has its own server; those of a follower step its time by hand.
 */
@NullMarked
package io.plimsoll.kfp;

import org.jspecify.annotations.NullMarked;
