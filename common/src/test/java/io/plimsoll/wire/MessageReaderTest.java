package io.plimsoll.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.plimsoll.protocol.ClientMessage;
import io.plimsoll.protocol.GiveBack;
import io.plimsoll.protocol.Limits;
import io.plimsoll.protocol.Message;
import io.plimsoll.protocol.Progress;
import io.plimsoll.protocol.Progress.Phase;
import io.plimsoll.protocol.ProtocolException;
import io.plimsoll.protocol.ProtocolException.Reason;
import io.plimsoll.protocol.Reply;
import io.plimsoll.protocol.Request;
import io.plimsoll.protocol.RunnerReply;
import io.plimsoll.protocol.WorkItem;
import io.plimsoll.protocol.WorkRequest;
import io.plimsoll.protocol.WorkerMessage;
import io.plimsoll.wire.MessageDecoder.Parser;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class MessageReaderTest {

  private static final Parser CLIENT = MessageReader::clientMessage;
  private static final Parser TO_CLIENT = MessageReader::clientAnswer;
  private static final Parser WORKER = MessageReader::workerMessage;
  private static final Parser TO_WORKER = MessageReader::workerAnswer;

  private static final String STRING = "a string";
  private static final String STRINGS = "an array of strings";
  private static final String BOOL = "true or false";
  private static final String OBJECT = "an object";
  private static final String SECONDS = "a number of seconds from 0 to 3200000000";
  private static final String ID = "an integer from 0 to 9007199254740991";
  private static final String RETCODE = "an integer from -2147483648 to 2147483647";
  private static final String RUNNERS = "an integer from 1 to 1024";

  private static final String RUNNER = "an integer from 0 to 1023";

  private static final Map<String, List<String>> WRONG =
      Map.of(
          RUNNER, List.of("-1", "1024", "1.0", "\"0\"", "false", "[]", "{}"),
          STRING, List.of("1", "true", "[]", "{}", "[\"a\"]"),
          STRINGS, List.of("1", "true", "{}", "\"a\"", "[1]", "[null]", "[[\"a\"]]", "[\"a\",{}]"),
          BOOL, List.of("0", "1", "\"true\"", "[]", "{}"),
          OBJECT, List.of("1", "true", "[]", "\"a\"", "[{}]"),
          SECONDS,
              List.of("-1", "-0.001", "3200000001", "1e400", "-1e400", "\"5\"", "true", "[]", "{}"),
          ID,
              List.of(
                  "-1",
                  "9007199254740992",
                  "9223372036854775808",
                  "99999999999999999999999999",
                  "1.5",
                  "1.0",
                  "1e0",
                  "1e400",
                  "\"1\"",
                  "true",
                  "[]",
                  "{}"),
          RETCODE, List.of("2147483648", "-2147483649", "0.5", "1e400", "\"0\"", "false", "[]"),
          RUNNERS, List.of("0", "-1", "1025", "2.0", "\"2\"", "true", "[2]"));

  private record Typed(Parser parser, String fields, String expected) {}

  static List<Arguments> wrongTypes() {
    List<Typed> all =
        List.of(
            new Typed(CLIENT, "Queue", STRING),
            new Typed(CLIENT, "Args", STRINGS),
            new Typed(CLIENT, "Limit Wait", SECONDS),
            new Typed(CLIENT, "Pod Node", STRING),
            new Typed(CLIENT, "Id", ID),
            new Typed(CLIENT, "KeepAlive Cancel Ready", BOOL),
            new Typed(CLIENT, "Runners", RUNNERS),
            new Typed(TO_CLIENT, "Id", ID),
            new Typed(TO_CLIENT, "Pod Node Device Error", STRING),
            new Typed(TO_CLIENT, "Timeout Waittime Runtime", SECONDS),
            new Typed(TO_CLIENT, "Retcode", RETCODE),
            new Typed(TO_CLIENT, "Result Progress Reply", OBJECT),
            new Typed(TO_CLIENT, "Runner", RUNNER),
            new Typed(TO_CLIENT, "Runners", RUNNERS),
            new Typed(TO_CLIENT, "Truncated", STRINGS),
            new Typed(WORKER, "Queue Pod Node Device Error", STRING),
            new Typed(WORKER, "Id", ID),
            new Typed(WORKER, "KeepAlive Cancel Return Ready", BOOL),
            new Typed(WORKER, "Wait Timeout Waittime Runtime", SECONDS),
            new Typed(WORKER, "Retcode", RETCODE),
            new Typed(WORKER, "Result Progress", OBJECT),
            new Typed(WORKER, "Truncated", STRINGS),
            new Typed(TO_WORKER, "Id", ID),
            new Typed(TO_WORKER, "Error", STRING),
            new Typed(TO_WORKER, "Empty Cancel Go", BOOL),
            new Typed(TO_WORKER, "Runner", RUNNER),
            new Typed(TO_WORKER, "Runners", RUNNERS),
            new Typed(TO_WORKER, "Reply", OBJECT),
            new Typed(TO_WORKER, "Args", STRINGS),
            new Typed(TO_WORKER, "Limit Waittime", SECONDS),
            new Typed(TO_WORKER, "Retcode", RETCODE));
    List<Arguments> cases = new ArrayList<>();
    for (Typed typed : all) {
      for (String field : typed.fields().split(" ")) {
        for (String value : WRONG.getOrDefault(typed.expected(), List.of())) {
          cases.add(Arguments.of(field, value, typed.expected(), typed.parser()));
        }
      }
    }
    return cases;
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("wrongTypes")
  void wrongTypeOfAFieldIsRefusedByNameAndExpectation(
      String field, String value, String expected, Parser parser) {
    ProtocolException error = refused(parser, "{\"" + field + "\":" + value + "}");
    assertThat(error).hasMessage(field + ": wrong type or range (expected: " + expected + ")");
    assertThat(error.reason()).isEqualTo(Reason.WRONG_TYPE);
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("wrongTypes")
  void unknownFieldMayHoldWhatAKnownOneMayNot(
      String field, String value, String expected, Parser parser) throws ProtocolException {
    assertThat(parse(parser, "{\"X" + field + "\":" + value + "}")).isEqualTo(parse(parser, "{}"));
  }

  @Test
  void fieldOfAnotherMessageIsIgnored() throws ProtocolException {
    assertThat(client("{\"Queue\":\"q\",\"Empty\":\"x\",\"Result\":[],\"Return\":7}"))
        .isEqualTo(request("q"));
    assertThat(parse(TO_WORKER, "{\"Args\":[],\"Queue\":1,\"Runtime\":\"x\",\"Pod\":1}"))
        .isEqualTo(new WorkItem(Message.NO_ID, List.of(), 0));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"Queue\":\"q\",\"Wait\":30}",
        "{\"Queue\":\"q\",\"Wait\":0}",
        "{\"Queue\":\"q\",\"pod\":\"\"}",
        "{\"Node\":\"n\",\"Queue\":\"q\"}",
        "{\"Id\":1,\"KeepAlive\":true,\"Queue\":\"q\",\"Pod\":\"p\",\"Node\":\"n\"}",
        "{\"Id\":1,\"Cancel\":true,\"Pod\":\"p\"}",
        "{\"Id\":1,\"Ready\":true}"
      })
  void backendOnTheClientPortIsToldSo(String text) {
    ProtocolException error = refused(CLIENT, text);
    assertThat(error)
        .hasMessage("this is the client port (expected: a request; backends use the worker port)");
    assertThat(error.reason()).isEqualTo(Reason.OUT_OF_PLACE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"Id\":1,\"Retcode\":0}",
        "{\"Id\":1,\"waittime\":0}",
        "{\"Id\":1,\"Error\":\"Unknown 'q' queue\",\"Waittime\":2.5,\"Retcode\":1}",
        "{\"Error\":\"\",\"Timeout\":0,\"Runtime\":0.2,\"Waittime\":0.3,\"Retcode\":0}",
        "{\"Id\":1,\"Runner\":0,\"Reply\":{}}"
      })
  void replyToABackendSaysThatItAskedTheClientPort(String text) {
    ProtocolException error = refused(TO_WORKER, text);
    assertThat(error)
        .hasMessage("this is a frontend's client port (expected: its worker port, 9999)");
    assertThat(error.reason()).isEqualTo(Reason.OUT_OF_PLACE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"Id\":1,\"Empty\":true}",
        "{\"Id\":1,\"Args\":[\"0.2\"],\"Limit\":5}",
        "{\"Error\":\"\",\"Empty\":false,\"Args\":null,\"Limit\":0}",
        "{\"Id\":1,\"Runner\":0,\"Runners\":2}",
        "{\"Id\":1,\"Go\":true}"
      })
  void workItemToAClientSaysThatItAskedTheWorkerPort(String text) {
    ProtocolException error = refused(TO_CLIENT, text);
    assertThat(error)
        .hasMessage("this is a frontend's worker port (expected: its client port, 9997)");
    assertThat(error.reason()).isEqualTo(Reason.OUT_OF_PLACE);
  }

  @Test
  void fieldNamesAreFoundInAnyCase() throws ProtocolException {
    assertThat(client("{\"queue\":\"q\",\"ARGS\":[\"a\"],\"lImIt\":2,\"iD\":3,\"keepalive\":true}"))
        .isEqualTo(new Request(3, true, "q", List.of("a"), 2, 0));
  }

  @Test
  void escapedFieldNameIsTheSameName() throws ProtocolException {
    assertThat(client("{\"Qu\\u0065ue\":\"q\"}")).isEqualTo(request("q"));
  }

  @Test
  void nullIsTheSameAsAbsent() throws ProtocolException {
    assertThat(
            client(
                "{\"Queue\":null,\"Args\":null,\"Limit\":null,\"Id\":null,\"KeepAlive\":null,"
                    + "\"Runners\":null,\"Cancel\":null,\"Wait\":null,\"Pod\":null,"
                    + "\"Node\":null}"))
        .isEqualTo(request(""));
    assertThat(parse(TO_WORKER, "{\"Args\":null,\"Waittime\":null,\"Retcode\":null}"))
        .isEqualTo(new WorkItem(Message.NO_ID, List.of(), 0));
    assertThat(
            worker(
                "{\"Queue\":null,\"Pod\":null,\"Node\":null,\"Device\":null,\"Error\":null,"
                    + "\"Timeout\":null,\"Runtime\":null,\"Retcode\":null,\"Result\":null,"
                    + "\"Truncated\":null,\"Progress\":null,\"Cancel\":null,\"Return\":null}"))
        .isEqualTo(worker("{}"));
  }

  @Test
  void ofANameThatComesTwiceTheLastCounts() throws ProtocolException {
    assertThat(client("{\"Queue\":\"a\",\"queue\":\"b\"}")).isEqualTo(request("b"));
    assertThat(client("{\"Args\":[\"a\"],\"Queue\":\"q\",\"Args\":[]}")).isEqualTo(request("q"));
    assertThat(client("{\"Queue\":\"a\",\"Queue\":null}")).isEqualTo(request("a"));
  }

  @Test
  void unknownFieldIsIgnoredWhateverItHolds() throws ProtocolException {
    for (String value :
        List.of(
            "9".repeat(5_000),
            "-0." + "1".repeat(5_000) + "e-99999",
            "1e999999999",
            "\"" + "\\u0000".repeat(1000) + "\"",
            "{\"Queue\":\"inner\",\"a\":[{\"Queue\":1}]}",
            "[[[[null,true,false,{}]]]]")) {
      assertThat(client("{\"x\":" + value + ",\"Queue\":\"q\"}")).isEqualTo(request("q"));
    }
  }

  @Test
  void unknownFieldMayHaveAVeryLongName() throws ProtocolException {
    assertThat(client("{\"" + "n".repeat(100_000) + "\":1,\"Queue\":\"q\"}"))
        .isEqualTo(request("q"));
  }

  @Test
  void halfASurrogatePairBecomesTheReplacementCharacter() throws ProtocolException {
    assertThat(client("{\"Queue\":\"\\ud83d\",\"Args\":[\"a\\udc00b\",\"\\ud83d\\ude00\"]}"))
        .isEqualTo(
            new Request(Message.NO_ID, false, "\ufffd", List.of("a\ufffdb", "\ud83d\ude00"), 0, 0));
  }

  @Test
  void invalidUtf8IsNotJson() {
    for (byte[] bad :
        List.of(
            new byte[] {(byte) 0xff},
            new byte[] {(byte) 0x80},
            new byte[] {(byte) 0xc3, '('},
            new byte[] {(byte) 0xe2, (byte) 0x82},
            new byte[] {(byte) 0xed, (byte) 0xa0, (byte) 0x80})) {
      ProtocolException error = refused(CLIENT, around("{\"Queue\":\"", bad, "\"}"));
      assertThat(error.reason()).isEqualTo(Reason.NOT_JSON);
      assertThat(error).hasMessageStartingWith("message: not JSON: ");
    }
  }

  @Test
  void invalidUtf8InAResultThatWouldBePassedOnIsNotJson() {
    for (byte[] bad :
        List.of(
            new byte[] {(byte) 0xff},
            new byte[] {(byte) 0xc0, (byte) 0x80},
            new byte[] {(byte) 0xed, (byte) 0xa0, (byte) 0x80},
            new byte[] {(byte) 0xf5, (byte) 0x90, (byte) 0x80, (byte) 0x80})) {
      ProtocolException error = refused(WORKER, around("{\"Result\":{\"a\":\"", bad, "\"}}"));
      assertThat(error.reason()).isEqualTo(Reason.NOT_JSON);
      assertThat(error).hasMessageContaining("UTF-8");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-16LE", "UTF-16BE", "UTF-32LE", "UTF-32BE"})
  void messageInAnotherUnicodeEncodingIsNotJson(String charset) {
    for (String text :
        List.of("{\"Queue\":\"q\"}", "{\"Result\":{}}", "{\"Progress\":{\"a\":1}}")) {
      byte[] bytes = text.getBytes(Charset.forName(charset));
      for (int start = 0; start < 4; start++) {
        for (int end = bytes.length - 4; end <= bytes.length; end++) {
          byte[] piece = Arrays.copyOfRange(bytes, start, end);
          for (Parser parser : List.of(CLIENT, TO_CLIENT, WORKER, TO_WORKER)) {
            assertThat(refused(parser, piece).reason()).isIn(Reason.NOT_JSON, Reason.NOT_AN_OBJECT);
          }
        }
      }
    }
  }

  @Test
  void idsGoFromZeroToTheLargestExactInteger() throws ProtocolException {
    assertThat(client("{\"Id\":0}").id()).isEqualTo(0);
    assertThat(client("{\"Id\":-0}").id()).isEqualTo(0);
    assertThat(client("{\"Id\":9007199254740991}").id()).isEqualTo(Limits.MAX_ID);
    assertThat(client("{}").id()).isEqualTo(Message.NO_ID);
  }

  @Test
  void numberOfSecondsMayHaveAnyForm() throws ProtocolException {
    assertThat(limit("0")).isZero();
    assertThat(limit("5")).isEqualTo(5);
    assertThat(limit("5.0")).isEqualTo(5);
    assertThat(limit("5e-1")).isEqualTo(0.5);
    assertThat(limit("1E2")).isEqualTo(100);
    assertThat(limit("3200000000")).isEqualTo(Limits.SECONDS);
    assertThat(limit("1e-400")).isZero();
    assertThat(limit("0." + "3".repeat(3_000))).isCloseTo(1.0 / 3, within());
  }

  private static Offset<Double> within() {
    return Offset.offset(1e-12);
  }

  private static double limit(String number) throws ProtocolException {
    return ((Request) client("{\"Limit\":" + number + "}")).limitSeconds();
  }

  @Test
  void sixteenLevelsAreReadAndSeventeenAreTooDeep() throws ProtocolException {
    assertThat(client("{\"Queue\":\"q\",\"x\":" + nested(Limits.NESTING - 1) + "}"))
        .isEqualTo(request("q"));
    ProtocolException error = refused(CLIENT, "{\"x\":" + nested(Limits.NESTING) + "}");
    assertThat(error.reason()).isEqualTo(Reason.TOO_DEEP);
    assertThat(error).hasMessage("message: nested too deep (expected: at most 16)");
  }

  @Test
  void resultIsPassedOnAsItCame() throws ProtocolException {
    String result = "{ \"a\" : [1.50, 1e400, \"\\ud800 }{\"],\n\"\u00fc\":{}}";
    Reply reply = (Reply) worker("{\"Retcode\":0,\"Result\": " + result + " ,\"Id\":3}");
    assertThat(String.valueOf(reply.result())).isEqualTo(result);
    assertThat(reply.id()).isEqualTo(3);
  }

  @Test
  void messageIsReadFromTheMiddleOfABuffer() throws ProtocolException {
    String text = "{\"Id\":3,\"Result\":{\"a\":[1]},\"Node\":\"n\"}";
    byte[] bytes = ("}}{{\"" + text + "\"{{]").getBytes(UTF_8);
    Reply reply = (Reply) MessageReader.workerMessage(bytes, 5, text.length());
    assertThat(String.valueOf(reply.result())).isEqualTo("{\"a\":[1]}");
    assertThat(reply.node()).isEqualTo("n");
  }

  @Test
  void resultOutlivesTheBufferItCameIn() throws ProtocolException {
    byte[] bytes = "{\"Result\":{\"a\":1}}".getBytes(UTF_8);
    Reply reply = (Reply) MessageReader.workerMessage(bytes, 0, bytes.length);
    Arrays.fill(bytes, (byte) 'x');
    assertThat(String.valueOf(reply.result())).isEqualTo("{\"a\":1}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{",
        "{]",
        "{}{}",
        "{} x",
        "{\"a\"}",
        "{\"a\":}",
        "{\"a\":1,}",
        "{,}",
        "{a:1}",
        "{'a':1}",
        "{\"a\":01}",
        "{\"a\":+1}",
        "{\"a\":.5}",
        "{\"a\":NaN}",
        "{\"a\":tru}",
        "{\"a\":\"\t\"}",
        "{\"a\":\"\\x\"}",
        "{\"a\":[1,]}",
        "{\"a\":[}",
        "{\"a\":1 \"b\":2}",
        "{/**/}",
        "{\"a\":\"",
        "{\"a\":\"\\u12\"}",
        "{\u00a0}"
      })
  void whatIsNotJsonIsRefusedInOneLineWithoutTalkOfParsers(String text) {
    ProtocolException error = refused(CLIENT, text);
    assertThat(error.reason()).isEqualTo(Reason.NOT_JSON);
    assertThat(error.getMessage())
        .startsWith("message: ")
        .doesNotContain("Feature", "REDACTED", "\n", "`")
        .hasSizeLessThan(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"[]", "1", "\"a\"", "null", "true", "", " "})
  void whatIsNoObjectIsRefused(String text) {
    assertThat(refused(CLIENT, text).reason()).isEqualTo(Reason.NOT_AN_OBJECT);
  }

  @Test
  void errorTextHasNoControlCharactersOfThePeer() {
    ProtocolException error = refused(CLIENT, "{\"a\":tru\u009b\u202e}");
    assertThat(error.getMessage()).doesNotContain("\u009b", "\u202e");
  }

  @Test
  void workersObjectThatNamesAQueueIsAWorkRequest() throws ProtocolException {
    assertThat(worker("{\"Queue\":\"\",\"Id\":1}"))
        .isEqualTo(new WorkRequest(1, false, "", 0, "", ""));
    assertThat(worker("{\"Id\":1,\"Return\":true}")).isEqualTo(new GiveBack(1));
    assertThat(worker("{\"Id\":1,\"Return\":false,\"Cancel\":false}")).isInstanceOf(Reply.class);
  }

  @Test
  void partsOfProgressMayBeLeftOut() throws ProtocolException {
    assertThat(worker("{\"Id\":1,\"Progress\":{}}"))
        .isEqualTo(new Progress(1, Phase.RUNNING, 0, 0, 0));
    assertThat(worker("{\"Id\":1,\"progress\":{\"PHASE\":\"loading\",\"Done\":null,\"New\":[1]}}"))
        .isEqualTo(new Progress(1, Phase.LOADING, 0, 0, 0));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "Phase|1|gathering, loading or running",
        "Phase|\"sleeping\"|gathering, loading or running",
        "Phase|\"RUNNING\"|gathering, loading or running",
        "Done|-1|" + ID,
        "Total|0.5|" + ID,
        "Failed|\"1\"|" + ID
      })
  void wrongPartOfProgressIsRefusedByName(String field, String value, String expected) {
    for (Parser parser : List.of(WORKER, TO_CLIENT)) {
      ProtocolException error =
          refused(parser, "{\"Id\":1,\"Progress\":{\"" + field + "\":" + value + "}}");
      assertThat(error).hasMessage(field + ": wrong type or range (expected: " + expected + ")");
    }
  }

  @Test
  void replyOfARunnerIsCheckedLikeAnyOther() throws ProtocolException {
    assertThat(parse(TO_CLIENT, "{\"Id\":3,\"Reply\":{\"Id\":9,\"Retcode\":2},\"Runner\":5}"))
        .isEqualTo(
            new RunnerReply(3, 5, new Reply(-1, "", "", "", "", 0, 0, 0, 2, null, List.of())));
    assertThat(refused(TO_CLIENT, "{\"Id\":3,\"Reply\":{\"Retcode\":\"2\"},\"Runner\":5}"))
        .hasMessageStartingWith("Retcode: wrong type or range");
    assertThat(refused(TO_CLIENT, "{\"Id\":3,\"Reply\":{}}"))
        .hasMessage("Runner: missing (expected: which runner the Reply is of)");
  }

  @Test
  void itemForARunnerThatIsNotThereIsRefused() throws ProtocolException {
    assertThat(parse(TO_WORKER, "{\"Id\":3,\"Runner\":1,\"Runners\":2}"))
        .isEqualTo(new WorkItem(3, List.of(), 0, 1, 2));
    assertThat(refused(TO_WORKER, "{\"Id\":3,\"Runner\":2,\"Runners\":2}"))
        .hasMessage("Runner: 2 (expected: less than Runners)");
  }

  private static String nested(int levels) {
    return "[".repeat(levels) + "]".repeat(levels);
  }

  private static Request request(String queue) {
    return new Request(Message.NO_ID, false, queue, List.of(), 0, 0);
  }

  private static ClientMessage client(String text) throws ProtocolException {
    return (ClientMessage) parse(CLIENT, text);
  }

  private static WorkerMessage worker(String text) throws ProtocolException {
    return (WorkerMessage) parse(WORKER, text);
  }

  private static Object parse(Parser parser, String text) throws ProtocolException {
    byte[] bytes = text.getBytes(UTF_8);
    return parser.parse(bytes, 0, bytes.length);
  }

  private static ProtocolException refused(Parser parser, String text) {
    return refused(parser, text.getBytes(UTF_8));
  }

  private static ProtocolException refused(Parser parser, byte[] bytes) {
    ProtocolException error =
        catchThrowableOfType(ProtocolException.class, () -> parser.parse(bytes, 0, bytes.length));
    assertThat(error).as(new String(bytes, UTF_8)).isNotNull();
    return error;
  }

  private static byte[] around(String before, byte[] middle, String after) {
    byte[] start = before.getBytes(UTF_8);
    byte[] end = after.getBytes(UTF_8);
    byte[] all = Arrays.copyOf(start, start.length + middle.length + end.length);
    System.arraycopy(middle, 0, all, start.length, middle.length);
    System.arraycopy(end, 0, all, start.length + middle.length, end.length);
    return all;
  }
}
