package io.plimsoll.wire;

import io.plimsoll.protocol.Message;
import io.plimsoll.protocol.NoItem;
import io.plimsoll.protocol.Reply;
import io.plimsoll.wire.MessageWriter.Form;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Makes what is sent fit what its reader takes: {@code Result} goes first, then the tail of the
 * texts, cut between characters.
 */
public final class ReplyFit {

  private ReplyFit() {}

  /**
   * The reply in at most {@code maxBytes}. What was dropped or cut is named in {@link
   * Reply#truncated()}, which a classic peer does not see.
   */
  public static Reply fit(Reply reply, Form form, int maxBytes) {
    if (form == Form.SESSION && excess(reply, form, maxBytes) <= 0) {
      return reply;
    }
    Reply cut = reply;
    if (reply.result() != null) {
      cut = cut.cutTo(reply.error(), null, with(reply.truncated(), "Result"));
    }
    if (excess(cut, form, maxBytes) <= 0) {
      return cut;
    }
    List<String> names = with(cut.truncated(), "Error");
    Reply whole = cut;
    String error = shorten(cut.error(), maxBytes, form, text -> whole.cutTo(text, null, names));
    cut = cut.cutTo(error, null, names);
    // An error that is cut away whole would make a success of a failure.
    return excess(cut, form, maxBytes) <= 0 && error.isEmpty() == reply.error().isEmpty()
        ? cut
        : Reply.error(reply.id(), "reply dropped: its pod, node and device alone exceed the limit");
  }

  /** An answer without an item in at most {@code maxBytes}. */
  public static NoItem fit(NoItem answer, Form form, int maxBytes) {
    return new NoItem(
        answer.id(),
        answer.empty(),
        shorten(
            answer.error(), maxBytes, form, text -> new NoItem(answer.id(), answer.empty(), text)));
  }

  private static String shorten(
      String text, int maxBytes, Form form, Function<String, Message> message) {
    // A character is at least 1 byte: no need to write more of them, over and over, than may fit.
    String cut = text.length() <= maxBytes ? text : head(text, maxBytes);
    int excess;
    while (!cut.isEmpty() && (excess = excess(message.apply(cut), form, maxBytes)) > 0) {
      // A character is 1 to 6 bytes of JSON: cutting a sixth of the excess never cuts too much.
      cut = head(cut, Math.max(0, cut.length() - Math.max(1, excess / 6)));
    }
    return cut;
  }

  /** The first {@code length} characters, or one less rather than half of a surrogate pair. */
  private static String head(String text, int length) {
    boolean half = length > 0 && Character.isHighSurrogate(text.charAt(length - 1));
    return text.substring(0, half ? length - 1 : length);
  }

  private static int excess(Message message, Form form, int maxBytes) {
    return MessageWriter.bytes(message, form).length - maxBytes;
  }

  private static List<String> with(List<String> names, String name) {
    List<String> all = new ArrayList<>(names);
    all.add(name);
    return all;
  }
}
