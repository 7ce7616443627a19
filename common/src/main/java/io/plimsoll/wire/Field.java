package io.plimsoll.wire;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Every field name of the wire. Writers write the name as it stands, readers ignore its case. */
enum Field {
  QUEUE("Queue"),
  ARGS("Args"),
  LIMIT("Limit"),
  ID("Id"),
  KEEP_ALIVE("KeepAlive"),
  RUNNERS("Runners"),
  CANCEL("Cancel"),
  WAIT("Wait"),
  RETURN("Return"),
  POD("Pod"),
  NODE("Node"),
  DEVICE("Device"),
  ERROR("Error"),
  TIMEOUT("Timeout"),
  WAITTIME("Waittime"),
  RUNTIME("Runtime"),
  RETCODE("Retcode"),
  RESULT("Result"),
  TRUNCATED("Truncated"),
  PROGRESS("Progress"),
  EMPTY("Empty"),
  RUNNER("Runner"),
  REPLY("Reply"),
  READY("Ready"),
  GO("Go"),
  PHASE("Phase"),
  DONE("Done"),
  TOTAL("Total"),
  FAILED("Failed");

  private static final Map<String, Field> BY_NAME =
      Arrays.stream(values()).collect(Collectors.toMap(f -> f.wireName, Function.identity()));

  private static final Map<String, Field> BY_LOWER_CASE =
      Arrays.stream(values())
          .collect(Collectors.toMap(f -> f.wireName.toLowerCase(Locale.ROOT), Function.identity()));

  final String wireName;

  /** As it stands before its value: in quotes, with the colon. Not to be changed. */
  @SuppressWarnings("ImmutableEnumChecker")
  final byte[] quoted;

  /** One of 64: for sets of fields. */
  final long bit;

  @SuppressWarnings("EnumOrdinal")
  Field(String wireName) {
    bit = 1L << ordinal();
    this.wireName = wireName;
    quoted = ('"' + wireName + "\":").getBytes(StandardCharsets.US_ASCII);
  }

  /** The field of that name in any case, or null for an unknown one. */
  static @Nullable Field of(String name) {
    Field exact = BY_NAME.get(name);
    return exact != null ? exact : BY_LOWER_CASE.get(name.toLowerCase(Locale.ROOT));
  }
}
