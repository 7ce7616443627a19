package io.plimsoll.replay.profile;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Good requests with all sorts of texts, the same for the same seed. */
final class RandomRequests {

  static final String DESCRIPTION = "many 'sorts' of \"texts\"\nin: two lines \u2028 \uD83D\uDE00";

  static final ReplaySpec SPEC = new ReplaySpec(3, 2, 0, ContentType.PROTOBUF, true);

  private static final List<Verb> VERBS = List.of(Verb.values());

  private static final List<String> ODD =
      List.of(
          "",
          " ",
          "true",
          "NULL",
          "no",
          "12",
          "1e3",
          "-",
          "- a",
          "a: b",
          "a #b",
          "*a",
          "&a",
          "!a",
          "'",
          "''",
          "\"",
          "\\",
          "\\u0041",
          "{",
          "[",
          "%",
          "@",
          "`",
          "|",
          ">",
          "? a",
          "<<",
          "~",
          "\t",
          "\n",
          "\r\n",
          " a ",
          "\u0000",
          "\u0007",
          "\u0085",
          "\u00a0",
          "\u2028",
          "\uFEFF",
          "\uFFFD",
          "\uFFFF",
          "\u007f",
          "\u0090",
          "\u00fc\u00f1",
          "\uD83D\uDE00",
          "\uD83F\uDFFE",
          "0x1F",
          "2026-01-01",
          ".inf",
          "/",
          "---",
          "...",
          "=",
          "a\n\nb",
          "\\/");

  private RandomRequests() {}

  static List<ReplayRequest> list(long seed, int count) {
    Random random = new Random(seed);
    List<ReplayRequest> requests = new ArrayList<>();
    long timestamp = 0;
    for (int i = 0; i < count; i++) {
      timestamp += random.nextInt(50);
      Verb verb = VERBS.get(random.nextInt(VERBS.size()));
      boolean body = verb.needsBody() || random.nextInt(4) == 0;
      boolean list = verb == Verb.LIST || verb == Verb.WATCH;
      requests.add(
          new ReplayRequest(
              timestamp,
              verb,
              text(random),
              text(random) + "Kind",
              verb.needsName() ? "x" + text(random) : text(random),
              "/" + text(random),
              body ? text(random) + "{}" + "b".repeat(random.nextInt(3000)) : null,
              verb == Verb.PATCH && random.nextBoolean() ? PatchType.MERGE : null,
              random.nextBoolean() ? 0 : 100 + random.nextInt(500),
              list ? text(random) : ""));
    }
    return requests;
  }

  static byte[] profile(List<ReplayRequest> requests, ProfileForm form) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ProfileWriter writer = ProfileWriter.open(bytes, form, DESCRIPTION, SPEC)) {
      for (ReplayRequest request : requests) {
        writer.write(request);
      }
    }
    return bytes.toByteArray();
  }

  private static String text(Random random) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(4); i > 0; i--) {
      text.append(ODD.get(random.nextInt(ODD.size())));
      if (random.nextInt(3) == 0) {
        text.append(Character.toString(0x10000 + random.nextInt(0xffff0)));
      }
    }
    return text.toString();
  }
}
