package io.plimsoll.bench.compare;

/** A system that is measured. */
enum Contender {
  SESSION("session", "frontend, session mode"),
  CLASSIC("classic", "frontend, classic mode"),
  GEARMAN("gearman", "Gearman, libgearman"),
  NATS("nats", "NATS, its Java client"),
  NATS_WIRE("nats-wire", "NATS, same generator as ours"),
  BEANSTALKD("beanstalkd", "beanstalkd"),
  HUB("hub", "bare Netty hub"),
  ECHO("echo", "bare Netty echo");

  /**
   * With 64 clients NATS has 16 connections of 4 requests each: fewer connections suit it better.
   */
  private static final Run NATS_SIXTEEN = new Run(16, 1, 16, 4, 0, 0, 0);

  private final String title;
  private final String description;

  Contender(String title, String description) {
    this.title = title;
    this.description = description;
  }

  /** What it is called on command lines. */
  String title() {
    return title;
  }

  /** What it is called in tables. */
  String description() {
    return description;
  }

  boolean takes(Shape shape) {
    return switch (this) {
      case SESSION, NATS, NATS_WIRE, HUB -> true;
      case CLASSIC -> shape == Shape.ONE || shape == Shape.FOUR || shape == Shape.LONE;
      // Libgearman has one request outstanding on a connection, and so has who asks beanstalkd,
      // since replies come through a tube and do not say what they answer.
      case GEARMAN, BEANSTALKD -> shape != Shape.IN_FLIGHT_64 && shape != Shape.IN_FLIGHT_512;
      case ECHO -> shape == Shape.ONE || shape == Shape.FOUR || shape == Shape.IN_FLIGHT_64;
    };
  }

  /** The run of a shape on this system, which has no times yet. */
  Run run(Shape shape) {
    if (shape == Shape.SIXTEEN && (this == NATS || this == NATS_WIRE)) {
      return NATS_SIXTEEN;
    }
    Run run = shape.run();
    // An echo has no workers.
    return this == ECHO
        ? new Run(0, 0, run.clients(), run.inFlight(), 0, 0, run.pauseMicros())
        : run;
  }

  static Contender named(String title) {
    for (Contender contender : values()) {
      if (contender.title.equals(title)) {
        return contender;
      }
    }
    throw new IllegalArgumentException(
        "system: " + title + " (expected: one of " + Names.of(values(), Contender::title) + ")");
  }
}
