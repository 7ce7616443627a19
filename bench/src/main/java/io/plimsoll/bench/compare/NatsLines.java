package io.plimsoll.bench.compare;

import io.netty.buffer.ByteBuf;

/**
 * What clients and workers of NATS have in common: which lines are messages. By NATS' client
 * protocol; the text of a message is a line of its own here, since it holds no newline.
 */
final class NatsLines {

  static final byte[] CONNECT =
      Job.bytes(
          "CONNECT {\"verbose\":false,\"pedantic\":false,\"lang\":\"java\",\"version\":\"1\","
              + "\"protocol\":1}\r\n");

  static final byte[] PING = Job.bytes("PING\r\n");

  /** Where answers to requests go; the client's number and the slot follow. */
  static final String INBOX = "_INBOX.";

  private static final byte[] PONG = Job.bytes("PONG\r\n");
  private static final byte[] MESSAGE = Job.bytes("MSG ");

  private boolean textIsNext;

  /** What a line is to its reader. */
  enum Kind {
    MESSAGE_HEAD,
    MESSAGE_TEXT,
    PONG,
    NOTHING,
    ERROR
  }

  /** Answers pings by itself. */
  Kind kind(LinePeer peer, ByteBuf in, int from, int end) {
    if (textIsNext) {
      textIsNext = false;
      return Kind.MESSAGE_TEXT;
    }
    if (LinePeer.begins(in, from, end, MESSAGE)) {
      textIsNext = true;
      return Kind.MESSAGE_HEAD;
    }
    return switch (LinePeer.text(in, from, end).split(" ")[0]) {
      case "PING" -> {
        peer.send(PONG);
        yield Kind.NOTHING;
      }
      case "PONG" -> Kind.PONG;
      case "INFO", "+OK" -> Kind.NOTHING;
      default -> Kind.ERROR;
    };
  }
}
