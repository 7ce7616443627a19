package io.plimsoll.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.protocol.Message;
import io.plimsoll.protocol.NoItem;
import io.plimsoll.protocol.ProtocolException;
import io.plimsoll.protocol.Reply;
import io.plimsoll.protocol.Request;
import io.plimsoll.protocol.WorkItem;
import io.plimsoll.protocol.WorkRequest;
import io.plimsoll.wire.MessageDecoder.Parser;
import io.plimsoll.wire.MessageWriter.Form;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeType;

class RecordedMessagesTest {

  private static final JsonMapper JSON = new JsonMapper();

  private static final Parser CLIENT = MessageReader::clientMessage;
  private static final Parser TO_CLIENT = MessageReader::clientAnswer;
  private static final Parser WORKER = MessageReader::workerMessage;
  private static final Parser TO_WORKER = MessageReader::workerAnswer;

  static List<Arguments> recorded() {
    return List.of(
        Arguments.of(
            "request.json",
            CLIENT,
            new Request(Message.NO_ID, false, "sleep", List.of("0.2"), 5, 0)),
        Arguments.of(
            "work-request.json", WORKER, new WorkRequest(Message.NO_ID, false, "sleep", 0, "", "")),
        Arguments.of("work-item.json", TO_WORKER, new WorkItem(Message.NO_ID, List.of("0.2"), 5)),
        Arguments.of(
            "item-empty-queue.json",
            TO_WORKER,
            new NoItem(Message.NO_ID, true, "Queue 'sleep' is empty")),
        Arguments.of(
            "item-unknown-queue.json",
            TO_WORKER,
            new NoItem(Message.NO_ID, false, "Unknown 'nosuch' queue")),
        Arguments.of("backend-reply.json", WORKER, success(0)),
        Arguments.of("reply-success.json", TO_CLIENT, success(0.300018577)),
        Arguments.of("reply-empty-name.json", TO_CLIENT, failure("invalid queue name ''")),
        Arguments.of("reply-unknown-queue.json", TO_CLIENT, failure("Unknown 'nosuch' queue")),
        Arguments.of(
            "reply-not-json.json",
            TO_CLIENT,
            failure(
                "Unmarshaling clientReq JSON failed: invalid character 'h' looking for beginning of"
                    + " value")));
  }

  private static Reply success(double wait) {
    return new Reply(
        Message.NO_ID, "pod-1", "node-a", ".", "", 0, wait, 0.200535042, 0, null, List.of());
  }

  private static Reply failure(String error) {
    return Reply.error(Message.NO_ID, error);
  }

  @Test
  void everyRecordedMessageIsTested() {
    assertThat(recorded().stream().map(a -> a.get()[0])).hasSameElementsAs(Recorded.names());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("recorded")
  void messageOfTheOriginalIsRead(String name, Parser parser, Message expected)
      throws ProtocolException {
    byte[] bytes = Recorded.bytes(name);
    assertThat(parser.parse(bytes, 0, bytes.length)).isEqualTo(expected);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("recorded")
  void classicMessageHasTheFieldsAndTypesThatTheOriginalWrites(
      String name, Parser parser, Message message) {
    Map<String, Object> ours = shape(JSON.readTree(MessageWriter.bytes(message, Form.CLASSIC)));
    Map<String, Object> original = shape(JSON.readTree(Recorded.bytes(name)));
    if (name.equals("backend-reply.json")) {
      original.put("Waittime", JsonNodeType.NUMBER); // The only message with two classic readers.
    }
    assertThat(ours).isEqualTo(original);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("recorded")
  void classicMessageHasTheRecordedValues(String name, Parser parser, Message message) {
    JsonNode ours = JSON.readTree(MessageWriter.bytes(message, Form.CLASSIC));
    JsonNode original = JSON.readTree(Recorded.bytes(name));
    for (String field : original.propertyNames()) {
      assertThat(ours.get(field)).as(field).isEqualTo(original.get(field));
    }
  }

  private static Map<String, Object> shape(JsonNode object) {
    Map<String, Object> types = new LinkedHashMap<>();
    object.propertyStream().forEach(p -> types.put(p.getKey(), p.getValue().getNodeType()));
    return types;
  }
}
