package io.plimsoll.client.scenario;

import static java.util.Objects.requireNonNullElse;

import io.plimsoll.cli.Durations;
import io.plimsoll.client.load.Access;
import io.plimsoll.client.load.Ends;
import io.plimsoll.client.load.Shape;
import io.plimsoll.client.load.Work;
import io.plimsoll.client.report.Threshold;
import io.plimsoll.protocol.QueueNames;
import io.plimsoll.replay.doc.Doc;
import io.plimsoll.replay.doc.DocParser;
import io.plimsoll.replay.doc.Findings;
import io.plimsoll.replay.doc.Mapping;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** Makes a scenario of its text, and finds all that is wrong with it. */
final class ScenarioReader {

  /** People write scenarios by hand. */
  static final int MAX_BYTES = 1 << 20;

  /** Each is a load with statistics of its own, and a section of the report. */
  static final int MAX_PHASES = 1_000;

  /** The longest time that the statistics tell apart. */
  static final Duration MAX_LENGTH = Duration.ofDays(30);

  /** Names are headings. */
  static final int MAX_NAME_CHARS = 100;

  /** As for the client without a scenario. */
  private static final int DEFAULT_CONNECTIONS = 4;

  private final Findings findings = new Findings("scenario");
  private final Set<String> names = new HashSet<>();

  /** When a phase begins that does not say so: the end of the one before. */
  private Duration next = Duration.ZERO;

  private ScenarioReader() {}

  /**
   * Reads a scenario, YAML or JSON.
   *
   * @param utf8 at most {@link #MAX_BYTES}
   * @throws ScenarioException with everything that is wrong
   */
  static Scenario read(byte[] utf8) throws ScenarioException {
    ScenarioReader reader = new ScenarioReader();
    Scenario scenario = reader.scenario(utf8);
    if (scenario == null || !reader.findings.none()) {
      throw new ScenarioException(reader.findings.inOrder());
    }
    return scenario;
  }

  private @Nullable Scenario scenario(byte[] utf8) {
    if (utf8.length > MAX_BYTES) {
      findings.add(0, "", utf8.length + " bytes (expected: at most " + MAX_BYTES + ")");
      return null;
    }
    Doc doc = DocParser.parse(utf8, findings);
    Mapping root = doc == null ? null : Mapping.of("", doc, findings);
    if (root == null) {
      return null;
    }
    String name = name(root);
    List<Threshold> thresholds = new Fields("", root, findings).thresholds("thresholds");
    List<Doc> docs = root.list("phases");
    if (docs.size() > MAX_PHASES) {
      root.report("phases", docs.size() + " (expected: at most " + MAX_PHASES + ")");
    }
    List<Phase> phases = new ArrayList<>();
    for (int i = 0; i < Math.min(MAX_PHASES, docs.size()); i++) {
      Phase phase = phase("phases[" + i + "]", docs.get(i));
      if (phase != null) {
        phases.add(phase);
      }
    }
    root.finish();
    return new Scenario(name, phases, thresholds);
  }

  private static String name(Mapping mapping) {
    String name = mapping.required("name", "a name");
    if (name.length() > MAX_NAME_CHARS) {
      mapping.report(
          "name", name.length() + " characters (expected: at most " + MAX_NAME_CHARS + ")");
    }
    return name;
  }

  private @Nullable Phase phase(String path, Doc doc) {
    Mapping mapping = Mapping.of(path, doc, findings);
    if (mapping == null) {
      return null;
    }
    Fields fields = new Fields(path, mapping, findings);
    String name = name(mapping);
    if (!name.isEmpty() && !names.add(name)) {
      mapping.report("name", name + " (expected: a name that no other phase has)");
    }
    Duration start = requireNonNullElse(fields.time("start"), next);
    Duration duration = duration(mapping, fields);
    next = start.plus(duration);
    if (next.compareTo(MAX_LENGTH) > 0) {
      mapping.report(
          "duration",
          "ends after "
              + Durations.seconds(next)
              + " s (expected: at most "
              + MAX_LENGTH.toSeconds()
              + " s from the start of the scenario)");
    }
    Ends ends = ends(mapping, fields, duration);
    Work work = work(mapping, fields);
    int connections =
        (int) mapping.integer("connections", 1, Access.MAX_CONNECTIONS, DEFAULT_CONNECTIONS);
    Shape shape = shape(mapping, fields, duration);
    List<Threshold> thresholds = fields.thresholds("thresholds");
    mapping.finish();
    return shape == null
        ? null
        : new Phase(name, start, work, shape, ends, connections, thresholds);
  }

