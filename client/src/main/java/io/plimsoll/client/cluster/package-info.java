/**
 * The way to a Kubernetes cluster: which one, as whom, and what to say when it does not do what it
 * is asked for.
 *
 * <h2>Threading</h2>
 *
 * Any thread may ask, several at the same time, and waits for its answer; interrupting it ends the
 * wait at once. Connections and timers have daemon threads of their own, which run none of our code
 * but that of {@code AnswerLimits}.
 */
@NullMarked
package io.plimsoll.client.cluster;

import org.jspecify.annotations.NullMarked;
