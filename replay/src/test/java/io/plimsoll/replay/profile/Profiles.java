package io.plimsoll.replay.profile;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Profiles for tests. */
final class Profiles {

  static final String HEAD =
      """
      version: 1
      spec: {runnerCount: 2, connsPerRunner: 1}
      requests:
      """;

  static final String GET_A =
      "- {timestamp: 0, verb: GET, resourceKind: Pod, name: a, apiPath: /api/v1/pods/a}\n";

  private Profiles() {}

  static ProfileSource source(String text) {
    return source(text.getBytes(StandardCharsets.UTF_8));
  }

  static ProfileSource source(byte[] bytes) {
    return new ProfileSource("test", () -> new ByteArrayInputStream(bytes));
  }

  /** The violations of a text, as they are shown. */
  static List<String> violations(String text) throws IOException, ProfileException {
    return read(text, new ArrayList<>()).kept().stream().map(Violation::toString).toList();
  }

  /** Reads a good profile. */
  static List<ReplayRequest> requests(String text) throws IOException, ProfileException {
    List<ReplayRequest> requests = new ArrayList<>();
    read(text, requests).throwIfAny();
    return requests;
  }

  static Violations read(String text, List<ReplayRequest> requests)
      throws IOException, ProfileException {
    return ProfileReader.read(
        new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)),
        (index, line, request) -> requests.add(request));
  }
}
