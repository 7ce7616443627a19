package io.plimsoll.wire;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.util.ByteProcessor;
import io.netty.util.concurrent.FastThreadLocal;
import io.plimsoll.protocol.Limits;
import io.plimsoll.protocol.ProtocolException;
import io.plimsoll.protocol.ProtocolException.Reason;
import java.nio.charset.StandardCharsets;
import java.util.List;
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
public final class MessageDecoder extends ByteToMessageDecoder {

  private static final Logger LOG = LoggerFactory.getLogger(MessageDecoder.class);

  /** One buffer a thread for objects that do not lie in a heap array; larger ones get their own. */
  private static final int SCRATCH_BYTES = 8192;

  /** Types of records of TLS (RFC 8446, 5.1): what a peer begins with that speaks it. */
  private static final int TLS_RECORD_FIRST = 20;

  private static final int TLS_RECORD_LAST = 23;

  private static final FastThreadLocal<byte[]> SCRATCH =
      new FastThreadLocal<>() {
        @Override
        protected byte[] initialValue() {
          return new byte[SCRATCH_BYTES];
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
  private final ByteProcessor stepper = this::step;

  private State state = State.BETWEEN;
  private int depth;
  private int scanned;
  private int maxBytes;
  private boolean tooDeep;

  /**
   * @param maxBytes most bytes of one object
   * @param timeoutNanos for the first message to arrive whole, and for any that has begun; 0 = none
   */
  public MessageDecoder(Parser parser, int maxBytes, long timeoutNanos) {
    this.parser = parser;
    this.maxBytes = maxBytes;
    this.timeout = new MessageTimeout(timeoutNanos);
    setCumulator(MERGE_CUMULATOR);
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
  protected void handlerRemoved0(ChannelHandlerContext ctx) {
    timeout.closed();
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) throws Exception {
    timeout.closed();
    // What is left is an unfinished message of a peer that has gone: nobody to tell.
    state = State.BROKEN;
    super.channelInactive(ctx);
  }

  @Override
  protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) {
    // One object a call: what its handler changes holds for the next object in the same bytes.
    try {
      decodeOne(ctx, in, out);
    } catch (ProtocolException e) {
      state = State.BROKEN;
      timeout.finished();
      in.skipBytes(in.readableBytes());
      out.add(e);
    }
  }

  /** Adds nothing if more bytes are needed. */
  private void decodeOne(ChannelHandlerContext ctx, ByteBuf in, List<Object> out)
      throws ProtocolException {
    if (state == State.BROKEN) {
      in.skipBytes(in.readableBytes());
      return;
    }
    if (state == State.BETWEEN && !skipToObject(in)) {
      return;
    }
    int end = in.forEachByte(in.readerIndex() + scanned, in.readableBytes() - scanned, stepper);
    int length = end < 0 ? in.readableBytes() : end + 1 - in.readerIndex();
    if (tooDeep) {
      throw FieldValues.tooDeep();
    }
    if (length > maxBytes) {
      throw new ProtocolException(
          Reason.TOO_LARGE, "message: too large (expected: at most " + maxBytes + " bytes)");
    }
    if (end < 0) {
      scanned = length;
      timeout.begun(ctx);
      return;
    }
    state = State.BETWEEN;
    scanned = 0;
    depth = 0;
    timeout.finished();
    out.add(parse(ctx, in, length));
  }

  private static boolean skipToObject(ByteBuf in) throws ProtocolException {
    while (in.isReadable()) {
      int b = in.getByte(in.readerIndex());
      if (b == '{') {
        return true;
      }
      if (b != ' ' && b != '\n' && b != '\r' && b != '\t') {
        throw startsWith(b);
      }
      in.skipBytes(1);
    }
    return false;
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

  /** One byte further; false at the byte that ends the object, or makes it too deep. */
  private boolean step(byte b) {
    switch (state) {
      case ESCAPED -> state = State.IN_STRING;
      case IN_STRING -> {
        if (b == '"') {
          state = State.IN_OBJECT;
        } else if (b == '\\') {
          state = State.ESCAPED;
        }
      }
      case BETWEEN, IN_OBJECT -> {
        state = State.IN_OBJECT;
        if (b == '"') {
          state = State.IN_STRING;
        } else if (b == '{' || b == '[') {
          depth++;
          tooDeep = depth > Limits.NESTING;
          return !tooDeep;
        } else if (b == '}' || b == ']') {
          depth--;
          return depth > 0;
        }
      }
      case BROKEN -> throw new AssertionError(state);
    }
    return true;
  }

  private Object parse(ChannelHandlerContext ctx, ByteBuf in, int length) throws ProtocolException {
    byte[] bytes;
    int offset;
    if (in.hasArray()) {
      bytes = in.array();
      offset = in.arrayOffset() + in.readerIndex();
    } else {
      bytes = length <= SCRATCH_BYTES ? SCRATCH.get() : new byte[length];
      offset = 0;
      in.getBytes(in.readerIndex(), bytes, 0, length);
    }
    in.skipBytes(length);
    if (LOG.isDebugEnabled()) {
      LOG.debug(
          "{} sent {}",
          ctx.channel().remoteAddress(),
          new String(bytes, offset, length, StandardCharsets.UTF_8));
    }
    return parser.parse(bytes, offset, length);
  }
}
