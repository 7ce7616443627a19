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
    return excess(cut, form, maxBytes) <= 0
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
    String cut = text;
    int excess;
    while (!cut.isEmpty() && (excess = excess(message.apply(cut), form, maxBytes)) > 0) {
      // A character is 1 to 6 bytes of JSON: cutting a sixth of the excess never cuts too much.
      int end = Math.max(0, cut.length() - Math.max(1, excess / 6));
      if (end > 0 && Character.isHighSurrogate(cut.charAt(end - 1))) {
        end--;
      }
      cut = cut.substring(0, end);
    }
    return cut;
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
