package io.plimsoll.replay.profile;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;

/**
 * Reads a profile from beginning to end, with one entry in memory at a time. It goes on after
 * entries that are bad, to find all that is wrong; what cannot be parsed ends it.
 */
public final class ProfileReader {

  /** How far to look for the first character that is not blank. */
  private static final int LOOK_AHEAD_BYTES = 8 << 10;

  private static final int VERSION_READ = 1;

  private static final int VERSION = 0;
  private static final int DESCRIPTION = 1;
  private static final int SPEC = 2;
  private static final int REQUESTS = 3;

  private final Tokens tokens;
  private final Violations violations;
  private final ProfileSink sink;
  private final Fields fields;

  private ProfileReader(Tokens tokens, Violations violations, ProfileSink sink) {
    this.tokens = tokens;
    this.violations = violations;
    this.sink = sink;
    this.fields = new Fields(tokens, "version", "description", "spec", "requests");
  }

  /**
   * Reads and checks a profile: JSON if its first character is a brace, else YAML.
   *
   * @param in UTF-8, not packed; not closed
   * @param sink gets the requests up to the first violation
   * @return what is wrong; none if the profile is good
   * @throws IOException if the source or the sink fails
   * @throws ProfileException if the sink refuses
   */
  public static Violations read(InputStream in, ProfileSink sink)
      throws IOException, ProfileException {
    Violations violations = new Violations();
    BufferedInputStream buffered = new BufferedInputStream(in, 8 * LOOK_AHEAD_BYTES);
    try (Tokens tokens = tokens(buffered, violations)) {
      new ProfileReader(tokens, violations, sink).read();
    } catch (SyntaxException e) {
      violations.add(e.violation());
    } catch (BadInputException e) {
      violations.add(new Violation(0, 0, "profile", e.problem()));
    }
    return violations;
  }

  private static Tokens tokens(BufferedInputStream in, Violations violations) throws IOException {
    if (startsAsJson(in)) {
      return Tokens.json(Formats.JSON.createParser(ObjectReadContext.empty(), in), violations);
    }
    ScanGuard guard =
        new ScanGuard(
            new InputStreamReader(
                in,
                StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)));
    return Tokens.yaml(
        Formats.YAML.createParser(ObjectReadContext.empty(), guard), guard, violations);
  }

  /** Looks at the first character; a byte order mark is taken away. */
  private static boolean startsAsJson(BufferedInputStream in) throws IOException {
    in.mark(LOOK_AHEAD_BYTES);
    if (in.read() == 0xef && in.read() == 0xbb && in.read() == 0xbf) {
      in.mark(LOOK_AHEAD_BYTES);
    } else {
      in.reset();
    }
    int c = ' ';
    for (int i = 0; i < LOOK_AHEAD_BYTES && c >= 0 && c <= ' '; i++) {
      c = in.read();
    }
    in.reset();
    return c == '{';
  }

  private void read() throws IOException, SyntaxException, ProfileException {
    JsonToken first = tokens.next();
    if (first != JsonToken.START_OBJECT) {
      if (first == null) {
        tokens.report("profile", "empty (expected: YAML or JSON)");
      } else {
        tokens.reportValue("profile", "a mapping with version, spec and requests");
      }
      return;
    }
    fields.begin();
    int field;
    while ((field = fields.next(name -> name)) >= 0) {
      switch (field) {
        case VERSION -> fields.number(name -> name, VERSION, VERSION_READ, VERSION_READ);
        case DESCRIPTION -> description();
        case SPEC -> spec();
        case REQUESTS -> requests();
        default -> throw new IllegalStateException("no field " + field);
      }
    }
    require(VERSION, "1");
    require(SPEC, "a mapping with runnerCount and connsPerRunner");
    require(REQUESTS, "a list of requests");
    if (tokens.next() != null) {
      tokens.report("profile", "more than one document (expected: one)");
    }
  }

  private void description() throws IOException, SyntaxException, ProfileException {
    String text = fields.text(name -> name, DESCRIPTION);
    if (text != null) {
      sink.onDescription(text);
    }
  }

  private void spec() throws IOException, SyntaxException, ProfileException {
    ReplaySpec spec = new SpecReader(tokens).read();
    if (spec != null) {
      sink.onSpec(spec);
    }
  }

  private void requests() throws IOException, SyntaxException, ProfileException {
    if (tokens.parser().currentToken() != JsonToken.START_ARRAY) {
      tokens.reportValue("requests", "a list");
      return;
    }
    EntryReader entries = new EntryReader(tokens);
    int index = 0;
    JsonToken token;
    while ((token = tokens.next()) != JsonToken.END_ARRAY && token != null) {
      @Nullable ReplayRequest request = entries.read(index);
      if (request != null && violations.count() == 0) {
        sink.onRequest(index, entries.line(), request);
      }
      index++;
    }
    if (index == 0) {
      fields.report(name -> name, REQUESTS, "empty (expected: at least one request)");
    }
  }

  private void require(int field, String expected) {
    if (!fields.has(field)) {
      fields.report(name -> name, field, "missing (expected: " + expected + ")");
    }
  }
}
