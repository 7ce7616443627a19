package io.plimsoll.bench.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the frontend is to reach: a figure of its own, or the ratio of its median to a peer's.
 *
 * @param peer whose median ours is divided by; null = by nothing
 * @param atLeast whether {@code limit} is the least that is good, else the most
 */
record Goal(
    Shape shape,
    Measure measure,
    Contender ours,
    @Nullable Contender peer,
    boolean atLeast,
    double limit) {

  private static final List<Shape> LOADED =
      List.of(Shape.FOUR, Shape.SIXTEEN, Shape.IN_FLIGHT_64, Shape.IN_FLIGHT_512);

  /** Both ways to drive NATS: its client library costs it much, so the other is the harder goal. */
  private static final List<Contender> NATS = List.of(Contender.NATS, Contender.NATS_WIRE);

  /** All of them. */
  static List<Goal> all() {
    List<Goal> goals = new ArrayList<>();
    goals.add(faster(Shape.FOUR, Contender.GEARMAN, 2));
    goals.add(faster(Shape.FOUR, Contender.BEANSTALKD, 2));
    NATS.forEach(nats -> goals.add(faster(Shape.FOUR, nats, 1.5)));
    goals.add(faster(Shape.SIXTEEN, Contender.GEARMAN, 2));
    NATS.forEach(nats -> goals.add(faster(Shape.SIXTEEN, nats, 1)));
    NATS.forEach(nats -> goals.add(faster(Shape.IN_FLIGHT_64, nats, 1)));
    NATS.forEach(nats -> goals.add(faster(Shape.IN_FLIGHT_512, nats, 1)));
    LOADED.forEach(shape -> goals.add(faster(shape, Contender.HUB, 0.65)));
    for (Contender nats : NATS) {
      for (Shape shape : LOADED) {
        goals.add(new Goal(shape, Measure.SERVER_MICROS, Contender.SESSION, nats, false, 1.5));
      }
    }
    goals.add(new Goal(Shape.FOUR, Measure.JOBS_PER_SECOND, Contender.CLASSIC, null, true, 5000));
    goals.add(new Goal(Shape.ONE, Measure.P50_MILLIS, Contender.CLASSIC, null, false, 0.4));
    goals.add(new Goal(Shape.LONE, Measure.P50_MILLIS, Contender.SESSION, null, false, 1));
    return goals;
  }

  private static Goal faster(Shape shape, Contender peer, double ratio) {
    return new Goal(shape, Measure.JOBS_PER_SECOND, Contender.SESSION, peer, true, ratio);
  }

  /** What came of it; empty if one of the two was not measured. */
  Optional<Double> value(Results results) {
    Optional<Double> our = results.spread(ours, shape, measure).map(Spread::median);
    return peer == null
        ? our
        : results.spread(peer, shape, measure).flatMap(p -> our.map(o -> o / p.median()));
  }

  boolean metBy(double value) {
    return atLeast ? value >= limit : value <= limit;
  }

  /** Which figure, whose, and of what run. */
  String description() {
    return shape.title()
        + ": "
        + measure.description()
        + ", "
        + ours.title()
        + (peer == null ? "" : " / " + peer.title());
  }

  /** What is wanted. */
  String wanted() {
    return (atLeast ? "at least " : "at most ") + text(limit);
  }

  /** As many digits as say something. */
  static String text(double value) {
    return String.format(Locale.ROOT, value >= 100 ? "%,.0f" : "%.2f", value);
  }
}
