/**
 * The client's command line: options, their validation, and what puts the parts together.
 *
 * <h2>Threading</h2>
 *
 * Everything here runs on the main thread, which waits for the load to end and shows its status
 * meanwhile.
 */
@NullMarked
package io.plimsoll.client;

import org.jspecify.annotations.NullMarked;
