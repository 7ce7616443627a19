package io.plimsoll.client.validate;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.DoubleUnaryOperator;
import org.apache.commons.statistics.distribution.FDistribution;
import org.apache.commons.statistics.distribution.TDistribution;
import org.jspecify.annotations.Nullable;

/**
 * Fits the Universal Scalability Law to throughputs by least squares of their logarithms, with
 * sigma and kappa at least 0. Pure.
 *
 * <p>The law turned round is a sum: N / X = A + B (N - 1) + C N (N - 1), with A = 1 / lambda, B =
 * sigma / lambda, C = kappa / lambda. {@link PositiveLogFit} fits such a sum, and with one of the
 * three held at a value, the other two are a sum again.
 *
 * <p>The intervals are those of the profile likelihood: all values of a parameter with which, the
 * others at their best, the sum of squares is at most s² t² above the least. D. M. Bates, D. G.
 * Watts: Nonlinear Regression Analysis and Its Applications, Wiley 1988, section 6.1. They know
 * where a parameter cannot go, which an estimate plus or minus a standard error does not. s² is
 * that of all measurements; but if the means of the steps are further from the law than the rounds
 * from each other (an F test of lack of fit, 5 %), it is that of the means, so that rounds do not
 * make sure what they repeat.
 */
final class UslFitter {

  /** One more than the law has parameters: else it fits whatever is measured. */
  static final int FEWEST_SIZES = 4;

  private static final int PARAMETERS = 3;

  /**
   * A law that is off by more, as a root mean square, is of no use. It is off by 8 % or more from a
   * plateau, min(N, capacity), of two to eight replicas; throughput varies by less than 3 %.
   */
  static final double FITS_BELOW = 0.03;

  /** Of the F test for lack of fit. */
  private static final double SIGNIFICANT = 0.05;

  /** Bisections: to the digits of a double. */
  private static final int HALVINGS = 50;

  /** Doublings in search of an upper bound; beyond, it is not known. */
  private static final int DOUBLINGS = 40;

  /** Where the search begins if the estimate is 0. */
  private static final double SMALL = 1e-9;

  /** Peaks beyond are as good as none: no fleet is as large. */
  private static final double LARGEST_PEAK = 1e6;

  private final double[] sizes;
  private final double[] logs;
  private final Map<Double, List<Double>> bySize = new TreeMap<>();

  /**
   * One throughput.
   *
   * @param size replicas, 1 or more
   * @param throughput greater than 0
   */
  record Point(int size, double throughput) {}

  private UslFitter(List<Point> points) {
    sizes = points.stream().mapToDouble(Point::size).toArray();
    logs = points.stream().mapToDouble(p -> Math.log(p.size() / p.throughput())).toArray();
    for (int i = 0; i < sizes.length; i++) {
      bySize.computeIfAbsent(sizes[i], size -> new ArrayList<>()).add(logs[i]);
    }
  }

  /**
   * Fits.
   *
   * @param points all that was measured, each size once or several times
   * @return null if there are fewer than {@link #FEWEST_SIZES} sizes, or if what one replica
   *     brings, which was not measured then, would have to be without bounds
   */
  static @Nullable UslFit fit(List<Point> points) {
    UslFitter fitter = new UslFitter(points);
    return fitter.bySize.size() < FEWEST_SIZES ? null : fitter.fit();
  }

  private @Nullable UslFit fit() {
    double[][] all = {column(n -> 1), column(n -> n - 1), column(n -> n * (n - 1))};
    PositiveLogFit best = new PositiveLogFit(all, column(n -> 0), logs);
    double a = best.coefficients()[0];
    if (!(a > 0)) {
      return null;
    }
    double sigma = best.coefficients()[1] / a;
    double kappa = best.coefficients()[2] / a;
    double allowed = best.sumOfSquares() + allowance(best.sumOfSquares());
    Interval inverse = interval(a, allowed, this::withInverseLambda);
    UslFit law =
        new UslFit(
            inverse.low() > 0
                ? new Interval(1 / a, 1 / inverse.high(), 1 / inverse.low())
                : new Interval(1 / a, Double.NaN, Double.NaN),
            interval(sigma, allowed, this::withSigma),
            interval(kappa, allowed, this::withKappa),
            peak(sigma, kappa),
            0,
            0,
            0,
            false);
    return judged(law);
  }

