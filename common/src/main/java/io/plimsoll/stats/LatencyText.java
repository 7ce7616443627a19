package io.plimsoll.stats;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import org.HdrHistogram.Histogram;

/**
 * The text form of {@link LatencyStats}. The histogram in it is what HdrHistogram calls the V2
 * compressed encoding, so that its tools in other languages can read it.
 *
 * @see <a
 *     href="https://github.com/HdrHistogram/HdrHistogram/blob/master/src/main/java/org/HdrHistogram/AbstractHistogram.java">The
 *     encodings, as the library writes them</a>
 */
final class LatencyText {

  private static final int COMPRESSED_COOKIE = 0x1c849314;
  private static final int PLAIN_COOKIE = 0x1c849313;

  /** Cookie and length before the compressed bytes. */
  private static final int COMPRESSED_HEADER = 8;

  /** Cookie, length, offset, digits, lowest, highest, ratio: what precedes the counts. */
  private static final int PLAIN_HEADER = 40;

  /** Where the highest value that the cells reach is in it. */
  private static final int HIGHEST_AT = 24;

  /** What a histogram of 30 days takes when each of its cells has the largest count. */
  private static final int MAX_PLAIN_BYTES;

  static {
    Histogram largest = LatencyStats.newHistogram();
    largest.recordValue(LatencyStats.MAX_NANOS);
    MAX_PLAIN_BYTES = largest.getNeededByteBufferCapacity();
  }

  /** Incompressible bytes become a little more, and base64 has 4 characters for 3 bytes. */
  private static final int MAX_TEXT_CHARS = MAX_PLAIN_BYTES * 3 / 2 + 256;

  private static final String FORM =
      "count,min,max,sum in nanoseconds and a compressed HdrHistogram in base64";

  private LatencyText() {}

  static String encode(LatencyStats stats) {
    Histogram histogram = stats.toHistogram();
    ByteBuffer plain = ByteBuffer.allocate(histogram.getNeededByteBufferCapacity());
    int length = histogram.encodeIntoByteBuffer(plain);
    // How far the cells reach depends on how the histogram grew; the text must not.
    plain.putLong(HIGHEST_AT, Math.max(2 * LatencyStats.RESOLUTION_NANOS, histogram.getMaxValue()));
    return stats.count()
        + ","
        + stats.minNanos()
        + ","
        + stats.maxNanos()
        + ","
        + stats.sumNanos()
        + ","
        + Base64.getEncoder().withoutPadding().encodeToString(compress(plain.array(), length));
  }

  private static byte[] compress(byte[] plain, int length) {
    Deflater deflater = new Deflater();
    try {
      deflater.setInput(plain, 0, length);
      deflater.finish();
      // What cannot be compressed becomes 5 bytes longer for each 16 KiB, and has a frame.
      byte[] packed = new byte[COMPRESSED_HEADER + length + length / 1_000 + 64];
      int size = deflater.deflate(packed, COMPRESSED_HEADER, packed.length - COMPRESSED_HEADER);
      ByteBuffer.wrap(packed).putInt(COMPRESSED_COOKIE).putInt(size);
      return Arrays.copyOf(packed, COMPRESSED_HEADER + size);
    } finally {
      deflater.end();
    }
  }

  static LatencyStats decode(String text) {
    if (text.length() > MAX_TEXT_CHARS) {
      throw bad(text.length() + " characters", "at most " + MAX_TEXT_CHARS);
    }
    String[] parts = text.split(",", 6);
    if (parts.length != 5) {
      throw bad(parts.length + " parts", FORM);
    }
    long count = number("count", parts[0], Long.MAX_VALUE);
    long min = number("min", parts[1], LatencyStats.MAX_NANOS);
    long max = number("max", parts[2], LatencyStats.MAX_NANOS);
    long sum = number("sum", parts[3], Long.MAX_VALUE);
    Histogram histogram = histogram(parts[4]);
    check(histogram, count, min, max, sum);
    return count == 0 ? new LatencyStats() : small(histogram, min, max, sum);
  }

  /** A histogram of few cells takes less memory as an array. */
  private static LatencyStats small(Histogram histogram, long min, long max, long sum) {
    SparseCounts sparse = new SparseCounts();
    for (var value : histogram.recordedValues()) {
      long cell = LatencyStats.cell(value.getValueIteratedTo());
      if (!sparse.add(cell, value.getCountAtValueIteratedTo())) {
        return new LatencyStats(histogram, min, max, sum);
      }
    }
    return new LatencyStats(sparse, histogram.getTotalCount(), min, max, sum);
  }

