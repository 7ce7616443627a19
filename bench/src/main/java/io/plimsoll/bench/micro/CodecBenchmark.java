package io.plimsoll.bench.micro;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.plimsoll.protocol.Limits;
import io.plimsoll.protocol.Message;
import io.plimsoll.protocol.ProtocolException;
import io.plimsoll.protocol.Reply;
import io.plimsoll.protocol.WorkItem;
import io.plimsoll.wire.MessageDecoder;
import io.plimsoll.wire.MessageReader;
import io.plimsoll.wire.MessageWriter;
import io.plimsoll.wire.MessageWriter.Form;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The messages of one job, read and written. {@code Slow} has an escape in it, so that the parser
 * of the library reads it.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class CodecBenchmark {

  private static final int BATCH = 100;

  private final byte[] request =
      "{\"Id\":123456,\"Queue\":\"sleep\",\"Args\":[\"0.1\"]}".getBytes(UTF_8);
  private final byte[] slowRequest =
      "{\"Id\":123456,\"Queue\":\"sleep\",\"Args\":[\"0\\u002e1\"]}".getBytes(UTF_8);
  private final byte[] workRequest =
      "{\"Id\":123456,\"Queue\":\"sleep\",\"Wait\":30}".getBytes(UTF_8);
  private final byte[] reply =
      "{\"Id\":123456,\"Pod\":\"pod-1\",\"Node\":\"node-1\",\"Runtime\":0.000012345,\"Retcode\":0}"
          .getBytes(UTF_8);
  private final byte[] slowReply =
      "{\"Id\":123456,\"Pod\":\"pod-1\",\"Node\":\"node\\u002d1\",\"Runtime\":0.000012345,\"Retcode\":0}"
          .getBytes(UTF_8);

  private final WorkItem item = new WorkItem(123456, List.of("0.1"), 0);
  private final Reply answer =
      new Reply(123456, "pod-1", "node-1", "", "", 0, 0.000123456, 0.000012345, 0, null, List.of());

  private final ByteBuf batch = Unpooled.directBuffer();
  private final EmbeddedChannel channel =
      new EmbeddedChannel(
          new MessageDecoder(MessageReader::clientMessage, Limits.REQUEST_BYTES, 0));

  /** Fills the batch. */
  public CodecBenchmark() {
    for (int i = 0; i < BATCH; i++) {
      batch.writeBytes(request).writeByte('\n');
    }
  }

  /** A request. */
  @Benchmark
  public Message readRequest() throws ProtocolException {
    return MessageReader.clientMessage(request, 0, request.length);
  }

  /** A request, by the parser of the library. */
  @Benchmark
  public Message readRequestSlow() throws ProtocolException {
    return MessageReader.clientMessage(slowRequest, 0, slowRequest.length);
  }

  /** A work request. */
  @Benchmark
  public Message readWorkRequest() throws ProtocolException {
    return MessageReader.workerMessage(workRequest, 0, workRequest.length);
  }

  /** A reply. */
  @Benchmark
  public Message readReply() throws ProtocolException {
    return MessageReader.workerMessage(reply, 0, reply.length);
  }

  /** A reply, by the parser of the library. */
  @Benchmark
  public Message readReplySlow() throws ProtocolException {
    return MessageReader.workerMessage(slowReply, 0, slowReply.length);
  }

  /** An item. */
  @Benchmark
  public byte[] writeItem() {
    return MessageWriter.bytes(item, Form.SESSION);
  }

  /** A reply to a client. */
  @Benchmark
  public byte[] writeReply() {
    return MessageWriter.bytes(answer, Form.SESSION);
  }

  /** A request out of a hundred in one read: framed, read and passed on. */
  @Benchmark
  @OperationsPerInvocation(BATCH)
  public int decodeRequests() {
    channel.writeInbound(batch.retainedDuplicate());
    int messages = 0;
    while (channel.readInbound() != null) {
      messages++;
    }
    if (messages != BATCH) {
      throw new IllegalStateException("decoded " + messages);
    }
    return messages;
  }
}
