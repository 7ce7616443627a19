package io.plimsoll.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plimsoll.protocol.CancelItem;
import io.plimsoll.protocol.GiveBack;
import io.plimsoll.protocol.Go;
import io.plimsoll.protocol.Limits;
import io.plimsoll.protocol.Message;
import io.plimsoll.protocol.NoItem;
import io.plimsoll.protocol.Progress;
import io.plimsoll.protocol.Progress.Phase;
import io.plimsoll.protocol.ProtocolException;
import io.plimsoll.protocol.RawJson;
import io.plimsoll.protocol.Ready;
import io.plimsoll.protocol.ReplayCounts;
import io.plimsoll.protocol.ReplayCounts.RunnerError;
import io.plimsoll.protocol.Reply;
import io.plimsoll.protocol.Request;
import io.plimsoll.protocol.RunnerReply;
import io.plimsoll.protocol.TakeBack;
import io.plimsoll.protocol.Withdraw;
import io.plimsoll.protocol.WorkItem;
import io.plimsoll.protocol.WorkRequest;
import io.plimsoll.wire.MessageDecoder.Parser;
import io.plimsoll.wire.MessageWriter.Form;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class MessageWriterTest {

  private static final Parser CLIENT = MessageReader::clientMessage;
  private static final Parser TO_CLIENT = MessageReader::clientAnswer;
  private static final Parser WORKER = MessageReader::workerMessage;
  private static final Parser TO_WORKER = MessageReader::workerAnswer;

  private static final Reply FULL =
      new Reply(
          7,
          "p",
          "n",
          "d",
          "e",
          1.5,
          2.5,
          3.5,
          -4,
          RawJson.of("{\"Ops\":12,\"deep\":{\"x\":[1,2]}}"),
          List.of("Error"));

  static List<Arguments> sessionMessages() {
    return List.of(
        Arguments.of(
            CLIENT,
            new Request(1, true, "sleep", List.of("0.2", "\u00fc\"\\\n"), 5, 3),
            "{'Id':1,'KeepAlive':true,'Queue':'sleep','Args':['0.2','\u00fc\\\"\\\\\\n'],'Limit':5,"
                + "'Runners':3}"),
        Arguments.of(
            CLIENT, new Request(0, false, "sleep", List.of(), 0, 0), "{'Id':0,'Queue':'sleep'}"),
        Arguments.of(CLIENT, new Withdraw(Limits.MAX_ID), "{'Id':9007199254740991,'Cancel':true}"),
        Arguments.of(
            TO_CLIENT,
            FULL,
            "{'Id':7,'Pod':'p','Node':'n','Device':'d','Error':'e','Timeout':1.5,'Waittime':2.5,"
                + "'Runtime':3.5,'Retcode':-4,'Result':{'Ops':12,'deep':{'x':[1,2]}},"
                + "'Truncated':['Error']}"),
        Arguments.of(
            TO_CLIENT,
            new Reply(2, "", "n", "", "", 0, 0, 0, 0, null, List.of()),
            "{'Id':2,'Node':'n','Runtime':0,'Retcode':0}"),
        Arguments.of(
            TO_CLIENT,
            new Progress(3, Phase.GATHERING, 1, 4, 0),
            "{'Id':3,'Progress':{'Phase':'gathering','Done':1,'Total':4}}"),
        Arguments.of(
            TO_CLIENT,
            new RunnerReply(3, 1023, FULL.withId(Message.NO_ID)),
            "{'Id':3,'Runner':1023,'Reply':{'Pod':'p','Node':'n','Device':'d','Error':'e',"
                + "'Timeout':1.5,'Waittime':2.5,'Runtime':3.5,'Retcode':-4,"
                + "'Result':{'Ops':12,'deep':{'x':[1,2]}},'Truncated':['Error']}}"),
        Arguments.of(
            TO_CLIENT,
            new RunnerReply(3, 0, Reply.error(9, "boom")),
            "{'Id':3,'Runner':0,'Reply':{'Error':'boom','Runtime':0,'Retcode':1}}"),
        Arguments.of(
            WORKER,
            new WorkRequest(4, true, "sleep", 30, "pod-1", "node-a"),
            "{'Id':4,'KeepAlive':true,'Queue':'sleep','Wait':30,'Pod':'pod-1','Node':'node-a'}"),
        Arguments.of(WORKER, new TakeBack(5), "{'Id':5,'Cancel':true}"),
        Arguments.of(WORKER, new GiveBack(6), "{'Id':6,'Return':true}"),
        Arguments.of(WORKER, new Ready(6), "{'Id':6,'Ready':true}"),
        Arguments.of(
            WORKER,
            new Progress(6, Phase.RUNNING, 3, Limits.MAX_ID, 2),
            "{'Id':6,'Progress':{'Phase':'running','Done':3,'Total':9007199254740991,'Failed':2}}"),
        Arguments.of(
            WORKER,
            new Progress(6, Phase.LOADING, 0, 0, 0),
            "{'Id':6,'Progress':{'Phase':'loading','Done':0,'Total':0}}"),
        Arguments.of(
            WORKER, Reply.error(6, "boom"), "{'Id':6,'Error':'boom','Runtime':0,'Retcode':1}"),
        Arguments.of(
            TO_WORKER,
            new WorkItem(8, List.of("a", "b"), 0.25),
            "{'Id':8,'Args':['a','b'],'Limit':0.25}"),
        Arguments.of(TO_WORKER, new WorkItem(8, List.of(), 0), "{'Id':8}"),
        Arguments.of(
            TO_WORKER,
            new WorkItem(8, List.of("p.yaml"), 0, 0, 1),
            "{'Id':8,'Args':['p.yaml'],'Runner':0,'Runners':1}"),
        Arguments.of(
            TO_WORKER,
            new WorkItem(8, List.of(), 2, 1023, 1024),
            "{'Id':8,'Limit':2,'Runner':1023,'Runners':1024}"),
        Arguments.of(TO_WORKER, new Go(8), "{'Id':8,'Go':true}"),
        Arguments.of(TO_WORKER, new NoItem(9, true, ""), "{'Id':9,'Empty':true}"),
        Arguments.of(TO_WORKER, new NoItem(9, false, "no"), "{'Id':9,'Error':'no'}"),
        Arguments.of(TO_WORKER, new NoItem(Message.NO_ID, false, "no"), "{'Error':'no'}"),
        Arguments.of(TO_WORKER, new CancelItem(10), "{'Id':10,'Cancel':true}"));
  }

  static List<Arguments> classicMessages() {
    return List.of(
        Arguments.of(
            new Request(1, true, "sleep", List.of(), 0, 3),
            "{'Queue':'sleep','Args':null,'Limit':0}"),
        Arguments.of(
            new Request(1, true, "sleep", List.of("a"), 0.5, 0),
            "{'Queue':'sleep','Args':['a'],'Limit':0.5}"),
        Arguments.of(new WorkRequest(1, true, "sleep", 30, "p", "n"), "{'Queue':'sleep'}"),
        Arguments.of(
            new WorkItem(1, List.of("a"), 2), "{'Error':'','Args':['a'],'Limit':2,'Empty':false}"),
        Arguments.of(
            new NoItem(1, true, "none"), "{'Error':'none','Args':null,'Limit':0,'Empty':true}"),
        Arguments.of(
            FULL,
            "{'Pod':'p','Node':'n','Device':'d','Error':'e','Timeout':1.5,'Runtime':3.5,"
                + "'Waittime':2.5,'Retcode':-4}"));
  }

  @ParameterizedTest(name = "{2}")
  @MethodSource("sessionMessages")
  void sessionFormLeavesOutWhatIsUnsetAndEndsWithANewline(
      Parser parser, Message message, String expected) {
    assertThat(text(message, Form.SESSION)).isEqualTo(expected.replace('\'', '"') + "\n");
  }

  @ParameterizedTest(name = "{2}")
  @MethodSource("sessionMessages")
  void whatIsWrittenInSessionFormReadsAsTheSameMessage(
      Parser parser, Message message, String expected) throws ProtocolException {
    byte[] bytes = MessageWriter.bytes(message, Form.SESSION);
    assertThat(parser.parse(bytes, 0, bytes.length)).isEqualTo(message);
  }

  @ParameterizedTest(name = "{1}")
  @MethodSource("classicMessages")
  void classicFormHasEveryClassicFieldAndNoOther(Message message, String expected) {
    assertThat(text(message, Form.CLASSIC)).isEqualTo(expected.replace('\'', '"'));
  }

  @Test
  void resultOfAReplayCountsRunnersAndSaysWhyEachFailed() {
    ReplayCounts counts =
        new ReplayCounts(3, 2, 1, List.of(new RunnerError(2, "p\"1", "n", "not found")));
    assertThat(MessageWriter.result(counts).toString().replace('"', '\''))
        .isEqualTo(
            "{'runners':3,'succeeded':2,'failed':1,'errors':[{'runner':2,'pod':'p\\'1','node':'n',"
                + "'error':'not found'}]}");
  }

  @Test
  void messageThatClassicPeersDoNotKnowIsNotWritten() {
    assertThatThrownBy(() -> text(new CancelItem(1), Form.CLASSIC))
        .isInstanceOf(AssertionError.class);
  }

  @Test
  void timesAreWrittenAsNumbersThatReadBackExactly() throws ProtocolException {
    for (double seconds :
        new double[] {1e-9, 1e-7, 0.1, 0.200535042, 1, 5, 1e6, 123456789.25, 3.2e9}) {
      byte[] bytes = MessageWriter.bytes(new WorkItem(1, List.of(), seconds), Form.SESSION);
      assertThat(MessageReader.workerAnswer(bytes, 0, bytes.length))
          .isEqualTo(new WorkItem(1, List.of(), seconds));
    }
  }

  @Test
  void halfASurrogatePairIsStillJson() throws ProtocolException {
    byte[] bytes = MessageWriter.bytes(Reply.error(1, "a\ud83db"), Form.SESSION);
    assertThat(MessageReader.clientAnswer(bytes, 0, bytes.length))
        .isEqualTo(Reply.error(1, "a\ufffdb"));
  }

  @Test
  void classicWorkItemFitsUpToTheBufferOfTheOriginal() {
    int room = Limits.CLASSIC_BYTES - text(new WorkItem(1, List.of("x"), 0), Form.CLASSIC).length();
    WorkItem longest = new WorkItem(1, List.of("x".repeat(room + 1)), 0);
    assertThat(text(longest, Form.CLASSIC)).hasSize(Limits.CLASSIC_BYTES);
    assertThat(MessageWriter.fitsClassic(longest)).isTrue();
    assertThat(MessageWriter.fitsClassic(new WorkItem(1, List.of("x".repeat(room + 2)), 0)))
        .isFalse();
  }

  private static String text(Message message, Form form) {
    return new String(MessageWriter.bytes(message, form), UTF_8);
  }
}
