package io.plimsoll.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;

/**
 * What a frontend takes.
 *
 * @param rssKib resident memory, which grows until the heap has been full once
 * @param heapKib the heap in use, without garbage
 * @param descriptors that are open
 * @param series time series of its own on {@code /metrics}
 */
record Footprint(long rssKib, long heapKib, int descriptors, long series) {

  static Footprint of(Frontend frontend) {
    long pid = frontend.jar().pid();
    collectGarbage(pid);
    List<String> metrics = Http.get(frontend.metrics() + "/metrics").body().lines().toList();
    double heap =
        metrics.stream()
            .filter(line -> line.startsWith("jvm_memory_bytes_used{area=\"heap\",}"))
            .mapToDouble(line -> Double.parseDouble(line.substring(line.indexOf(' '))))
            .sum();
    return new Footprint(
        Proc.rssKib(pid),
        (long) heap / 1024,
        Proc.descriptors(pid),
        metrics.stream().filter(line -> line.startsWith("hpa_")).count());
  }

  private static void collectGarbage(long pid) {
    Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
    try {
      int status =
          new ProcessBuilder(jcmd.toString(), Long.toString(pid), "GC.run")
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor();
      assertThat(status).as("jcmd %s GC.run", pid).isZero();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public String toString() {
    return String.format(
        "%d MiB, heap %d MiB, %d descriptors, %d series",
        rssKib / 1024, heapKib / 1024, descriptors, series);
  }
}
