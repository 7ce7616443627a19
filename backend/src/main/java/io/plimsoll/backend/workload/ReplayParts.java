package io.plimsoll.backend.workload;

import io.plimsoll.replay.execute.ApiThreads;
import io.plimsoll.replay.execute.ReplayOutcome;
import io.plimsoll.replay.execute.ReplayProgress;
import io.plimsoll.replay.execute.ReplayRun;
import io.plimsoll.replay.execute.Target;
import io.plimsoll.replay.profile.ProfileException;
import io.plimsoll.replay.profile.ProfileSource;
import io.plimsoll.replay.report.ReplayReport;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The partitions of one replay in this process. */
final class ReplayParts implements ProfileParts<ReplayOutcome> {

  private static final Logger LOG = LoggerFactory.getLogger(ReplayParts.class);

  private static final int COPY_BYTES = 1 << 16;

  private final ReplayPlan plan;
  private final WorkloadContext context;
  private final InputStream stdin;
  private final Appendable stdout;
  private final List<ReplayPartition> all = new ArrayList<>();
  private final Set<String> warnings = new LinkedHashSet<>();
  private @Nullable ApiThreads threads;
  private @Nullable Path copy;

  ReplayParts(ReplayPlan plan, WorkloadContext context, InputStream stdin, Appendable stdout) {
    this.plan = plan;
    this.context = context;
    this.stdin = stdin;
    this.stdout = stdout;
  }

  @Override
  public String noun() {
    return "replay";
  }

  @Override
  public boolean isDone() {
    return plan.settings().dryRun;
  }

  @Override
  public void prepare(int runner, int runners, IntFunction<PartListener<ReplayOutcome>> listeners)
      throws IOException, ProfileException, InterruptedException {
    Target target = Target.of(plan.settings().common.target());
    if (runners > 0) {
      load(runner, runners);
    } else {
      loadAlone();
    }
    if (plan.settings().dryRun) {
      for (ReplayPartition partition : all) {
        partition.dryRun(target.url(), plan.options(), stdout);
      }
      return;
    }
    ApiThreads shared = new ApiThreads();
    threads = shared;
    for (int i = 0; i < all.size(); i++) {
      ReplayPartition partition = all.get(i);
      partition.connect(target, plan.options(), shared, new Ear(listeners.apply(i)));
      warnings.addAll(partition.warnings());
    }
    warnings.forEach(warning -> LOG.warn("{}", warning));
  }

  private void loadAlone() throws IOException, ProfileException {
    Integer asked = plan.settings().common.runners;
    int runners = asked == null ? 0 : asked;
    Integer only = plan.settings().common.runner;
    if (only != null) {
      load(only, runners);
      return;
    }
    load(0, runners);
    for (int i = 1; i < all.get(0).runners(); i++) {
      load(i, all.get(0).runners());
    }
  }

  private void load(int runner, int runners) throws IOException, ProfileException {
    all.add(ReplayPartition.load(source(), plan.load(), runner, runners));
  }

  /** Standard input can be read once, and every partition reads the whole profile. */
  private ProfileSource source() throws IOException {
    if (!plan.profile().equals(ProfileSource.STDIN)) {
      return ProfileSource.parse(plan.profile(), stdin);
    }
    if (copy == null) {
      copy = Files.createTempFile(plan.load().spoolFolder(), "plimsoll-profile", "");
      copy(stdin, copy, plan.load().maxBytes());
    }
    return ProfileSource.of(copy);
  }

  private static void copy(InputStream from, Path to, long maxBytes) throws IOException {
    byte[] buffer = new byte[COPY_BYTES];
    long copied = 0;
    try (OutputStream out = Files.newOutputStream(to)) {
      int read;
      while ((read = from.read(buffer)) >= 0) {
        copied += read;
        if (copied > maxBytes) {
          throw new IOException(
              "PROFILE: standard input: too large (expected: at most "
                  + maxBytes
                  + " bytes, --max-profile)");
        }
        out.write(buffer, 0, read);
      }
    }
  }

  /** Passes on what a run tells. */
  private record Ear(PartListener<ReplayOutcome> listener) implements ReplayRun.Listener {

    @Override
    public void onProgress(ReplayProgress told) {
      listener.onProgress(told.done(), told.total(), told.failed());
    }

    @Override
    public void onEnd(ReplayOutcome outcome) {
      listener.onEnd(outcome);
    }
  }

  @Override
  public int size() {
    return all.size();
  }

  @Override
  public void start() {
    all.forEach(ReplayPartition::start);
  }

  @Override
  public void cancel() {
    all.forEach(ReplayPartition::cancel);
  }

  @Override
  public ReportSummary summary(
      List<ReplayOutcome> outcomes, @Nullable Instant startedAt, boolean asRunner) {
    List<ReplayReport> reports = new ArrayList<>();
    StringBuilder failures = new StringBuilder();
    for (int i = 0; i < outcomes.size(); i++) {
      ReplayOutcome outcome = outcomes.get(i);
      Set<String> told = new LinkedHashSet<>(warnings);
      told.addAll(outcome.warnings());
      reports.add(
          ReplayReport.of(
              all.get(i).runner(),
              context.pod(),
              context.node(),
              outcome.stats(),
              outcome.durationNanos(),
              startedAt,
              List.copyOf(told)));
      if (!outcome.failure().isEmpty()) {
        failures.append(failures.length() == 0 ? "" : "; ").append(outcome.failure());
      }
    }
    ReplayReport report = reports.size() == 1 ? reports.get(0) : ReplayReport.merge(reports);
    return new ReportSummary(
        noun(),
        report,
        failures.toString(),
        plan.settings().common.reports,
        context.once(),
        asRunner);
  }

  @Override
  public void close() {
    for (ReplayPartition partition : all) {
      try {
        partition.close();
      } catch (IOException e) {
        LOG.warn("cannot be closed: {}", e.toString());
      }
    }
    if (threads != null) {
      threads.close();
      threads = null;
    }
    if (copy != null) {
      try {
        Files.deleteIfExists(copy);
      } catch (IOException e) {
        LOG.warn("cannot be deleted: {}", e.toString());
      }
      copy = null;
    }
  }
}
