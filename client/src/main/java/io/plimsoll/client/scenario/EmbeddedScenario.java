package io.plimsoll.client.scenario;

import io.plimsoll.cli.CommandException;
import io.plimsoll.client.load.Access;
import io.plimsoll.client.report.TestReport;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** A scenario that another command runs beside what it does itself. Immutable. */
public final class EmbeddedScenario {

  private final Scenario scenario;

  private EmbeddedScenario(Scenario scenario) {
    this.scenario = scenario;
  }

  /**
   * Reads one. What is wrong with it is printed, a line each.
   *
   * @param name of the option that names the file, for messages
   * @throws CommandException exit code 2 if the file cannot be read, or is no scenario
   */
  public static EmbeddedScenario read(String name, Path file, PrintWriter err) {
    return new EmbeddedScenario(ScenarioFile.read(name, file, err));
  }

  /** What its reports are titled. */
  public String name() {
    return scenario.name();
  }

  /** Until its last phase starts no more requests. */
  public Duration length() {
    return scenario.length();
  }

  /** Of all phases. */
  public Set<String> queues() {
    Set<String> queues = new TreeSet<>();
    scenario.phases().forEach(phase -> queues.add(phase.work().queue()));
    return queues;
  }

  /**
   * Begins.
   *
   * @param access the way to the frontend; each phase has its own number of connections
   * @param options as in {@link TestReport}
   * @throws CommandException if the frontend's host is not known, or its TLS cannot be set up
   */
  public ScenarioInProgress start(Access access, List<String> options) {
    return ScenarioInProgress.start(scenario, access, options);
  }

  /** What a scenario came to, as lines of text. */
  public static String text(TestReport report) {
    return ScenarioText.of(report);
  }
}
