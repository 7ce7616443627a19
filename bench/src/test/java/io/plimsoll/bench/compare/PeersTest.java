package io.plimsoll.bench.compare;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandler;
import io.netty.channel.embedded.EmbeddedChannel;
import io.plimsoll.protocol.Message;
import io.plimsoll.protocol.Reply;
import io.plimsoll.protocol.Request;
import io.plimsoll.protocol.WorkItem;
import io.plimsoll.protocol.WorkRequest;
import io.plimsoll.wire.MessageReader;
import io.plimsoll.wire.MessageWriter;
import io.plimsoll.wire.MessageWriter.Form;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What clients and workers send to what they get, byte by byte. */
class PeersTest {

  private final EmbeddedChannel loop = new EmbeddedChannel();
  private final Meter meter = new Meter();
  private final Turns turns = new Turns(loop.eventLoop(), meter, 0);

  @Test
  void aSessionClientAsksAgainInTheSlotThatIsAnswered() throws Exception {
    EmbeddedChannel client = new EmbeddedChannel(new LineClient(LineForm.SESSION, 2, turns));
    String hello = sent(client);
    assertThat(hello)
        .isEqualTo(
            """
            {"Id":0,"KeepAlive":true,"Queue":"bench","Args":["0.25"]}
            {"Id":1,"Queue":"bench","Args":["0.25"]}
            """);
    String first = hello.substring(0, hello.indexOf('\n'));
    assertThat(MessageReader.clientMessage(first.getBytes(US_ASCII), 0, first.length()))
        .isEqualTo(new Request(0, true, "bench", List.of("0.25"), 0, 0));

    Reply reply = new Reply(1, "p", "node-a", "", "", 0, 0.001, 0, 0, null, List.of());
    gets(client, new String(MessageWriter.bytes(reply, Form.SESSION), US_ASCII));
    assertThat(sent(client)).isEqualTo("{\"Id\":1,\"Queue\":\"bench\",\"Args\":[\"0.25\"]}\n");
    assertThat(meter.take().getTotalCount()).isEqualTo(1);
  }

  @Test
  void aSessionWorkerRepliesAndAsksAgain() throws Exception {
    EmbeddedChannel worker = new EmbeddedChannel(new LineWorker(LineForm.SESSION, 2, turns));
    String hello = sent(worker);
    assertThat(hello)
        .isEqualTo(
            """
            {"Id":0,"KeepAlive":true,"Queue":"bench","Wait":86400}
            {"Id":1,"Queue":"bench","Wait":86400}
            """);
    String first = hello.substring(0, hello.indexOf('\n'));
    assertThat(MessageReader.workerMessage(first.getBytes(US_ASCII), 0, first.length()))
        .isEqualTo(new WorkRequest(0, true, "bench", 86400, "", ""));

    WorkItem item = new WorkItem(1, List.of("0.25"), 0);
    gets(worker, new String(MessageWriter.bytes(item, Form.SESSION), US_ASCII));
    assertThat(sent(worker))
        .isEqualTo(
            """
            {"Id":1,"Pod":"p","Node":"node-a","Runtime":0,"Retcode":0}
            {"Id":1,"Queue":"bench","Wait":86400}
            """);
  }

  @Test
  void anErrorReplyEndsTheRunWithItsText() {
    EmbeddedChannel client = new EmbeddedChannel(new LineClient(LineForm.SESSION, 1, turns));
    Reply reply = Reply.error(0, "Unknown 'bench' queue");
    gets(client, new String(MessageWriter.bytes(reply, Form.SESSION), US_ASCII));
    assertThatThrownBy(() -> end().join()).hasMessageContaining("Unknown 'bench' queue");
  }

  @Test
  void anAnswerThatNobodyWaitsForEndsTheRun() {
    EmbeddedChannel client = new EmbeddedChannel(new LineClient(LineForm.HUB, 1, turns));
    gets(client, "1 node-a\n");
    assertThatThrownBy(() -> end().join()).hasMessageContaining("nobody waits for: 1");
  }

  @Test
  void aServerThatHangsUpEndsTheRun() {
    new EmbeddedChannel(new LineClient(LineForm.HUB, 1, turns)).close();
    assertThatThrownBy(() -> end().join()).hasMessageContaining("client: connection closed");
  }

  @Test
  void aRunIsOverWhenEverythingIsAnswered() {
    EmbeddedChannel client = new EmbeddedChannel(new LineClient(LineForm.HUB, 2, turns));
    gets(client, "0 node-a\n");
    CompletableFuture<Void> ended = end();
    gets(client, "1 node-a\n");
    assertThat(ended).isNotDone();
    sent(client);
    gets(client, "0 node-a\n");
    assertThat(ended).isCompleted();
    assertThat(sent(client)).isEmpty();
  }

  @Test
  void aClientOfNatsHasAnInboxForEachSlot() {
    EmbeddedChannel client = new EmbeddedChannel(new NatsClient(3, 2, turns));
    assertThat(sent(client))
        .endsWith(
            """
            SUB _INBOX.3.* 1\r
            PUB bench _INBOX.3.0 4\r
            0.25\r
            PUB bench _INBOX.3.1 4\r
            0.25\r
            """);
    gets(client, "INFO {}\r\nPING\r\nMSG _INBOX.3.1 1 6\r\nnode-a\r\n");
    assertThat(sent(client)).isEqualTo("PONG\r\nPUB bench _INBOX.3.1 4\r\n0.25\r\n");
  }

