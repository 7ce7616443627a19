package io.plimsoll.replay.profile;

import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The names that enums have in a profile, and the values of those names. */
final class Names {

  /** For error texts. */
  static final String VERBS = list(Verb.values(), Verb::name);

  /** For error texts. */
  static final String PATCH_TYPES = list(PatchType.values(), PatchType::text);

  /** For error texts. */
  static final String CONTENT_TYPES = list(ContentType.values(), ContentType::text);

  private static final Map<String, Verb> VERB = map(Verb.values(), Verb::name);
  private static final Map<String, PatchType> PATCH_TYPE = map(PatchType.values(), PatchType::text);
  private static final Map<String, ContentType> CONTENT_TYPE =
      map(ContentType.values(), ContentType::text);

  private Names() {}

  static @Nullable Verb verb(String name) {
    return VERB.get(name);
  }

  static @Nullable PatchType patchType(String name) {
    return PATCH_TYPE.get(name);
  }

  static @Nullable ContentType contentType(String name) {
    return CONTENT_TYPE.get(name);
  }

  /** The place of a value in {@code values()}, for arrays and files that live as long as we do. */
  @SuppressWarnings("EnumOrdinal")
  static byte code(Enum<?> value) {
    return (byte) value.ordinal();
  }

  private static <T> Map<String, T> map(T[] values, Function<T, String> name) {
    return Arrays.stream(values).collect(Collectors.toMap(name, Function.identity()));
  }

  private static <T> String list(T[] values, Function<T, String> name) {
    return Arrays.stream(values).map(name).collect(Collectors.joining(", "));
  }
}
