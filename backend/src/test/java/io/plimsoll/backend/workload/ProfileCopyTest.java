package io.plimsoll.backend.workload;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.replay.profile.ProfileSource;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProfileCopyTest {

  private static final long ANY_SIZE = 1_000_000;

  @TempDir private Path folder;

  @Test
  void whatWasReadOnceIsReadAgainFromItsStartAndNoFileIsToBeSeen() throws Exception {
    String text = "0123456789".repeat(5_000);
    InputStream once = new ByteArrayInputStream(text.getBytes(StandardCharsets.US_ASCII));
    try (ProfileCopy copy = ProfileCopy.in(folder)) {
      assertThat(folder).isEmptyDirectory();
      ProfileSource original = ProfileSource.parse(ProfileSource.STDIN, once);
      assertThat(read(copy.keeping(original, ANY_SIZE))).isEqualTo(text);
      assertThat(read(copy.kept())).isEqualTo(text);
      assertThat(read(copy.kept())).isEqualTo(text);
      assertThat(folder).isEmptyDirectory();
    }
  }

  private static String read(ProfileSource source) throws Exception {
    try (InputStream in = source.open(ANY_SIZE)) {
      return new String(in.readAllBytes(), StandardCharsets.US_ASCII);
    }
  }
}
