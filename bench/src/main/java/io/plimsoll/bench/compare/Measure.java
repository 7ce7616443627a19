package io.plimsoll.bench.compare;

/** One of the figures of a run. */
enum Measure {
  JOBS_PER_SECOND("jobs per second"),
  P50_MILLIS("p50 in ms"),
  P99_MILLIS("p99 in ms"),
  P999_MILLIS("p99.9 in ms"),
  SERVER_MICROS("server's processor time per job");

  private final String description;

  Measure(String description) {
    this.description = description;
  }

  String description() {
    return description;
  }

  double of(Figures figures) {
    return switch (this) {
      case JOBS_PER_SECOND -> figures.jobsPerSecond();
      case P50_MILLIS -> figures.p50Nanos() / 1e6;
      case P99_MILLIS -> figures.p99Nanos() / 1e6;
      case P999_MILLIS -> figures.p999Nanos() / 1e6;
      case SERVER_MICROS -> figures.serverMicrosPerJob();
    };
  }
}
