/**
 * What the command lines share: options in the original tool's forms and in GNU style, addresses,
 * durations, exit codes, one-line errors, logging, signals, and text from outside made harmless.
 *
 * <h2>Threading</h2>
 *
 * Used by {@code main} before anything else runs, except {@link io.plimsoll.cli.Text}, which is
 * stateless.
 */
@NullMarked
package io.plimsoll.cli;

import org.jspecify.annotations.NullMarked;
