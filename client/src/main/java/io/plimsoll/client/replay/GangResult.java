package io.plimsoll.client.replay;

import io.plimsoll.protocol.Reply;
import java.util.SortedMap;

/**
 * How a request to a replay queue ended.
 *
 * @param runners the replies of the runners, by their index; one that has none is not there
 * @param answer the final reply, with counts and errors only
 */
record GangResult(SortedMap<Integer, Reply> runners, Reply answer) {}
