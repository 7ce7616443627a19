package io.plimsoll.replay.audit;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** Reads lines into one buffer; of lines that are too long, only the start is kept. */
final class LineReader {

  private final InputStream in;
  private final int maxBytes;
  private final byte[] chunk = new byte[64 << 10];
  private int chunkAt;
  private int chunkEnd;
  private byte[] line = new byte[8 << 10];
  private int length;
  private boolean tooLong;
  private int number;

  LineReader(InputStream in, int maxBytes) {
    this.in = in;
    this.maxBytes = maxBytes;
  }

  /** Goes to the next line; false at the end. */
  boolean next() throws IOException {
    length = 0;
    tooLong = false;
    boolean any = false;
    while (chunkAt < chunkEnd || fill()) {
      any = true;
      int end = chunkAt;
      while (end < chunkEnd && chunk[end] != '\n') {
        end++;
      }
      append(chunkAt, end - chunkAt);
      chunkAt = end;
      if (chunkAt < chunkEnd) {
        chunkAt++;
        break;
      }
    }
    if (any) {
      number++;
    }
    return any;
  }

  /** The line's number, from 1. */
  int number() {
    return number;
  }

  boolean isTooLong() {
    return tooLong;
  }

  boolean isBlank() {
    for (int i = 0; i < length; i++) {
      if (line[i] > ' ' || line[i] < 0) {
        return false;
      }
    }
    return true;
  }

  /** The line is in the first {@link #length()} bytes, until the next call. */
  byte[] bytes() {
    return line;
  }

  int length() {
    return length;
  }

  private boolean fill() throws IOException {
    chunkAt = 0;
    chunkEnd = Math.max(0, in.read(chunk));
    return chunkEnd > 0;
  }

  private void append(int from, int count) {
    if (count > maxBytes - length) {
      tooLong = true;
      return;
    }
    if (length + count > line.length) {
      line = Arrays.copyOf(line, Math.max(length + count, line.length * 2));
    }
    System.arraycopy(chunk, from, line, length, count);
    length += count;
  }
}
