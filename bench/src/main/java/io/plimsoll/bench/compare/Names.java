package io.plimsoll.bench.compare;

import java.util.Arrays;
import java.util.function.Function;
import java.util.stream.Collectors;

/** For error texts. */
final class Names {

  private Names() {}

  static <T> String of(T[] values, Function<T, String> name) {
    return Arrays.stream(values).map(name).collect(Collectors.joining(", "));
  }
}
