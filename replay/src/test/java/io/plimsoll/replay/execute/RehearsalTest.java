package io.plimsoll.replay.execute;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.replay.profile.LoadedProfile;
import io.plimsoll.standin.StandInConfig;
import io.plimsoll.standin.StandInServer;
import org.junit.jupiter.api.Test;

class RehearsalTest {

  private static final long AN_HOUR = 3_600_000;

  private static Profiles everyKind() {
    return new Profiles()
        .create(0, "a", 201)
        .get(10, "a", 200)
        .list(20)
        .watch(30)
        .delete(AN_HOUR, "a", 200);
  }

  @Test
  void profileOfAnHourIsRehearsedInASecondOrTwo() throws Exception {
    long start = System.nanoTime();
    try (LoadedProfile profile = everyKind().load()) {
      assertThat(Rehearsal.hold(profile, ReplayOptions.DEFAULTS)).isGreaterThanOrEqualTo(5);
    }
    assertThat(System.nanoTime() - start).isLessThan(30_000_000_000L);
  }

  @Test
  void nobodyElseHearsOfItAndTheProfileIsAsBefore() throws Exception {
    try (StandInServer server = StandInServer.start(StandInConfig.onFreePort());
        LoadedProfile profile = everyKind().load()) {
      int replayed = Rehearsal.hold(profile, ReplayOptions.DEFAULTS);

      assertThat(replayed).isPositive();
      assertThat(server.requests().total()).isZero();
      assertThat(profile.read(0).name()).isEqualTo("a");
      assertThat(profile.read(4).timestampMillis()).isEqualTo(AN_HOUR);
    }
  }
}
