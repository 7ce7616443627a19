/**
 * What the manifests of {@code deploy/} hold, against kubectl and the typed models of Kubernetes.
 *
 * <h2>Threading</h2>
 *
 * One thread.
 */
@NullMarked
package io.plimsoll.deploy;

import org.jspecify.annotations.NullMarked;
