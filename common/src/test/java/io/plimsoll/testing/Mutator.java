package io.plimsoll.testing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * Makes new inputs of known ones, the same for the same seed. Coverage-guided fuzzing finds more,
 * but takes minutes: this is what fits into every build.
 */
public final class Mutator {

  /** Longer inputs are cut: they find nothing that shorter ones do not, only later. */
  private static final int MOST_BYTES = 8192;

  private static final int MOST_CHANGES = 4;

  private static final int MOST_COPIES = 40;

  private final Random random;
  private final List<byte[]> corpus;
  private final List<String> words;

  /**
   * @param corpus inputs to start from
   * @param words what inputs are made of; each char is a byte
   */
  public Mutator(long seed, List<byte[]> corpus, List<String> words) {
    this.random = new Random(seed);
    this.corpus = List.copyOf(corpus);
    this.words = List.copyOf(words);
  }

  /** The next input. */
  public byte[] next() {
    byte[] input = any();
    for (int changes = random.nextInt(MOST_CHANGES + 1); changes > 0; changes--) {
      input = changed(input);
    }
    return slice(input, 0, Math.min(input.length, MOST_BYTES));
  }

  private byte[] any() {
    return corpus.get(random.nextInt(corpus.size())).clone();
  }

  private byte[] changed(byte[] input) {
    if (input.length == 0) {
      return any();
    }
    int at = random.nextInt(input.length);
    int end = at + random.nextInt(Math.min(input.length - at, 1 + random.nextInt(64)) + 1);
    return switch (random.nextInt(9)) {
      case 0 -> {
        input[at] ^= (byte) (1 << random.nextInt(8));
        yield input;
      }
      case 1 -> {
        input[at] = (byte) random.nextInt(256);
        yield input;
      }
      case 2 -> joined(slice(input, 0, at), slice(input, end, input.length));
      case 3 -> slice(input, 0, at);
      case 4 -> joined(slice(input, 0, end), slice(input, at, input.length));
      case 5 -> joined(slice(input, 0, at), word(), slice(input, at, input.length));
      case 6 -> joined(slice(input, 0, at), word(), slice(input, end, input.length));
      case 7 -> {
        byte[] other = any();
        int from = random.nextInt(other.length + 1);
        yield joined(slice(input, 0, at), slice(other, from, other.length));
      }
      default -> joined(slice(input, 0, at), copies(word()), slice(input, at, input.length));
    };
  }

  private byte[] word() {
    return words.get(random.nextInt(words.size())).getBytes(ISO_8859_1);
  }

  private byte[] copies(byte[] word) {
    byte[][] parts = new byte[1 + random.nextInt(MOST_COPIES)][];
    Arrays.fill(parts, word);
    return joined(parts);
  }

  private static byte[] slice(byte[] bytes, int from, int to) {
    return Arrays.copyOfRange(bytes, from, to);
  }

  private static byte[] joined(byte[]... parts) {
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      whole.writeBytes(part);
    }
    return whole.toByteArray();
  }
}
