package io.plimsoll.replay.load;

import io.plimsoll.replay.execute.ApiRequest;

/**
 * One request of a load.
 *
 * @param untilBookmark whether it is a stream that is over for us when all that was there before
 *     has come
 * @param after which request of the sequence, from 0, must have ended before; {@link #NOTHING}:
 *     none
 */
record LoadCall(ApiRequest request, boolean untilBookmark, long after) {

  static final long NOTHING = -1;

  LoadCall(ApiRequest request, boolean untilBookmark) {
    this(request, untilBookmark, NOTHING);
  }
}
