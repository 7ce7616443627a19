/**
 * What a test came to: one value, from which every form of report and every verdict is made.
 *
 * <h2>Threading</h2>
 *
 * Everything here is immutable or stateless.
 */
@NullMarked
package io.plimsoll.client.report;

import org.jspecify.annotations.NullMarked;