  /** How much the sum of squares may be above the least. */
  private double allowance(double least) {
    double pure = 0;
    for (List<Double> values : bySize.values()) {
      double mean = mean(values);
      for (double value : values) {
        pure += (value - mean) * (value - mean);
      }
    }
    int lackDegrees = bySize.size() - PARAMETERS;
    int pureDegrees = logs.length - bySize.size();
    double lack = Math.max(0, least - pure) / lackDegrees;
    if (pureDegrees == 0 || isSignificant(lack, lackDegrees, pure / pureDegrees, pureDegrees)) {
      return lack * squareOfT(lackDegrees);
    }
    int degrees = lackDegrees + pureDegrees;
    return least / degrees * squareOfT(degrees);
  }

  private static boolean isSignificant(double lack, int lackDegrees, double pure, int pureDegrees) {
    if (pure == 0) {
      return true;
    }
    return FDistribution.of(lackDegrees, pureDegrees).survivalProbability(lack / pure)
        < SIGNIFICANT;
  }

  private static double squareOfT(int degrees) {
    double t = TDistribution.of(degrees).inverseSurvivalProbability(LogMean.TAIL);
    return t * t;
  }

  private double withInverseLambda(double a) {
    double[][] rest = {column(n -> n - 1), column(n -> n * (n - 1))};
    return new PositiveLogFit(rest, column(n -> a), logs).sumOfSquares();
  }

  private double withSigma(double sigma) {
    double[][] rest = {column(n -> 1 + sigma * (n - 1)), column(n -> n * (n - 1))};
    return new PositiveLogFit(rest, column(n -> 0), logs).sumOfSquares();
  }

  private double withKappa(double kappa) {
    double[][] rest = {column(n -> 1 + kappa * n * (n - 1)), column(n -> n - 1)};
    return new PositiveLogFit(rest, column(n -> 0), logs).sumOfSquares();
  }

  private double[] column(DoubleUnaryOperator ofSize) {
    double[] column = new double[sizes.length];
    for (int i = 0; i < column.length; i++) {
      column[i] = ofSize.applyAsDouble(sizes[i]);
    }
    return column;
  }

  /** All values around the best whose profile is at most {@code allowed}. */
  private static Interval interval(double best, double allowed, DoubleUnaryOperator profile) {
    double low = profile.applyAsDouble(0) <= allowed ? 0 : bound(0, best, allowed, profile);
    double outside = Math.max(2 * best, SMALL);
    int doublings = 0;
    while (profile.applyAsDouble(outside) <= allowed) {
      if (++doublings > DOUBLINGS) {
        return new Interval(best, Double.NaN, Double.NaN);
      }
      outside *= 2;
    }
    return new Interval(best, low, bound(outside, best, allowed, profile));
  }

  private static double bound(
      double outside, double inside, double allowed, DoubleUnaryOperator profile) {
    double out = outside;
    double in = inside;
    for (int i = 0; i < HALVINGS; i++) {
      double middle = (out + in) / 2;
      if (profile.applyAsDouble(middle) <= allowed) {
        in = middle;
      } else {
        out = middle;
      }
    }
    return in;
  }

  private static int peak(double sigma, double kappa) {
    if (kappa <= 0) {
      return 0;
    }
    double peak = Math.floor(Math.sqrt(Math.max(0, 1 - sigma) / kappa));
    return peak > LARGEST_PEAK ? 0 : (int) Math.max(1, peak);
  }

  /** How far the steps are from the law. */
  private UslFit judged(UslFit law) {
    double squares = 0;
    double worst = 0;
    int worstSize = 0;
    for (Map.Entry<Double, List<Double>> step : bySize.entrySet()) {
      double size = step.getKey();
      double off = size / Math.exp(mean(step.getValue())) / law.at(size) - 1;
      squares += off * off;
      if (worstSize == 0 || Math.abs(off) > Math.abs(worst)) {
        worst = off;
        worstSize = (int) size;
      }
    }
    double residual = Math.sqrt(squares / bySize.size());
    return new UslFit(
        law.lambdaPerSecond(),
        law.contention(),
        law.coherency(),
        law.peakSize(),
        residual,
        worstSize,
        worst,
        residual < FITS_BELOW);
  }

  private static double mean(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).average().orElse(Double.NaN);
  }
}