  @Test
  void aWorkerOfNatsIsReadyWhenTheServerKnowsItAndRepliesToTheInbox() {
    NatsWorker peer = new NatsWorker(turns);
    EmbeddedChannel worker = new EmbeddedChannel(peer);
    assertThat(sent(worker)).endsWith("SUB bench workers 1\r\nPING\r\n");
    assertThat(peer.ready()).isNotDone();
    gets(worker, "PONG\r\n");
    assertThat(peer.ready()).isCompleted();
    gets(worker, "MSG bench 1 _INBOX.3.1 4\r\n0.25\r\n");
    assertThat(sent(worker)).isEqualTo("PUB _INBOX.3.1 6\r\nnode-a\r\n");
    gets(worker, "-ERR 'Slow Consumer'\r\n");
    assertThatThrownBy(() -> end().join()).hasMessageContaining("Slow Consumer");
  }

  @Test
  void aClientOfBeanstalkdNamesItsTubeAndDeletesWhatItGot() {
    EmbeddedChannel client = new EmbeddedChannel(new BeanstalkClient(7, 1, turns));
    String ask = "put 0 0 60 12\r\nreply-7 0.25\r\nreserve\r\n";
    assertThat(sent(client)).isEqualTo("use bench\r\nwatch reply-7\r\nignore default\r\n" + ask);
    gets(client, "USING bench\r\nWATCHING 2\r\nWATCHING 1\r\nINSERTED 1\r\n");
    assertThat(sent(client)).isEmpty();
    gets(client, "RESERVED 22 6\r\nnode-a\r\n");
    assertThat(sent(client)).isEqualTo("delete 22\r\n" + ask);
    gets(client, "DELETED\r\nNOT_FOUND\r\n");
    assertThatThrownBy(() -> end().join()).hasMessageContaining("NOT_FOUND");
  }

  @Test
  void aWorkerOfBeanstalkdRepliesIntoTheTubeOfTheClient() {
    EmbeddedChannel worker = new EmbeddedChannel(new BeanstalkWorker(turns));
    assertThat(sent(worker)).isEqualTo("watch bench\r\nignore default\r\nreserve\r\n");
    gets(worker, "WATCHING 2\r\nWATCHING 1\r\nRESERVED 22 12\r\nreply-7 0.25\r\n");
    assertThat(sent(worker))
        .isEqualTo("use reply-7\r\nput 0 0 60 6\r\nnode-a\r\ndelete 22\r\nreserve\r\n");
    gets(worker, "DEADLINE_SOON\r\n");
    assertThatThrownBy(() -> end().join()).hasMessageContaining("DEADLINE_SOON");
  }

  @Test
  void inClassicModeEveryRequestAndEveryItemHasItsOwnConnection() {
    Deque<ChannelHandler> dialled = new ArrayDeque<>();
    new ClassicClient(dialled::add, turns).ask();
    EmbeddedChannel client = new EmbeddedChannel(dialled.remove());
    assertThat(sent(client)).isEqualTo("{\"Queue\":\"bench\",\"Args\":[\"0.25\"],\"Limit\":0}");
    Reply reply = new Reply(Message.NO_ID, "p", "node-a", "", "", 0, 0.001, 0, 0, null, List.of());
    gets(client, new String(MessageWriter.bytes(reply, Form.CLASSIC), US_ASCII));
    assertThat(dialled).as("the next request").hasSize(1);
    client.close();

    dialled.clear();
    new ClassicWorker(dialled::add, turns).ask();
    EmbeddedChannel worker = new EmbeddedChannel(dialled.remove());
    assertThat(sent(worker)).isEqualTo("{\"Queue\":\"bench\"}");
    WorkItem item = new WorkItem(Message.NO_ID, List.of("0.25"), 0);
    gets(worker, new String(MessageWriter.bytes(item, Form.CLASSIC), US_ASCII));
    assertThat(sent(worker)).startsWith("{\"Pod\":\"p\",\"Node\":\"node-a\"").endsWith("}");
    assertThat(dialled).as("the next work request").hasSize(1);
  }

  private CompletableFuture<Void> end() {
    CompletableFuture<Void> ended = turns.end();
    loop.runPendingTasks();
    return ended;
  }

  /** In pieces of one byte, as TCP may bring them. */
  private static void gets(EmbeddedChannel channel, String text) {
    for (byte b : text.getBytes(US_ASCII)) {
      channel.writeInbound(Unpooled.wrappedBuffer(new byte[] {b}));
    }
    channel.runPendingTasks();
  }

  private static String sent(EmbeddedChannel channel) {
    StringBuilder text = new StringBuilder();
    ByteBuf out;
    while ((out = channel.readOutbound()) != null) {
      text.append(out.toString(US_ASCII));
      out.release();
    }
    return text.toString();
  }
}
