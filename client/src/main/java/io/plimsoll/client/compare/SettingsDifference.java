package io.plimsoll.client.compare;

import io.plimsoll.client.load.LoadState;
import io.plimsoll.client.report.Environment;
import io.plimsoll.client.report.PhaseReport;
import io.plimsoll.client.report.TestReport;
import io.plimsoll.client.report.TestReport.Ending;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** What two tests did differently, as lines for people. Pure. */
final class SettingsDifference {

  private final List<String> lines = new ArrayList<>();

  private SettingsDifference() {}

  static List<String> of(TestReport a, TestReport b) {
    SettingsDifference found = new SettingsDifference();
    found.ending("A", a);
    found.ending("B", b);
    found.only("only A", a.options(), b.options());
    found.only("only B", b.options(), a.options());
    found.differ("environment", environments(a), environments(b));
    for (PhaseReport phase : a.phases()) {
      Optional<PhaseReport> other =
          a.phases().size() == 1 && b.phases().size() == 1
              ? Optional.of(b.phases().get(0))
              : b.phases().stream().filter(each -> each.name().equals(phase.name())).findFirst();
      if (other.isPresent()) {
        found.load(phase.name(), phase.load(), other.get().load());
      } else {
        found.lines.add("only A has a phase " + phase.name());
      }
    }
    if (a.phases().size() > 1 || b.phases().size() > 1) {
      b.phases().stream()
          .filter(phase -> a.phases().stream().noneMatch(each -> each.name().equals(phase.name())))
          .forEach(phase -> found.lines.add("only B has a phase " + phase.name()));
    }
    return List.copyOf(found.lines);
  }

  private void ending(String which, TestReport report) {
    if (report.ending() != Ending.FINISHED) {
      lines.add(
          which + " did not end as planned: " + report.ending().name().toLowerCase(Locale.ROOT));
    }
  }

  private void only(String which, List<String> these, List<String> others) {
    these.stream()
        .filter(option -> !others.contains(option))
        .forEach(option -> lines.add(which + ": " + option));
  }

  private void load(String phase, LoadState a, LoadState b) {
    differ(phase + ": queue", a.queue(), b.queue());
    differ(phase + ": model", a.model().name(), b.model().name());
    differ(phase + ": parallelism", a.parallelism(), b.parallelism());
    differ(phase + ": rate per second", a.ratePerSecond(), b.ratePerSecond());
  }

  private void differ(String what, Object a, Object b) {
    if (!a.equals(b)) {
      lines.add(what + ": A " + a + ", B " + b);
    }
  }

  private static String environments(TestReport report) {
    return report.environments().stream()
        .map(SettingsDifference::text)
        .distinct()
        .collect(Collectors.joining(" and "));
  }

  private static String text(Environment each) {
    return String.join(
        ", ", each.version(), each.java(), each.system(), each.processors() + " processors");
  }
}
