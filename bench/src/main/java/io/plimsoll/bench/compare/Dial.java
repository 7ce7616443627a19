package io.plimsoll.bench.compare;

import io.netty.channel.ChannelHandler;

/** Connects to one port of the server. */
interface Dial {

  /** Begins to connect; the handler hears of the rest. Does nothing once the run is over. */
  void connect(ChannelHandler handler);
}
