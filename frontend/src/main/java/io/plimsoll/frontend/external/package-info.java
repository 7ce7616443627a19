/**
 * The API {@code external.metrics.k8s.io/v1beta1}, served by the frontend itself, so that a
 * HorizontalPodAutoscaler needs no adapter. From path and query to the answer everything is pure;
 * who may ask and the serving are beside it.
 *
 * <h2>Threading</h2>
 *
 * Everything runs on the event loop of the metrics port, which this port shares and on which no
 * queue lives. Figures of queues come as snapshots that their own loops make.
 */
@NullMarked
package io.plimsoll.frontend.external;

import org.jspecify.annotations.NullMarked;