  private static Duration duration(Mapping mapping, Fields fields) {
    if (mapping.get("duration") == null) {
      mapping.report("duration", "missing (expected: " + Durations.RULE + ")");
    }
    Duration duration = fields.time("duration");
    if (duration != null && duration.isZero()) {
      mapping.report("duration", "0 (expected: greater than 0)");
    }
    return requireNonNullElse(duration, Duration.ZERO);
  }

  private static Ends ends(Mapping mapping, Fields fields, Duration duration) {
    Duration warmUp = requireNonNullElse(fields.time("warmUp"), Duration.ZERO);
    if (!warmUp.isZero() && warmUp.compareTo(duration) >= 0) {
      mapping.report(
          "warmUp",
          Durations.seconds(warmUp)
              + " s (expected: less than duration, which is "
              + Durations.seconds(duration)
              + " s)");
      return new Ends(Duration.ZERO, duration, 0);
    }
    return new Ends(warmUp, duration, 0);
  }

  private static Work work(Mapping mapping, Fields fields) {
    String queue = mapping.text("queue");
    if (!queue.isEmpty() && !QueueNames.isValid(queue)) {
      mapping.report("queue", queue + " (expected: " + QueueNames.RULE + ")");
      queue = "";
    }
    return new Work(
        queue.isEmpty() ? "sleep" : queue,
        fields.texts("args"),
        requireNonNullElse(fields.time("limit"), Duration.ZERO));
  }

  private static @Nullable Shape shape(Mapping mapping, Fields fields, Duration duration) {
    boolean open = mapping.get("rate") != null;
    boolean closed = mapping.get("parallelism") != null;
    Level rate = fields.level("rate", Shape.MAX_RATE, false);
    Level parallelism = fields.level("parallelism", Shape.MOST_PARALLEL, true);
    boolean poisson = mapping.bool("poisson");
    long byChance = poisson ? new SplittableRandom().nextLong() : 0;
    long seed = mapping.integer("seed", Long.MIN_VALUE, Long.MAX_VALUE, byChance);
    Duration delay = requireNonNullElse(fields.time("delay"), Duration.ZERO);
    long least = parallelism == null ? 1 : Math.max(1, (long) parallelism.most());
    long most =
        mapping.integer(
            "maxParallelism", least, Shape.MOST_PARALLEL, open ? Shape.MOST_PARALLEL : least);
    if (open == closed) {
      mapping.report(
          open ? "rate" : "parallelism",
          open
              ? "beside parallelism (expected: one of the two)"
              : "missing (expected: parallelism or rate)");
      return null;
    }
    if (!open && poisson) {
      mapping.report("poisson", "without a rate (expected: rate)");
    }
    if (!poisson && mapping.get("seed") != null) {
      mapping.report("seed", "without poisson (expected: poisson: true)");
    }
    if (open && !delay.isZero()) {
      mapping.report("delay", "beside rate (expected: parallelism)");
    }
    Level level = open ? rate : parallelism;
    if (level == null) {
      return null;
    }
    if (open ? level.to() == 0 : level.most() == 0) {
      mapping.report(
          open ? "rate" : "parallelism",
          "nothing to do (expected: greater than 0" + (open ? " at the end)" : ")"));
      return null;
    }
    return new Shape(
        open ? 1 : (int) level.to(),
        (int) most,
        open ? level.to() : 0,
        open && poisson,
        seed,
        level.from(),
        level.isRamp() ? duration : Duration.ZERO,
        open ? Duration.ZERO : delay);
  }
}
