package io.plimsoll.backend.workload;

import io.netty.util.concurrent.EventExecutor;
import io.plimsoll.backend.device.Devices;
import java.nio.file.Path;
import java.util.List;

/**
 * What a workload is made with.
 *
 * @param loop the backend's event loop: runs are started and reported there, its ticker is the
 *     clock
 * @param args the arguments on the command line, before {@code FILENAME} is replaced; every {@link
 *     Order#args()} begins with as many
 * @param workdir working directory of programs
 * @param nullIn whether programs read from the null device
 * @param nullOut whether programs write to the null device
 * @param once whether this is one run without a frontend, whose standard input and output are the
 *     user's
 * @param pod who does the work; empty when not known
 * @param node where; empty when not known
 * @param devices the simulated devices, not open yet
 */
public record WorkloadContext(
    EventExecutor loop,
    List<String> args,
    Path workdir,
    boolean nullIn,
    boolean nullOut,
    boolean once,
    String pod,
    String node,
    Devices devices) {

  public WorkloadContext {
    args = List.copyOf(args);
  }

  /** For the runs of a queue, on a nameless machine. */
  public WorkloadContext(
      EventExecutor loop, List<String> args, Path workdir, boolean nullIn, boolean nullOut) {
    this(
        loop,
        args,
        workdir,
        nullIn,
        nullOut,
        false,
        "",
        "",
        new Devices(Devices.defaultDirectory()));
  }
}
