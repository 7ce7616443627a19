package io.plimsoll.replay.profile;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Requests as bytes of temporary files: numbers, then texts with their lengths in front. The form
 * is for one run of one program; it is never read by another.
 */
public final class RequestCodec {

  private static final Verb[] VERBS = Verb.values();
  private static final PatchType[] PATCH_TYPES = PatchType.values();

  /** Timestamp, verb, patch type, status. */
  private static final int NUMBER_BYTES = 8 + 1 + 1 + 2;

  /** Stands for the length of a body that is not there, and for no patch type. */
  private static final byte NONE = -1;

  /** The bytes of a request. */
  public byte[] encode(ReplayRequest request) {
    byte @Nullable [][] texts = {
      utf8(request.namespace()),
      utf8(request.resourceKind()),
      utf8(request.name()),
      utf8(request.apiPath()),
      utf8(request.labelSelector()),
      utf8(request.body()),
    };
    int length = NUMBER_BYTES;
    for (byte @Nullable [] text : texts) {
      length += Integer.BYTES + (text == null ? 0 : text.length);
    }
    PatchType patchType = request.patchType();
    ByteBuffer bytes =
        ByteBuffer.allocate(length)
            .putLong(request.timestampMillis())
            .put(Names.code(request.verb()))
            .put(patchType == null ? NONE : Names.code(patchType))
            .putShort((short) request.expect());
    for (byte @Nullable [] text : texts) {
      bytes.putInt(text == null ? NONE : text.length);
      if (text != null) {
        bytes.put(text);
      }
    }
    return bytes.array();
  }

  /** The request whose bytes start at the position. */
  public ReplayRequest decode(ByteBuffer bytes) {
    long timestamp = bytes.getLong();
    Verb verb = VERBS[bytes.get()];
    int patchType = bytes.get();
    int expect = bytes.getShort();
    String namespace = text(bytes);
    String kind = text(bytes);
    String name = text(bytes);
    String path = text(bytes);
    String selector = text(bytes);
    int bodyLength = bytes.getInt();
    return new ReplayRequest(
        timestamp,
        verb,
        namespace,
        kind,
        name,
        path,
        bodyLength == NONE ? null : text(bytes, bodyLength),
        patchType == NONE ? null : PATCH_TYPES[patchType],
        expect,
        selector);
  }

  private static byte @Nullable [] utf8(@Nullable String text) {
    return text == null ? null : text.getBytes(StandardCharsets.UTF_8);
  }

  private static String text(ByteBuffer bytes) {
    return text(bytes, bytes.getInt());
  }

  private static String text(ByteBuffer bytes, int length) {
    String text =
        new String(
            bytes.array(), bytes.arrayOffset() + bytes.position(), length, StandardCharsets.UTF_8);
    bytes.position(bytes.position() + length);
    return text;
  }
}
