package io.plimsoll.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import java.util.Random;
import java.util.function.LongSupplier;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LatencyTextTest {

  private static final long MILLI = 1_000_000;

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 511, 512, 513, 5_000, 100_000})
  void whatWasWrittenIsReadBackInEveryPercentile(int count) {
    Random random = new Random(count);
    LatencyStats stats = stats(count, () -> (long) (MILLI * Math.exp(2 * random.nextGaussian())));
    LatencyStats read = LatencyStats.decode(stats.encode());
    assertSame(read, stats);
    assertThat(read.encode()).isEqualTo(stats.encode());
  }

  @Test
  void bothEndsOfTheRangeAreReadBack() {
    LatencyStats stats = new LatencyStats();
    stats.record(0);
    stats.record(LatencyStats.MAX_NANOS);
    assertSame(LatencyStats.decode(stats.encode()), stats);
  }

  @Test
  void theMostThatOneCanHoldIsReadBackWithinItsBound() {
    LatencyStats stats = new LatencyStats();
    for (long time = 0; time <= LatencyStats.MAX_NANOS; time += 512 + time / 1100) {
      stats.record(time);
    }
    stats.record(LatencyStats.MAX_NANOS);
    LatencyStats read = LatencyStats.decode(stats.encode());
    assertSame(read, stats);
    assertThat(read.heldBytes()).isLessThan(LatencyStats.MAX_DECODED_BYTES);
  }

  @Test
  void whatIsReadMergesAsTheOriginalDoes() {
    Random random = new Random(3);
    LatencyStats few = stats(100, () -> random.nextInt(1_000_000_000));
    LatencyStats many = stats(5_000, () -> random.nextInt(1_000_000_000));
    LatencyStats whole = few.copy();
    whole.merge(many);
    LatencyStats read = LatencyStats.decode(few.encode());
    read.merge(LatencyStats.decode(many.encode()));
    assertSame(read, whole);
    LatencyStats otherWay = LatencyStats.decode(many.encode());
    otherWay.merge(LatencyStats.decode(few.encode()));
    assertSame(otherWay, whole);
    assertThat(otherWay.encode()).isEqualTo(read.encode()).isEqualTo(whole.encode());
  }

  @Test
  void otherToolsReadTheHistogram() throws DataFormatException {
    LatencyStats stats = stats(1, () -> 5 * MILLI);
    String base64 = stats.encode().split(",")[4];
    ByteBuffer bytes = ByteBuffer.wrap(Base64.getDecoder().decode(base64));
    Histogram histogram = Histogram.decodeFromCompressedByteBuffer(bytes, 0);
    assertThat(histogram.getTotalCount()).isEqualTo(1);
    assertThat(histogram.getMaxValue()).isBetween(5 * MILLI, 5 * MILLI + MILLI / 100);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ",,,,",
        "1,2,3,4",
        "1,2,3,4,5,6",
        "1,1,1,1,",
        "1,1,1,1,!!!!",
        "1,1,1,1,AAAAAAAAAAAAAAAAAAAA",
        "-1,1,1,1,AAAA",
        "9223372036854775808,1,1,1,AAAA",
        "1,1,1,1,HISTBAAAAAB4nA"
      })
  void whatIsNoHistogramIsRefusedWithAReason(String text) {
    refused(text);
  }

  @Test
  void countsAndEndsThatTheHistogramDoesNotHaveAreRefused() {
    LatencyStats stats = stats(3, () -> 5 * MILLI);
    String base64 = stats.encode().split(",")[4];
    String five = "5000000";
    assertThatCode(() -> LatencyStats.decode("3," + five + "," + five + ",15000000," + base64))
        .doesNotThrowAnyException();
    refused("2," + five + "," + five + ",15000000," + base64);
    refused("3,4000000," + five + ",15000000," + base64);
    refused("3," + five + ",6000000,15000000," + base64);
    refused("3," + five + ",4999999,15000000," + base64);
    refused("3," + five + "," + five + ",14000000," + base64);
    refused("3," + five + "," + five + ",16000000," + base64);
    String none = new LatencyStats().encode().split(",")[4];
    refused("0,0,1,0," + none);
  }

  @Test
  void smallBlobThatUnpacksToALotIsRefused() {
    refused("1,1,1,1," + blob(new byte[64 << 20]));
  }

  @Test
  void headerThatAsksForALotOfMemoryIsRefused() {
    Histogram fine = new Histogram(1, Long.MAX_VALUE / 2, 5);
    fine.recordValue(1);
    ByteBuffer buffer = ByteBuffer.allocate(fine.getNeededByteBufferCapacity());
    int length = fine.encodeIntoByteBuffer(buffer);
    refused("1,1,1,1," + blob(Arrays.copyOf(buffer.array(), length)));
  }

  @Test
  void countsBeyondTheEndOfTheHistogramAreRefused() {
    ByteBuffer plain = ByteBuffer.allocate(45);
    plain.putInt(0x1c849313).putInt(5).putInt(0).putInt(3);
    plain.putLong(1000).putLong(2000).putDouble(1);
    // A run of 2^26 zeros, then a count.
    plain.put(new byte[] {(byte) 0xff, (byte) 0xff, (byte) 0xff, 0x3f, 2});
    refused("1,1,1,1," + blob(plain.array()));
  }

  @Test
  void damagedTextIsReadOrRefusedButNothingElse() {
    Random random = new Random(9);
    String text = stats(300, () -> random.nextInt(1_000_000_000)).encode();
    for (int i = 0; i < 3_000; i++) {
      StringBuilder damaged = new StringBuilder(text);
      for (int j = random.nextInt(3); j >= 0; j--) {
        damaged.setCharAt(random.nextInt(text.length()), (char) (' ' + random.nextInt(95)));
      }
      if (random.nextInt(4) == 0) {
        damaged.setLength(random.nextInt(text.length()));
      }
      try {
        assertThat(LatencyStats.decode(damaged.toString()).heldBytes())
            .isLessThan(LatencyStats.MAX_DECODED_BYTES);
      } catch (IllegalArgumentException e) {
        assertThat(e).hasMessageContaining("expected: ");
      }
    }
  }

  /** A report holds up to ten thousand of these; so many must not fill a small heap. */
  @Test
  void tenThousandWithOneTimeEachTakeAFewMegabytes() {
    LatencyStats[] all = new LatencyStats[10_000];
    long bytes = 0;
    for (int i = 0; i < all.length; i++) {
      all[i] = stats(1, () -> 5 * MILLI);
      bytes += all[i].heldBytes();
    }
    assertThat(bytes).isLessThan(4 << 20);
  }

  @Test
  void fewAndManyDifferentTimesHaveTheSamePercentiles() {
    Random random = new Random(4);
    LatencyStats few = stats(500, () -> random.nextInt(50_000_000));
    Histogram reference = new Histogram(1_000, LatencyStats.MAX_NANOS, 3);
    Random again = new Random(4);
    for (int i = 0; i < 500; i++) {
      reference.recordValue(again.nextInt(50_000_000));
    }
    for (double percent = 0; percent <= 100; percent += 0.05) {
      long expected = reference.getValueAtPercentile(percent);
      assertThat(few.percentileNanos(percent))
          .isEqualTo(Math.max(few.minNanos(), Math.min(few.maxNanos(), expected)));
    }
  }

  private static void refused(String text) {
    assertThatThrownBy(() -> LatencyStats.decode(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("histogram: ")
        .hasMessageContaining("(expected: ");
  }

  private static String blob(byte[] plain) {
    Deflater deflater = new Deflater();
    deflater.setInput(plain);
    deflater.finish();
    byte[] packed = new byte[plain.length / 500 + 1024];
    int length = deflater.deflate(packed);
    assertThat(deflater.finished()).isTrue();
    deflater.end();
    ByteBuffer blob = ByteBuffer.allocate(8 + length);
    blob.putInt(0x1c849314).putInt(length).put(packed, 0, length);
    return Base64.getEncoder().encodeToString(blob.array());
  }

  private static void assertSame(LatencyStats actual, LatencyStats expected) {
    assertThat(actual.count()).isEqualTo(expected.count());
    assertThat(actual.minNanos()).isEqualTo(expected.minNanos());
    assertThat(actual.maxNanos()).isEqualTo(expected.maxNanos());
    assertThat(actual.sumNanos()).isEqualTo(expected.sumNanos());
    for (double percent = 0; percent <= 100; percent += 0.1) {
      assertThat(actual.percentileNanos(percent)).isEqualTo(expected.percentileNanos(percent));
    }
  }

  private static LatencyStats stats(int count, LongSupplier times) {
    LatencyStats stats = new LatencyStats();
    for (int i = 0; i < count; i++) {
      stats.record(times.getAsLong());
    }
    return stats;
  }
}
