package io.plimsoll.e2e;

/**
 * What a frontend takes.
 *
 * @param rssKib resident memory
 * @param descriptors that are open
 * @param series time series of its own on {@code /metrics}
 */
record Footprint(long rssKib, int descriptors, long series) {

  static Footprint of(Frontend frontend) {
    long pid = frontend.jar().pid();
    long series =
        Http.get(frontend.metrics() + "/metrics")
            .body()
            .lines()
            .filter(l -> l.startsWith("hpa_"))
            .count();
    return new Footprint(Proc.rssKib(pid), Proc.descriptors(pid), series);
  }

  @Override
  public String toString() {
    return String.format("%d MiB, %d descriptors, %d series", rssKib / 1024, descriptors, series);
  }
}
