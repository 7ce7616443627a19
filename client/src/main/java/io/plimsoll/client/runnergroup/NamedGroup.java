package io.plimsoll.client.runnergroup;

import io.plimsoll.cli.CommandException;
import io.plimsoll.client.cluster.Cluster;
import io.plimsoll.client.cluster.ClusterOptions;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Which group of which cluster; a picocli mixin. */
final class NamedGroup {

  @Parameters(
      paramLabel = "NAME",
      showDefaultValue = CommandLine.Help.Visibility.NEVER,
      description = "The group's name.")
  private String name = "";

  @Mixin private ClusterOptions where = new ClusterOptions();

  /**
   * The group's name.
   *
   * @throws CommandException exit code 2 if it cannot be one
   */
  String name() {
    if (name.length() > GroupSettings.MAX_NAME_CHARS || !NameRules.isDnsLabel(name)) {
      throw CommandException.usage("NAME", name, "the name of a group, as run prints it");
    }
    return name;
  }

  /** The cluster; nobody is asked yet. */
  Cluster open() {
    return where.open();
  }
}
