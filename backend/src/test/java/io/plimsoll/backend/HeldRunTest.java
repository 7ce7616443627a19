package io.plimsoll.backend;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.embedded.EmbeddedChannel;
import io.plimsoll.backend.workload.Order;
import io.plimsoll.backend.workload.Outcome;
import io.plimsoll.backend.workload.RunListener;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class HeldRunTest {

  private final EmbeddedChannel channel = new EmbeddedChannel();
  private final List<String> told = new ArrayList<>();
  private final Order order = new Order(List.of("x"), 7, 0, 2, "");

  private HeldRun held() {
    RunListener listener =
        new RunListener() {
          @Override
          public void ready() {
            told.add("ready");
          }

          @Override
          public void done(Outcome outcome) {
            told.add("done " + outcome.error());
          }
        };
    HeldRun run =
        new HeldRun(
            channel.eventLoop(),
            (started, heard) -> {
              told.add("start " + started.args() + " limit " + started.limitNanos());
              return why -> told.add("stop " + why);
            },
            order,
            listener);
    assertThat(told).isEmpty();
    channel.runPendingTasks();
    return run;
  }

  @Test
  void theWorkAndItsLimitBeginWithTheStartAndNotBefore() {
    HeldRun run = held();
    assertThat(told).containsExactly("ready");
    run.go();
    run.go();
    run.stop("enough");
    assertThat(told).containsExactly("ready", "start [x] limit 7", "stop enough");
  }

  @Test
  void whatIsStoppedBeforeTheStartIsNeverStarted() {
    HeldRun run = held();
    run.stop("withdrawn");
    run.stop("again");
    run.go();
    channel.runPendingTasks();
    assertThat(told).containsExactly("ready", "done withdrawn");
  }
}
