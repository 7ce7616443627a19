/**
 * The API of Kubeflow Pipelines, v2beta1 over REST, as scenarios need it: upload, create, follow,
 * list, get, delete. Knows no queue and nothing else of this project.
 *
 * <h2>Threading</h2>
 *
 * {@link io.plimsoll.kfp.KfpApi} is thread-safe, and every request a future that one of its few
 * threads completes: what is attached to it must not block. All runs of a {@link
 * io.plimsoll.kfp.RunFollower} are followed by one poller on one thread.
 */
@NullMarked
package io.plimsoll.kfp;

import org.jspecify.annotations.NullMarked;
