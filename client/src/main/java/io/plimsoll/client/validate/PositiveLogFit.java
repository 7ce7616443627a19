package io.plimsoll.client.validate;

/**
 * Fits the logarithm of a sum, log(offset + sum of c[j] x[j]), to logarithms that were measured,
 * with every c at least 0, by least squares. Pure.
 *
 * <p>Gauss-Newton, which for this form is a sequence of weighted linear problems: iteratively
 * reweighted least squares, P. McCullagh, J. A. Nelder: Generalized Linear Models, Chapman and Hall
 * 1989, section 2.5. Each has at most three unknowns, so that which of them are 0 is found by
 * trying all of it. A step that makes the sum of squares larger is halved.
 */
final class PositiveLogFit {

  /** It takes about ten; more than this makes no difference. */
  private static final int MOST_STEPS = 200;

  private static final int MOST_HALVINGS = 40;

  /** Of the sum of squares: what is left then is rounding. */
  private static final double SMALLEST_GAIN = 1e-12;

  private final double[][] columns;
  private final double[] offset;
  private final double[] measured;

  private double[] coefficients;
  private double sumOfSquares;

  /**
   * Fits.
   *
   * @param columns one to three, as long as {@code measured}, not negative
   * @param offset as long, not negative
   * @param measured logarithms
   */
  PositiveLogFit(double[][] columns, double[] offset, double[] measured) {
    this.columns = columns;
    this.offset = offset;
    this.measured = measured;
    // To begin with, the weights are those of the measured values themselves.
    double[] values = new double[measured.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = Math.exp(measured[i]);
    }
    this.coefficients = solve(values, values);
    this.sumOfSquares = sumOfSquares(coefficients);
    for (int step = 0; step < MOST_STEPS && improve(); step++) {}
  }

  /** In the order of the columns. */
  double[] coefficients() {
    return coefficients.clone();
  }

  /** Of the differences of the logarithms; infinite if there is no fit at all. */
  double sumOfSquares() {
    return sumOfSquares;
  }

  private boolean improve() {
    double[] now = sums(coefficients);
    double[] target = new double[now.length];
    for (int i = 0; i < now.length; i++) {
      if (now[i] <= 0) {
        return false;
      }
      target[i] = now[i] * (1 + measured[i] - Math.log(now[i]));
    }
    double[] wanted = solve(target, now);
    double part = 1;
    for (int halving = 0; halving < MOST_HALVINGS; halving++) {
      double[] next = new double[wanted.length];
      for (int j = 0; j < next.length; j++) {
        next[j] = coefficients[j] + part * (wanted[j] - coefficients[j]);
      }
      double squares = sumOfSquares(next);
      if (squares < sumOfSquares) {
        boolean goOn = sumOfSquares - squares > SMALLEST_GAIN * sumOfSquares;
        coefficients = next;
        sumOfSquares = squares;
        return goOn;
      }
      part /= 2;
    }
    return false;
  }

  private double[] sums(double[] c) {
    double[] sums = offset.clone();
    for (int j = 0; j < c.length; j++) {
      for (int i = 0; i < sums.length; i++) {
        sums[i] += c[j] * columns[j][i];
      }
    }
    return sums;
  }

  private double sumOfSquares(double[] c) {
    double[] sums = sums(c);
    double squares = 0;
    for (int i = 0; i < sums.length; i++) {
      double off = measured[i] - Math.log(sums[i]);
      squares += off * off;
    }
    return Double.isNaN(squares) ? Double.POSITIVE_INFINITY : squares;
  }

  /**
   * The linear problem: the c, none negative, whose relative error against {@code scale} is least.
   */
  private double[] solve(double[] target, double[] scale) {
    int unknowns = columns.length;
    double[] best = new double[unknowns];
    double least = Double.POSITIVE_INFINITY;
    for (int free = 0; free < 1 << unknowns; free++) {
      double[] c = solve(target, scale, free);
      double squares = 0;
      double[] sums = sums(c);
      boolean allowed = true;
      for (double each : c) {
        allowed &= each >= 0;
      }
      for (int i = 0; i < sums.length; i++) {
        double off = (target[i] - sums[i]) / scale[i];
        squares += off * off;
      }
      if (allowed && squares < least) {
        least = squares;
        best = c;
      }
    }
    return best;
  }

  /**
   * The same with the unknowns of {@code free}, one bit each, and the others 0: the columns are
   * made orthogonal one after the other (modified Gram-Schmidt), which loses fewer digits than
   * normal equations do.
   */
  private double[] solve(double[] target, double[] scale, int free) {
    int unknowns = columns.length;
    double[][] orthogonal = new double[unknowns][];
    double[][] upper = new double[unknowns][unknowns];
    double[] right = new double[scale.length];
    for (int i = 0; i < right.length; i++) {
      right[i] = (target[i] - offset[i]) / scale[i];
    }
    double[] projection = new double[unknowns];
    for (int j = 0; j < unknowns; j++) {
      double[] column = new double[scale.length];
      if ((free >> j & 1) == 1) {
        for (int i = 0; i < column.length; i++) {
          column[i] = columns[j][i] / scale[i];
        }
        for (int k = 0; k < j; k++) {
          upper[k][j] = dot(orthogonal[k], column);
          subtract(column, upper[k][j], orthogonal[k]);
        }
        upper[j][j] = Math.sqrt(dot(column, column));
        for (int i = 0; i < column.length && upper[j][j] > 0; i++) {
          column[i] /= upper[j][j];
        }
        projection[j] = dot(column, right);
        subtract(right, projection[j], column);
      }
      orthogonal[j] = column;
    }
    double[] c = new double[unknowns];
    for (int j = unknowns - 1; j >= 0; j--) {
      double sum = projection[j];
      for (int k = j + 1; k < unknowns; k++) {
        sum -= upper[j][k] * c[k];
      }
      c[j] = upper[j][j] > 0 ? sum / upper[j][j] : 0;
    }
    return c;
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  private static void subtract(double[] from, double factor, double[] what) {
    for (int i = 0; i < from.length; i++) {
      from[i] -= factor * what[i];
    }
  }
}
