package io.plimsoll.bench.micro;

import io.netty.channel.EventLoop;
import io.plimsoll.wire.Transport;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What it takes to get from one event loop to another and back, which a message of a job may do.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class HopBenchmark {

  private static final int HOPS = 1_000;

  private final SynchronousQueue<Integer> done = new SynchronousQueue<>();
  private final Transport transport = Transport.start("hop", 2);

  private final EventLoop one = transport.loops().next();
  private final EventLoop other = transport.loops().next();

  /** Two loops. */
  @Setup
  public void loops() {
    if (one == other) {
      throw new IllegalStateException("one loop");
    }
  }

  /** Ends them. */
  @TearDown
  public void close() {
    transport.close();
  }

  /** To another loop, which sleeps until then, and back. */
  @Benchmark
  @OperationsPerInvocation(HOPS)
  public int betweenLoops() throws InterruptedException {
    one.execute(() -> hop(one, other, HOPS));
    return done.take();
  }

  /** A task for the loop that one is on. */
  @Benchmark
  @OperationsPerInvocation(HOPS)
  public int onOneLoop() throws InterruptedException {
    one.execute(() -> hop(one, one, HOPS));
    return done.take();
  }

  private void hop(EventLoop here, EventLoop there, int left) {
    if (left > 0) {
      there.execute(() -> hop(there, here, left - 1));
      return;
    }
    try {
      done.put(left);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
