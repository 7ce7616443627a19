package io.plimsoll.replay.profile;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/** Writes a profile, one request at a time. What it writes reads back equal. */
public final class ProfileWriter implements AutoCloseable {

  private static final int BUFFER_BYTES = 64 << 10;

  /** The fields of a form, in its layout. */
  interface Layout extends AutoCloseable {

    void head(String description, ReplaySpec spec) throws IOException;

    void startRequest() throws IOException;

    void number(String name, long value) throws IOException;

    void text(String name, String value) throws IOException;

    void endRequest() throws IOException;

    @Override
    void close() throws IOException;
  }

  private final Layout layout;

  private ProfileWriter(Layout layout) {
    this.layout = layout;
  }

  /**
   * Starts a profile.
   *
   * @param out closed with the writer
   * @param description may be empty
   */
  public static ProfileWriter open(
      OutputStream out, ProfileForm form, String description, ReplaySpec spec) throws IOException {
    OutputStream packed = form.packed() ? new GZIPOutputStream(out, BUFFER_BYTES) : out;
    Writer text =
        new BufferedWriter(new OutputStreamWriter(packed, StandardCharsets.UTF_8), BUFFER_BYTES);
    Layout layout = form.json() ? new JsonLayout(text) : new YamlLayout(text);
    layout.head(description, spec);
    return new ProfileWriter(layout);
  }

  /** Appends a request; what it does not have is left out. */
  public void write(ReplayRequest request) throws IOException {
    layout.startRequest();
    layout.number("timestamp", request.timestampMillis());
    layout.text("verb", request.verb().name());
    unlessEmpty("namespace", request.namespace());
    layout.text("resourceKind", request.resourceKind());
    unlessEmpty("name", request.name());
    layout.text("apiPath", request.apiPath());
    unlessEmpty("labelSelector", request.labelSelector());
    PatchType patchType = request.patchType();
    unlessEmpty("patchType", patchType == null ? null : patchType.text());
    if (request.expect() != 0) {
      layout.number("expect", request.expect());
    }
    unlessEmpty("body", request.body());
    layout.endRequest();
  }

  /** Ends the profile and closes what it is written to. */
  @Override
  public void close() throws IOException {
    layout.close();
  }

  private void unlessEmpty(String name, @Nullable String value) throws IOException {
    if (value != null && !value.isEmpty()) {
      layout.text(name, value);
    }
  }
}
