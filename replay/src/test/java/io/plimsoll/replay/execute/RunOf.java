package io.plimsoll.replay.execute;

import io.plimsoll.replay.profile.LoadedProfile;
import io.plimsoll.replay.profile.ReplaySpec;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/** A run over a server, with everything that it needs. */
final class RunOf implements AutoCloseable, ReplayRun.Listener {

  /** No test takes that long; one that hangs should not hang for ever. */
  private static final long MAX_SECONDS = 60;

  final List<ReplayProgress> progress = new CopyOnWriteArrayList<>();
  final ReplayRun run;
  private final ApiThreads threads = new ApiThreads(1);
  private final CompletableFuture<ReplayOutcome> outcome = new CompletableFuture<>();
  private final LoadedProfile profile;
  final ApiClient client;

  private RunOf(Profiles profile, TargetOptions target, ReplayOptions options)
      throws IOException, InterruptedException {
    this.profile = profile.load();
    ReplaySpec spec = this.profile.spec();
    client = new ApiClient(Target.of(target), spec.connsPerRunner(), spec.disableHttp2(), threads);
    try {
      client.connect();
    } catch (IOException e) {
      close();
      throw e;
    }
    run = new ReplayRun(this.profile, client, options, this);
  }

  static RunOf of(Profiles profile, String server, ReplayOptions options) throws Exception {
    return new RunOf(profile, TargetOptions.ofServer(server), options);
  }

  static RunOf of(Profiles profile, TargetOptions target, ReplayOptions options) throws Exception {
    return new RunOf(profile, target, options);
  }

  ReplayOutcome finish() throws Exception {
    run.start();
    return await();
  }

  ReplayOutcome await() throws Exception {
    return outcome.get(MAX_SECONDS, TimeUnit.SECONDS);
  }

  @Override
  public void onProgress(ReplayProgress now) {
    progress.add(now);
  }

  @Override
  public void onEnd(ReplayOutcome end) {
    outcome.complete(end);
  }

  @Override
  public void close() throws IOException {
    client.close();
    threads.close();
    profile.close();
  }
}
