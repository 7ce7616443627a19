package io.plimsoll.backend;

import io.netty.channel.EventLoop;
import io.plimsoll.backend.device.Devices;
import io.plimsoll.backend.workload.Order;
import io.plimsoll.backend.workload.Outcome;
import io.plimsoll.backend.workload.Run;
import io.plimsoll.backend.workload.Workload;
import io.plimsoll.backend.workload.WorkloadCatalog;
import io.plimsoll.cli.CommandException;
import io.plimsoll.cli.ExitCode;
import io.plimsoll.cli.Signals;
import io.plimsoll.protocol.Message;
import io.plimsoll.protocol.Reply;
import io.plimsoll.wire.MessageWriter;
import io.plimsoll.wire.MessageWriter.Form;
import io.plimsoll.wire.Transport;
import java.io.PrintStream;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;

/** {@code -once}: one run of the workload, without a frontend. */
final class Once {

  private static final String INTERRUPTED = "stopped: the backend was told to end";

  private Once() {}

  /**
   * How it ended.
   *
   * @param exitCode what to exit with
   * @param error one line for stderr, empty if there is nothing to complain of
   */
  record Ended(int exitCode, String error) {}

  /**
   * Runs the workload, and prints its reply.
   *
   * @throws CommandException exit code 2 if the workload does not take its arguments
   */
  static Ended run(BackendConfig config, Identity self, PrintStream out) {
    return run(
        config,
        self,
        (outcome, reply) -> {
          out.writeBytes(MessageWriter.bytes(reply, Form.SESSION));
          out.flush();
        });
  }

  /**
   * Runs the workload.
   *
   * @param last takes what it came to
   * @throws CommandException exit code 2 if the workload does not take its arguments
   */
  static Ended run(BackendConfig config, Identity self, BiConsumer<Outcome, Reply> last) {
    try (Transport transport = Transport.start("backend", 1)) {
      EventLoop loop = transport.loops().next();
      Slot slot = Slot.all(config).get(0);
      try (Devices devices = new Devices(config.deviceDir());
          Workload workload =
              WorkloadCatalog.find(
                  config.workload(), Backend.context(config, loop, self, devices, true))) {
        Order order =
            new Order(slot.arguments(List.of()), config.limit().toNanos(), 0, 0, slot.device);
        CompletableFuture<Outcome> outcome = new CompletableFuture<>();
        Run run = start(loop, workload, order, outcome);
        Signals.onTermination(count -> loop.execute(() -> run.stop(INTERRUPTED)));
        Outcome ended = outcome.join();
        Reply reply = self.reply(Message.NO_ID, slot.device, ended);
        last.accept(ended, reply);
        return new Ended(exitCode(reply), reply.error());
      }
    }
  }

  private static Run start(
      EventLoop loop, Workload workload, Order order, CompletableFuture<Outcome> outcome) {
    try {
      return loop.submit(() -> workload.start(order, outcome::complete))
          .syncUninterruptibly()
          .getNow();
    } catch (IllegalArgumentException e) {
      throw new CommandException(ExitCode.USAGE, String.valueOf(e.getMessage()), e);
    }
  }

  private static int exitCode(Reply reply) {
    if (reply.retcode() != 0) {
      // Of a process only these eight bits are seen, and they must not say success.
      int seen = reply.retcode() & 0xFF;
      return seen == 0 ? Reply.ERROR_RETCODE : seen;
    }
    return reply.failed() ? Reply.ERROR_RETCODE : 0;
  }
}
