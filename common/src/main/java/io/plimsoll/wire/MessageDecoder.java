package io.plimsoll.wire;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.concurrent.FastThreadLocal;
import io.plimsoll.protocol.Limits;
import io.plimsoll.protocol.ProtocolException;
import io.plimsoll.protocol.ProtocolException.Reason;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Cuts the byte stream into JSON objects by their braces and hands each to a {@link Parser}.
 *
 * <p>Passes on what the parser made of each object, and, once, a {@link ProtocolException} as a
 * message of its own: in order with the messages before it. What follows it is discarded, so that
 * the connection can be closed in peace after an error reply. Fires {@link TimedOut} when the peer
 * is silent or slow: see {@link MessageTimeout}.
 *
 * <p>Netty's own {@code JsonObjectDecoder} measures its limit against everything that has been
 * received, not against one object, so it refuses small messages that arrive together.
 */
public final class MessageDecoder extends ChannelInboundHandlerAdapter {

  private static final Logger LOG = LoggerFactory.getLogger(MessageDecoder.class);

  /** Of what one read brings, which is less; larger buffers get an array of their own. */
  private static final int SCRATCH_BYTES = 1 << 15;

  /** Types of records of TLS (RFC 8446, 5.1): what a peer begins with that speaks it. */
  private static final int TLS_RECORD_FIRST = 20;

  private static final int TLS_RECORD_LAST = 23;

  /** Room for the rest of an object that has begun: most of them are smaller. */
  private static final int KEPT_BYTES = 1024;

  private static final byte[] NOTHING = {};

  /** An array of a thread; what is made of a message may be read again on this thread. */
  private static final class Scratch {
    final byte[] bytes = new byte[SCRATCH_BYTES];
    boolean taken;
  }

  private static final FastThreadLocal<Scratch> SCRATCH =
      new FastThreadLocal<>() {
        @Override
        protected Scratch initialValue() {
          return new Scratch();
        }
      };

  /** Makes a message of one whole object. */
  @FunctionalInterface
  public interface Parser {
    Object parse(byte[] bytes, int offset, int length) throws ProtocolException;
  }

  /** The user event of a peer that was silent or slow for too long. */
  public enum TimedOut {
    NO_MESSAGE,
    UNFINISHED_MESSAGE
  }

  private enum State {
    BETWEEN,
    IN_OBJECT,
    IN_STRING,
    ESCAPED,
    BROKEN
  }

  private final Parser parser;
  private final MessageTimeout timeout;

  /** The object that has begun, up to {@link #keptBytes}. */
  private byte[] kept = NOTHING;

  private int keptBytes;

  private State state = State.BETWEEN;
  private int depth;
  private int scanned;
  private int maxBytes;

  /**
   * @param maxBytes most bytes of one object
   * @param timeoutNanos for the first message to arrive whole, and for any that has begun; 0 = none
   */
  public MessageDecoder(Parser parser, int maxBytes, long timeoutNanos) {
    this.parser = parser;
    this.maxBytes = maxBytes;
    this.timeout = new MessageTimeout(timeoutNanos);
  }

  /** Changes the limit for the objects that follow. Called on the channel's event loop. */
  public void maxBytes(int bytes) {
    this.maxBytes = bytes;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) {
    timeout.opened(ctx);
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext ctx) {
    timeout.closed();
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    timeout.closed();
    // What is left is an unfinished message of a peer that has gone: nobody to tell.
    state = State.BROKEN;
    kept = NOTHING;
    ctx.fireChannelInactive();
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    if (message instanceof ByteBuf in) {
      try {
        read(ctx, in);
      } finally {
        in.release();
      }
    } else {
      ctx.fireChannelRead(message);
    }
  }

  private void read(ChannelHandlerContext ctx, ByteBuf in) {
    int length = in.readableBytes();
    if (keptBytes > 0) {
      int end = keptBytes + length;
      if (kept.length < end) {
        kept = Arrays.copyOf(kept, Math.max(2 * kept.length, end));
      }
      in.readBytes(kept, keptBytes, length);
      keptBytes = 0;
      decode(ctx, kept, 0, end);
      if (keptBytes == 0) {
        kept = NOTHING;
      }
    } else if (in.hasArray()) {
      decode(ctx, in.array(), in.arrayOffset() + in.readerIndex(), length);
    } else {
      Scratch scratch = SCRATCH.get();
      boolean mine = !scratch.taken && length <= SCRATCH_BYTES;
      byte[] bytes = mine ? scratch.bytes : new byte[length];
      scratch.taken |= mine;
      in.readBytes(bytes, 0, length);
      try {
        decode(ctx, bytes, 0, length);
      } finally {
        scratch.taken &= !mine;
      }
    }
  }