  private static void check(Histogram histogram, long count, long min, long max, long sum) {
    if (histogram.getTotalCount() != count) {
      throw bad("count " + count, "as in the histogram, " + histogram.getTotalCount());
    }
    if (count == 0) {
      if (min != 0 || max != 0 || sum != 0) {
        throw bad("times without a count", "0 for each");
      }
      return;
    }
    // The histogram knows the cells of its ends; the exact ends must lie in them.
    boolean minFits =
        LatencyStats.cell(min) == LatencyStats.cell(histogram.getValueAtPercentile(0));
    boolean maxFits = LatencyStats.cell(max) == LatencyStats.cell(histogram.getMaxValue());
    if (min > max || !minFits || !maxFits) {
      throw bad("min " + min + " and max " + max, "the ends of the histogram");
    }
    double mean = (double) sum / count;
    if (sum != Long.MAX_VALUE && (mean < min * (1 - 1e-9) || mean > max * (1 + 1e-9))) {
      throw bad("sum " + sum, "count times what is between min and max");
    }
  }

  private static Histogram histogram(String base64) {
    byte[] compressed;
    try {
      compressed = Base64.getDecoder().decode(base64);
    } catch (IllegalArgumentException e) {
      throw bad("histogram not in base64", FORM);
    }
    if (compressed.length < COMPRESSED_HEADER
        || ByteBuffer.wrap(compressed).getInt() != COMPRESSED_COOKIE) {
      throw bad("unknown form of histogram", "HdrHistogram, V2, compressed");
    }
    ByteBuffer plain = ByteBuffer.wrap(inflate(compressed));
    if (plain.remaining() < PLAIN_HEADER
        || plain.getInt(0) != PLAIN_COOKIE
        || plain.getInt(4) != plain.remaining() - PLAIN_HEADER
        || plain.getInt(8) != 0
        || plain.getInt(12) != LatencyStats.SIGNIFICANT_DIGITS
        || plain.getLong(16) != LatencyStats.RESOLUTION_NANOS
        || plain.getLong(HIGHEST_AT) < 0
        || plain.getLong(HIGHEST_AT) > 4 * LatencyStats.MAX_NANOS
        || plain.getDouble(32) != 1.0) {
      throw bad("another kind of histogram", "3 digits, from 1 us to 30 days");
    }
    try {
      return copy(Histogram.decodeFromByteBuffer(plain, 0));
    } catch (RuntimeException e) {
      // The library's decoder trusts its input: ends of buffers and arrays are where it stops.
      throw bad("damaged histogram", FORM);
    }
  }

  /** The same counts, with cells only as far as they are needed. */
  private static Histogram copy(Histogram decoded) {
    Histogram counts = LatencyStats.newHistogram();
    for (var value : decoded.recordedValues()) {
      long count = value.getCountAtValueIteratedTo();
      Math.addExact(counts.getTotalCount(), count);
      counts.recordValueWithCount(value.getValueIteratedTo(), count);
    }
    return counts;
  }

  private static byte[] inflate(byte[] compressed) {
    Inflater inflater = new Inflater();
    try {
      inflater.setInput(compressed, COMPRESSED_HEADER, compressed.length - COMPRESSED_HEADER);
      byte[] plain = new byte[1024];
      int length = 0;
      while (true) {
        int read = inflater.inflate(plain, length, plain.length - length);
        length += read;
        if (inflater.finished()) {
          return Arrays.copyOf(plain, length);
        }
        if (length == plain.length) {
          if (length == MAX_PLAIN_BYTES) {
            throw bad("histogram too large", "at most " + MAX_PLAIN_BYTES + " bytes unpacked");
          }
          plain = Arrays.copyOf(plain, Math.min(MAX_PLAIN_BYTES, 2 * length));
        } else if (read == 0) {
          throw bad("histogram cut short", FORM);
        }
      }
    } catch (DataFormatException e) {
      throw bad("damaged histogram", FORM);
    } finally {
      inflater.end();
    }
  }

  private static long number(String name, String text, long most) {
    try {
      long value = Long.parseLong(text);
      if (value >= 0 && value <= most) {
        return value;
      }
    } catch (NumberFormatException e) {
      // Falls through to the error below.
    }
    throw bad(name + " not a number in range", "an integer from 0 to " + most);
  }

  private static IllegalArgumentException bad(String value, String expected) {
    return new IllegalArgumentException("histogram: " + value + " (expected: " + expected + ")");
  }
}
