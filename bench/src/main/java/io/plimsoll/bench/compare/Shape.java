package io.plimsoll.bench.compare;

/** How many ask how many, and how. In the order of measuring: what compiles most code first. */
enum Shape {
  FOUR("4x16"),
  SIXTEEN("16x64"),
  IN_FLIGHT_64("in-flight-64"),
  IN_FLIGHT_512("in-flight-512"),
  ONE("1x1"),
  LONE("lone");

  /** Long enough for every thread to have gone to sleep. */
  private static final long LONE_PAUSE_MICROS = 20_000;

  private final String title;

  Shape(String title) {
    this.title = title;
  }

  /** Workers by clients with a connection each, or what is outstanding over one connection. */
  String title() {
    return title;
  }

  /** Its run, which has no times yet. */
  Run run() {
    return switch (this) {
      case ONE -> new Run(1, 1, 1, 1, 0, 0, 0);
      case FOUR -> new Run(4, 1, 16, 1, 0, 0, 0);
      case SIXTEEN -> new Run(16, 1, 64, 1, 0, 0, 0);
      case IN_FLIGHT_64 -> new Run(1, 64, 1, 64, 0, 0, 0);
      case IN_FLIGHT_512 -> new Run(1, 512, 1, 512, 0, 0, 0);
      case LONE -> new Run(1, 1, 1, 1, 0, 0, LONE_PAUSE_MICROS);
    };
  }

  static Shape titled(String title) {
    for (Shape shape : values()) {
      if (shape.title.equals(title)) {
        return shape;
      }
    }
    throw new IllegalArgumentException(
        "shape: " + title + " (expected: one of " + Names.of(values(), Shape::title) + ")");
  }
}
