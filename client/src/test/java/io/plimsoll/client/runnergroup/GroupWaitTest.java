package io.plimsoll.client.runnergroup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.plimsoll.cli.CommandException;
import io.plimsoll.cli.ExitCode;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What waiting for a group ends with. */
class GroupWaitTest {

  private final GroupCluster cluster = new GroupCluster();

  @BeforeEach
  void makeGroup() {
    new GroupStart(cluster.groups).run(GroupCluster.replay("spike", 3));
  }

  @AfterEach
  void close() {
    cluster.close();
  }

  @Test
  void groupIsWaitedForUntilItHasEnded() {
    int[] looks = new int[1];
    Job ended =
        until(
            Waits.doing(
                () -> {
                  looks[0]++;
                  if (looks[0] == 2) {
                    cluster.say("spike", "{ready: 1, succeeded: 1, failed: 1}");
                  } else if (looks[0] == 4) {
                    cluster.end("spike", 2, 1);
                  }
                }));
    assertThat(looks[0]).isEqualTo(4);
    assertThat(GroupStatus.of(ended, List.of()).phase()).isEqualTo(GroupStatus.Phase.FAILED);
  }

  @Test
  void groupThatIsDeletedMeanwhileIsLost() {
    assertThat(lost(Waits.doing(() -> cluster.deleteJob("spike"))))
        .hasMessage("runner group spike: was deleted before all runners had ended");
  }

  @Test
  void anotherGroupOfThatNameIsNotTakenForTheFirst() {
    assertThat(
            lost(
                Waits.doing(
                    () -> {
                      cluster.deleteJob("spike");
                      new GroupStart(cluster.groups).run(GroupCluster.replay("spike", 3));
                    })))
        .hasMessage(
            "runner group spike: was deleted, and there is another of that name before all runners"
                + " had ended");
  }

  @Test
  void whoTakesTooLongIsNamedWithTheReason() {
    cluster.pod(
        "spike",
        1,
        "",
        """
        phase: Pending
        conditions:
        - {type: PodScheduled, status: "False", reason: Unschedulable, message: no node is free}
        """);
    cluster.pod("spike", 2, "", "phase: Succeeded\n");
    cluster.say("spike", "{succeeded: 1}");
    CommandException late = catchThrowableOfType(CommandException.class, () -> until(Waits.over()));
    assertThat(late.exitCode()).isEqualTo(ExitCode.FAILED);
    assertThat(late)
        .hasMessage(
            "runner group spike: 2 of 3 runners have not ended within --timeout: runner 1 has not"
                + " ended: Pending, Unschedulable: no node is free; they go on");
  }

  @Test
  void interruptionEndsTheWait() {
    Job job = cluster.job("spike");
    GroupWait wait = new GroupWait(cluster.groups, new Patience(null), Waits.silent());
    Thread.currentThread().interrupt();
    try {
      assertThat(catchThrowableOfType(CancellationException.class, () -> wait.untilEnded(job)))
          .isNotNull();
    } finally {
      Thread.interrupted();
    }
  }

  private CommandException lost(Patience patience) {
    CommandException lost = catchThrowableOfType(CommandException.class, () -> until(patience));
    assertThat(lost.exitCode()).isEqualTo(ExitCode.UNREACHABLE);
    return lost;
  }

  private Job until(Patience patience) {
    return new GroupWait(cluster.groups, patience, Waits.silent()).untilEnded(cluster.job("spike"));
  }
}
