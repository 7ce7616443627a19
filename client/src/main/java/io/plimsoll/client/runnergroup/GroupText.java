package io.plimsoll.client.runnergroup;

import io.plimsoll.cli.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** How groups are shown, to people and to programs. Pure. */
final class GroupText {

  private static final List<String> RUNNER_HEADINGS =
      List.of("RUNNER", "POD", "NODE", "PHASE", "STARTED", "EXIT", "REASON");

  private static final List<String> GROUP_HEADINGS =
      List.of("NAME", "PHASE", "RUNNERS", "ENDED", "FAILED", "WORKLOAD", "START", "PROFILE");

  private GroupText() {}

  /** One line on the group, and a table of its pods. */
  static String status(GroupStatus group) {
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
            "runner group %s: %s, %d of %d runners ended, %d failed; %s of %s, start at %s\n",
            group.name(),
            group.phase(),
            group.ended(),
            group.count(),
            group.failed(),
            group.workload(),
            group.profile(),
            group.startAt()));
    if (!group.message().isEmpty()) {
      text.append(group.message()).append('\n');
    }
    List<List<String>> rows = new ArrayList<>();
    rows.add(RUNNER_HEADINGS);
    for (RunnerState runner : group.runners()) {
      rows.add(
          List.of(
              runner.index() < 0 ? "?" : Integer.toString(runner.index()),
              runner.pod(),
              runner.node(),
              runner.phase(),
              runner.started(),
              runner.exitCode() == null ? "" : runner.exitCode().toString(),
              runner.reason()));
    }
    return text + table(rows);
  }

  /** A table of groups. */
  static String list(List<GroupStatus> groups) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(GROUP_HEADINGS);
    for (GroupStatus group : groups) {
      rows.add(
          List.of(
              group.name(),
              group.phase().toString(),
              Integer.toString(group.count()),
              Integer.toString(group.ended()),
              Integer.toString(group.failed()),
              group.workload(),
              group.startAt(),
              group.profile()));
    }
    return table(rows);
  }

  /** Left-aligned columns, as wide as they need to be; an empty cell is a dash. */
  private static String table(List<List<String>> rows) {
    int columns = rows.get(0).size();
    int[] widths = new int[columns];
    for (List<String> row : rows) {
      for (int i = 0; i < columns; i++) {
        widths[i] = Math.max(widths[i], Math.max(1, row.get(i).length()));
      }
    }
    StringBuilder text = new StringBuilder();
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < columns; i++) {
        String cell = row.get(i).isEmpty() ? "-" : Text.printable(row.get(i));
        line.append(cell).append(" ".repeat(Math.max(0, widths[i] - cell.length()) + 2));
      }
      text.append(line.toString().stripTrailing()).append('\n');
    }
    return text.toString();
  }

  /** A group with its pods. */
  static ObjectNode json(GroupStatus group) {
    ObjectNode root = JsonMapper.shared().createObjectNode();
    root.put("name", group.name());
    root.put("namespace", group.namespace());
    root.put("phase", group.phase().toString());
    root.put("message", group.message());
    root.put("workload", group.workload());
    root.put("profile", group.profile());
    root.put("startAt", group.startAt());
    root.put("count", group.count());
    root.put("succeeded", group.succeeded());
    root.put("failed", group.failed());
    ArrayNode runners = root.putArray("runners");
    for (RunnerState runner : group.runners()) {
      ObjectNode node = runners.addObject();
      node.put("index", runner.index());
      node.put("pod", runner.pod());
      node.put("node", runner.node());
      node.put("phase", runner.phase());
      node.put("reason", runner.reason());
      node.put("started", runner.started());
      node.put("ended", runner.ended());
      node.put("exitCode", runner.exitCode());
    }
    return root;
  }

  /** Several groups, without their pods. */
  static ArrayNode json(List<GroupStatus> groups) {
    ArrayNode list = JsonMapper.shared().createArrayNode();
    for (GroupStatus group : groups) {
      ObjectNode node = json(group);
      node.remove("runners");
      list.add(node);
    }
    return list;
  }
}
