package io.plimsoll.replay.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plimsoll.replay.profile.ContentType;
import io.plimsoll.replay.profile.ProfileException;
import org.junit.jupiter.api.Test;

class LoadOverridesTest {

  private static final String SPEC =
      "{\"rate\":5,\"duration\":10,\"conns\":2,\"client\":4,\"requests\":"
          + "[{\"shares\":1,\"staleList\":{\"version\":\"v1\",\"resource\":\"pods\"}}]}";

  @Test
  void everyValueOfTheOnlySpecCanBeReplaced() throws ProfileException {
    LoadSpec spec =
        one().with(new LoadOverrides(7.5, null, 20L, 3, 9, ContentType.PROTOBUF)).specs().get(0);
    assertThat(spec.rate()).isEqualTo(7.5);
    assertThat(spec.durationSeconds()).isEqualTo(20);
    assertThat(spec.conns()).isEqualTo(3);
    assertThat(spec.client()).isEqualTo(9);
    assertThat(spec.contentType()).isEqualTo(ContentType.PROTOBUF);
    assertThat(spec.requests()).isEqualTo(one().specs().get(0).requests());
  }

  @Test
  void totalTakesThePlaceOfTheDuration() throws ProfileException {
    LoadSpec spec = one().with(new LoadOverrides(null, 3L, null, null, null, null)).specs().get(0);
    assertThat(spec.total()).isEqualTo(3);
    assertThat(spec.durationSeconds()).isZero();
  }

  @Test
  void withSeveralSpecsTheOptionIsRefusedByName() throws ProfileException {
    LoadProfile two = LoadProfileTest.read("{\"version\":1,\"specs\":[" + SPEC + "," + SPEC + "]}");
    assertThat(two.with(LoadOverrides.NONE)).isSameAs(two);
    assertThatThrownBy(() -> two.with(new LoadOverrides(null, null, null, null, 5, null)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("--client: set, but the profile has 2 specs (expected: a profile with one)");
  }

  @Test
  void valuesOutOfRangeAreRefused() throws ProfileException {
    LoadProfile one = one();
    assertThatThrownBy(() -> one.with(new LoadOverrides(-1.0, null, null, null, null, null)))
        .hasMessage("--rate: -1.0 (expected: a number from 0 to 1000000)");
    assertThatThrownBy(() -> one.with(new LoadOverrides(null, null, null, 0, null, null)))
        .hasMessage("--conns: 0 (expected: a whole number from 1 to 65536)");
  }

  private static LoadProfile one() throws ProfileException {
    return LoadProfileTest.read("{\"version\":1,\"spec\":" + SPEC + "}");
  }
}
