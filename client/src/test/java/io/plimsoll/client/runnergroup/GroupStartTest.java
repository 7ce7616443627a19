package io.plimsoll.client.runnergroup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.plimsoll.cli.CommandException;
import io.plimsoll.cli.ExitCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is in a cluster after a group was made, or could not be. */
class GroupStartTest {

  private final GroupCluster cluster = new GroupCluster();
  private final GroupStart start = new GroupStart(cluster.groups);

  @AfterEach
  void close() {
    cluster.close();
  }

  @Test
  void loadBeginsWhenItsConfigMapIsThere() {
    start.run(GroupCluster.load("spike", 3));
    Job job = cluster.job("spike");
    ConfigMap map = cluster.configMap("spike-profile");
    assertThat(job.getSpec().getSuspend()).isFalse();
    assertThat(job.getSpec().getCompletions()).isEqualTo(3);
    assertThat(map.getImmutable()).isTrue();
    assertThat(map.getData()).containsEntry("profile.yaml", "version: 1\n");
    assertThat(map.getMetadata().getOwnerReferences())
        .extracting(OwnerReference::getUid)
        .containsExactly(job.getMetadata().getUid());
    StrictModels.assertNothingUnknown(job);
    StrictModels.assertNothingUnknown(map);
  }

  @Test
  void replayIsAJobAndNothingElse() {
    start.run(GroupCluster.replay("monday", 2));
    assertThat(cluster.everything()).containsExactly("Job monday");
    assertThat(cluster.job("monday").getSpec().getSuspend()).isNotEqualTo(true);
  }

  @Test
  void nameThatIsTakenIsRefusedAndWhatHasItStays() {
    cluster.foreign("spike");
    CommandException refused = refused(GroupCluster.load("spike", 3));
    assertThat(refused.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(refused)
        .hasMessage(
            "--name: spike (expected: one that no Job of namespace lab has, or delete that first)");
    assertThat(cluster.everything()).containsExactly("Job spike", "ConfigMap spike-profile");
    assertThat(cluster.configMap("spike-profile").getData()).containsEntry("profile.yaml", "mine");
  }

  @Test
  void configMapInTheWayIsToldAndTheJobIsTakenBack() {
    cluster.foreign("spike");
    cluster.deleteJob("spike");
    CommandException refused = refused(GroupCluster.load("spike", 3));
    assertThat(refused.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(refused)
        .hasMessage(
            "config map lab/spike-profile: there is one already (expected: another --name, or none"
                + " of that name)");
    assertThat(cluster.everything()).containsExactly("ConfigMap spike-profile");
    assertThat(cluster.configMap("spike-profile").getData()).containsEntry("profile.yaml", "mine");
  }

  @Test
  void jobThatTheLostRequestHasMadeIsNotInItsOwnWay() {
    GroupObjects objects = GroupCluster.load("spike", 3);
    cluster.groups.create(objects.job());
    start.run(objects);
    assertThat(cluster.everything()).containsExactly("Job spike", "ConfigMap spike-profile");
    assertThat(cluster.job("spike").getSpec().getSuspend()).isFalse();
  }

  @Test
  void eachRightThatIsMissingIsNamedAndNothingStays() {
    cluster.refuse("CREATE /apis/batch/v1/namespaces/lab/jobs 403:100%");
    assertThat(refused(GroupCluster.load("spike", 3)))
        .hasMessageContaining("runner group lab/spike: cannot make the Job: ")
        .hasMessageContaining("this needs the verb create on jobs of batch in namespace lab");
    cluster.refuse("CREATE /api/v1/namespaces/lab/configmaps 403:100%");
    CommandException refused = refused(GroupCluster.load("spike", 3));
    assertThat(refused.exitCode()).isEqualTo(ExitCode.UNREACHABLE);
    assertThat(refused)
        .hasMessageContaining("config map lab/spike-profile: cannot be made: ")
        .hasMessageContaining("this needs the verb create on configmaps in namespace lab");
    cluster.refuse();
    assertThat(cluster.everything()).isEmpty();
  }

  @Test
  void groupThatCannotBeginIsTakenBack() {
    cluster.refuse("PATCH /apis/batch/v1/namespaces/lab/jobs 403:100%");
    assertThat(refused(GroupCluster.load("spike", 3)))
        .hasMessageContaining("cannot let the Job begin")
        .hasMessageContaining("the verb patch on jobs of batch");
    cluster.refuse();
    // Of a Job that is gone Kubernetes deletes the config map, which here nobody does.
    assertThat(cluster.everything()).containsExactly("ConfigMap spike-profile");
    assertThat(new GroupDelete(cluster.groups, Waits.none(), Waits.silent()).run("spike")).isTrue();
    assertThat(cluster.everything()).isEmpty();
  }

  @Test
  void whatCannotBeTakenBackIsToldToo() {
    cluster.refuse(
        "CREATE /api/v1/namespaces/lab/configmaps 403:100%",
        "DELETE /apis/batch/v1/namespaces/lab/jobs 403:100%");
    CommandException refused = refused(GroupCluster.load("spike", 3));
    assertThat(refused).hasMessageContaining("the verb create on configmaps");
    assertThat(refused.getSuppressed())
        .singleElement()
        .satisfies(
            left ->
                assertThat(left)
                    .hasMessageContaining("Job lab/spike: cannot be deleted")
                    .hasMessageContaining("the verb delete on jobs of batch"));
  }

  private CommandException refused(GroupObjects objects) {
    CommandException refused =
        catchThrowableOfType(CommandException.class, () -> start.run(objects));
    assertThat(refused).isNotNull();
    return refused;
  }
}
