/**
 * Options that several commands of the client share, as picocli mixins.
 *
 * <h2>Threading</h2>
 *
 * Confined to the main thread, which reads the command line.
 */
@NullMarked
package io.plimsoll.client.options;

import org.jspecify.annotations.NullMarked;
