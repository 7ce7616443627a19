package io.plimsoll.replay.load;

import io.plimsoll.replay.execute.ApiRequest;

/**
 * One request of a load.
 *
 * @param untilBookmark whether it is a stream that is over for us when all that was there before
 *     has come
 */
record LoadCall(ApiRequest request, boolean untilBookmark) {}