  /** Passes on every whole object of some bytes, and keeps the rest. */
  private void decode(ChannelHandlerContext ctx, byte[] bytes, int from, int length) {
    int at = from;
    int end = from + length;
    try {
      while (state != State.BROKEN) {
        if (state == State.BETWEEN) {
          at = skipToObject(bytes, at, end);
          if (at == end) {
            return;
          }
        }
        int stop = scan(bytes, at + scanned, end);
        int size = (stop < 0 ? end : stop) - at;
        if (size > maxBytes) {
          throw new ProtocolException(
              Reason.TOO_LARGE, "message: too large (expected: at most " + maxBytes + " bytes)");
        }
        if (stop < 0) {
          scanned = size;
          keep(bytes, at, size);
          timeout.begun(ctx);
          return;
        }
        state = State.BETWEEN;
        scanned = 0;
        depth = 0;
        timeout.finished();
        // One object after the other: what its handler changes holds for the next one.
        Object message = parse(ctx, bytes, at, size);
        at = stop;
        ctx.fireChannelRead(message);
      }
    } catch (ProtocolException e) {
      state = State.BROKEN;
      timeout.finished();
      ctx.fireChannelRead(e);
    }
  }

  private void keep(byte[] bytes, int from, int length) {
    if (bytes != kept || from > 0) {
      kept = new byte[Math.max(length, KEPT_BYTES)];
      System.arraycopy(bytes, from, kept, 0, length);
    }
    keptBytes = length;
  }

  private static int skipToObject(byte[] bytes, int from, int end) throws ProtocolException {
    for (int at = from; at < end; at++) {
      byte b = bytes[at];
      if (b == '{') {
        return at;
      }
      if (b != ' ' && b != '\n' && b != '\r' && b != '\t') {
        throw startsWith(b);
      }
    }
    return end;
  }

  private static ProtocolException startsWith(int b) {
    if (b >= TLS_RECORD_FIRST && b <= TLS_RECORD_LAST) {
      return new ProtocolException(
          Reason.TLS,
          String.format(
              "message: not JSON: starts with 0x%02x, as TLS does"
                  + " (expected: plain text, or TLS on both sides)",
              b));
    }
    boolean json = b == '[' || b == '"' || b == '-' || (b >= '0' && b <= '9');
    String shown = b > ' ' && b < 0x7F ? "'" + (char) b + "'" : String.format("0x%02x", b & 0xFF);
    return new ProtocolException(
        json ? Reason.NOT_AN_OBJECT : Reason.NOT_JSON,
        (json ? "message: not an object: " : "message: not JSON: ")
            + "starts with "
            + shown
            + " (expected: '{')");
  }

  /** Where the object ends, after its last byte; -1 if it does not end here. */
  private int scan(byte[] bytes, int from, int end) throws ProtocolException {
    State now = state;
    for (int at = from; at < end; at++) {
      byte b = bytes[at];
      switch (now) {
        case ESCAPED -> now = State.IN_STRING;
        case IN_STRING -> {
          if (b == '"') {
            now = State.IN_OBJECT;
          } else if (b == '\\') {
            now = State.ESCAPED;
          }
        }
        case BETWEEN, IN_OBJECT -> {
          now = State.IN_OBJECT;
          if (b == '"') {
            now = State.IN_STRING;
          } else if (b == '{' || b == '[') {
            depth++;
            if (depth > Limits.NESTING) {
              throw FieldValues.tooDeep();
            }
          } else if (b == '}' || b == ']') {
            depth--;
            if (depth <= 0) {
              return at + 1;
            }
          }
        }
        case BROKEN -> throw new AssertionError(now);
      }
    }
    state = now;
    return -1;
  }

  private Object parse(ChannelHandlerContext ctx, byte[] bytes, int offset, int length)
      throws ProtocolException {
    if (LOG.isDebugEnabled()) {
      LOG.debug(
          "{} sent {}",
          ctx.channel().remoteAddress(),
          new String(bytes, offset, length, StandardCharsets.UTF_8));
    }
    return parser.parse(bytes, offset, length);
  }
}
