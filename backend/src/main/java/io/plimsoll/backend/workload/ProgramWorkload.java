package io.plimsoll.backend.workload;

import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.File;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * {@code /absolute/path ARG...}: runs a program. Its whole process tree belongs to the item and is
 * gone before the outcome is told.
 */
final class ProgramWorkload implements Workload {

  /** Starting is a short, blocking, mostly serial affair of the kernel's. */
  private static final int STARTERS = 4;

  /** The variable in a program's environment by which its descendants are found. */
  private static final String MARK = "PLIMSOLL_ITEM";

  private static final File NULL_DEVICE = new File("/dev/null");

  private final String path;
  private final WorkloadContext context;
  private final OutputStream stderr;
  private final ExecutorService starters =
      Executors.newFixedThreadPool(STARTERS, new DefaultThreadFactory("program-start", true));

  /** Two short-lived uses a run: reading its standard error, ending its tree. */
  private final ExecutorService helpers =
      Executors.newCachedThreadPool(new DefaultThreadFactory("program", true));

  /** No other backend has the same, not even one with the same process id in another container. */
  private final String backendMark = UUID.randomUUID().toString();

  private long runs;

  ProgramWorkload(String path, WorkloadContext context) {
    this.path = path;
    this.context = context;
    this.stderr =
        context.nullOut()
            ? OutputStream.nullOutputStream()
            : new FileOutputStream(FileDescriptor.err);
  }

  @Override
  public Run start(Order order, RunListener listener) {
    assert context.loop().inEventLoop();
    String value = backendMark + "." + runs++;
    ProcessBuilder builder = new ProcessBuilder(command(order.args()));
    builder.directory(context.workdir().toFile());
    builder.environment().put(MARK, value);
    builder.redirectInput(
        context.nullIn()
            ? ProcessBuilder.Redirect.from(NULL_DEVICE)
            : ProcessBuilder.Redirect.INHERIT);
    builder.redirectOutput(
        context.nullOut() ? ProcessBuilder.Redirect.DISCARD : ProcessBuilder.Redirect.INHERIT);
    ProgramRun run =
        new ProgramRun(
            builder,
            MARK + "=" + value,
            stderr,
            order.limitNanos(),
            context.loop(),
            helpers,
            listener::done);
    starters.execute(run::launch);
    return run;
  }

  private List<String> command(List<String> args) {
    List<String> command = new ArrayList<>(args.size() + 1);
    command.add(path);
    command.addAll(args);
    return command;
  }

  @Override
  public void close() {
    starters.shutdown();
    helpers.shutdown();
  }
}
