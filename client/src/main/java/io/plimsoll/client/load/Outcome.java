package io.plimsoll.client.load;

import io.plimsoll.cli.CommandException;
import org.jspecify.annotations.Nullable;

/**
 * How a load ended.
 *
 * @param statistics at the end, with histograms
 * @param last what came since the last tick
 * @param failure why it could not go on; null if it ended as wanted
 */
public record Outcome(Snapshot statistics, Tick last, @Nullable CommandException failure) {}
