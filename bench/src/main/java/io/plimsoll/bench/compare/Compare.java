package io.plimsoll.bench.compare;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Measures all systems in turn, and prints tables. See {@code bench/compare}. */
final class Compare {

  /** Before each measurement: for the connections to come up, and the caches. */
  private static final long WARM_MILLIS = 500;

  private final Settings settings;
  private final Results results = new Results();

  private Compare(Settings settings) {
    this.settings = settings;
  }

  /** Exits with 0 when everything could be measured, whether goals were met or not. */
  public static void main(String[] args) {
    int code = 0;
    try {
      Compare compare = new Compare(Settings.of(System.getenv()));
      compare.run();
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage());
      code = 2;
    } catch (IllegalStateException | IOException | InterruptedException e) {
      System.err.println(e.getMessage());
      code = 3;
    }
    System.exit(code);
  }

  private void run() throws IOException, InterruptedException {
    for (int round = 0; round < settings.rounds(); round++) {
      round(round);
    }
    System.out.print(new Report(results).text());
  }

  /** One round: everything fresh, and each shape begins with another system than the last one. */
  private void round(int round) throws IOException, InterruptedException {
    Map<Contender, Stand> stands = new EnumMap<>(Contender.class);
    try {
      for (Contender system : rotated(round)) {
        Stand stand = Stand.start(system, settings);
        stands.put(system, stand);
        stand.warm(system.run(Shape.FOUR), settings.warmMillis());
      }
      int turn = round;
      for (Shape shape : settings.shapes()) {
        for (Contender system : rotated(turn)) {
          Stand stand = stands.get(system);
          if (stand != null && system.takes(shape)) {
            Figures figures =
                stand.measure(system.run(shape).lasting(WARM_MILLIS, settings.measureMillis()));
            results.add(system, shape, figures);
            System.err.printf(
                "round %d of %d: %s on %s: %,.0f jobs/s, p50 %.3f ms, server %.1f us per job%n",
                round + 1,
                settings.rounds(),
                shape.title(),
                system.title(),
                Measure.JOBS_PER_SECOND.of(figures),
                Measure.P50_MILLIS.of(figures),
                Measure.SERVER_MICROS.of(figures));
          }
        }
        turn++;
      }
    } finally {
      stands.values().forEach(Stand::close);
    }
  }

  private List<Contender> rotated(int by) {
    List<Contender> systems = new ArrayList<>(settings.systems());
    Collections.rotate(systems, by);
    return systems;
  }
}
