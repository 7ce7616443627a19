package io.plimsoll.client.runnergroup;

import io.fabric8.kubernetes.api.model.batch.v1.Job;

/** Makes a group: all of it, or nothing. */
final class GroupStart {

  private final Groups groups;

  GroupStart(Groups groups) {
    this.groups = groups;
  }

  /**
   * Makes the objects of a group. What was made is deleted again if something else cannot be made.
   *
   * @throws io.plimsoll.cli.CommandException exit code 2 if there are such objects already, 3 if
   *     they cannot be made; what cannot be deleted again is among its suppressed ones
   * @throws java.util.concurrent.CancellationException if this thread is interrupted
   */
  void run(GroupObjects objects) {
    Job job = groups.create(objects.job());
    if (!objects.needsConfigMap()) {
      return;
    }
    try {
      groups.create(objects.configMap(job));
      groups.resume(job.getMetadata().getName());
    } catch (RuntimeException e) {
      undo(job, e);
      throw e;
    }
  }

  /** The config map, if it is there, goes with its Job. */
  private void undo(Job job, RuntimeException cause) {
    // An interrupted thread could not ask for anything.
    boolean interrupted = Thread.interrupted();
    try {
      groups.delete(job);
    } catch (RuntimeException e) {
      cause.addSuppressed(e);
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
