package io.plimsoll.client.runnergroup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.plimsoll.cli.CommandException;
import io.plimsoll.cli.ExitCode;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is left of a group that was deleted. */
class GroupDeleteTest {

  private static final String RUNNING = "phase: Running\n";

  private final GroupCluster cluster = new GroupCluster();

  @AfterEach
  void close() {
    cluster.close();
  }

  @Test
  void nothingIsLeftAndNothingElseIsTouched() {
    GroupStart start = new GroupStart(cluster.groups);
    start.run(GroupCluster.load("spike", 2));
    start.run(GroupCluster.load("spike-2", 1));
    cluster.foreign("mine");
    cluster.pod("spike", 0, "", RUNNING);
    cluster.pod("spike", 1, "", RUNNING);
    cluster.pod("spike-2", 0, "", RUNNING);
    assertThat(delete(Waits.none(), "spike")).isTrue();
    assertThat(cluster.everything())
        .containsExactlyInAnyOrder(
            "Job mine",
            "Job spike-2",
            "ConfigMap mine-profile",
            "ConfigMap spike-2-profile",
            "Pod spike-2-0");
  }

  @Test
  void groupThatIsGoneMayBeDeletedAgain() {
    new GroupStart(cluster.groups).run(GroupCluster.load("spike", 1));
    assertThat(delete(Waits.none(), "spike")).isTrue();
    assertThat(delete(Waits.none(), "spike")).isFalse();
  }

  @Test
  void whatAJobLeftBehindIsDeletedToo() {
    new GroupStart(cluster.groups).run(GroupCluster.load("spike", 1));
    cluster.pod("spike", 0, "", RUNNING);
    cluster.deleteJob("spike");
    assertThat(cluster.everything()).containsExactly("ConfigMap spike-profile", "Pod spike-0");
    assertThat(delete(Waits.none(), "spike")).isTrue();
    assertThat(cluster.everything()).isEmpty();
  }

  @Test
  void podsThatAreStoppingAreWaitedFor() {
    new GroupStart(cluster.groups).run(GroupCluster.replay("spike", 1));
    cluster.pod("spike", 0, "", RUNNING);
    cluster.finalize("spike-0", List.of("batch.kubernetes.io/job-tracking"));
    int[] looks = new int[1];
    Patience patience =
        Waits.doing(
            () -> {
              if (++looks[0] == 5) {
                cluster.finalize("spike-0", List.of());
              }
            });
    assertThat(delete(patience, "spike")).isTrue();
    assertThat(looks[0]).isGreaterThanOrEqualTo(5);
    assertThat(cluster.everything()).isEmpty();
  }

  @Test
  void whatDoesNotGoAwayIsNamed() {
    new GroupStart(cluster.groups).run(GroupCluster.replay("spike", 1));
    cluster.pod("spike", 0, "", RUNNING);
    cluster.finalize("spike-0", List.of("lab/stuck"));
    CommandException late =
        catchThrowableOfType(CommandException.class, () -> delete(Waits.none(), "spike"));
    assertThat(late.exitCode()).isEqualTo(ExitCode.FAILED);
    assertThat(late)
        .hasMessage(
            "runner group spike: still there when --timeout was over: Pod spike-0 on node node-0"
                + " (finalizers: lab/stuck)");
  }

  @Test
  void jobOfSomebodyElseIsNotDeleted() {
    cluster.foreign("mine");
    CommandException refused =
        catchThrowableOfType(CommandException.class, () -> delete(Waits.none(), "mine"));
    assertThat(refused.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(refused)
        .hasMessage(
            "NAME: mine: the Job of that name is no runner group (expected: one that has the label"
                + " app.kubernetes.io/managed-by=plimsoll-runnergroup)");
    assertThat(cluster.everything()).containsExactly("Job mine", "ConfigMap mine-profile");
  }

  @Test
  void rightToDeleteThatIsMissingIsNamed() {
    new GroupStart(cluster.groups).run(GroupCluster.load("spike", 1));
    cluster.refuse("DELETE /api/v1/namespaces/lab/configmaps 403:100%");
    assertThat(catchThrowableOfType(CommandException.class, () -> delete(Waits.none(), "spike")))
        .hasMessageContaining("ConfigMap lab/spike-profile: cannot be deleted")
        .hasMessageContaining("this needs the verb delete on configmaps in namespace lab");
  }

  private boolean delete(Patience patience, String name) {
    return new GroupDelete(cluster.groups, patience, Waits.silent()).run(name);
  }
}
