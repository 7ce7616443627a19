package io.plimsoll.client.validate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plimsoll.cli.CommandException;
import io.plimsoll.cli.ExitCode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The order of visits and when they end, with visits that only say what they would measure. */
class ValidateRunTest {

  private final List<String> visited = new ArrayList<>();
  private final List<String> shown = new ArrayList<>();

  @Test
  void visitsEverySizeInEveryRoundUpAndDown() {
    ValidateRun run = run(3, 6, (round, size) -> Measured.run(round, size, 1));
    run.run();
    assertThat(visited)
        .containsExactly(
            "calibrate", "1:1", "1:2", "1:4", "2:4", "2:2", "2:1", "3:1", "3:2", "3:4");
    assertThat(run.steps()).extracting(Step::size).containsExactly(1, 2, 4);
    assertThat(run.steps()).allMatch(step -> step.rounds().size() == 3);
  }

  @Test
  void showsEachStepAsItComes() {
    run(2, 2, (round, size) -> Measured.run(round, size, 1)).run();
    assertThat(shown)
        .containsExactly(
            "1 after 1", "2 after 1", "4 after 1", "4 after 2", "2 after 2", "1 after 2");
  }

  @Test
  void goesOnWhileItIsCloseButNotForEver() {
    // From 2 to 4 the ratio is 1.85 and 1.96 in turn.
    ValidateRun run =
        run(
            2,
            5,
            (round, size) ->
                Measured.run(round, size, size < 4 ? 1 : 2 / (round % 2 == 0 ? 1.85 : 1.96)));
    run.run();
    assertThat(run.steps()).allMatch(step -> step.rounds().size() == 5);
  }

  @Test
  void endsAsSoonAsItIsClearAgain() {
    ValidateRun run =
        run(
            2,
            50,
            (round, size) ->
                Measured.run(round, size, size < 4 || round > 2 ? 1 : 2 / (1.6 + 0.25 * round)));
    run.run();
    assertThat(run.steps().get(0).rounds().size()).isBetween(4, 49);
  }

  @Test
  void whatIsClearlyTooLittleIsNotMeasuredAgainForTheSakeOfWhatIsClose() {
    ValidateRun run =
        run(
            2,
            6,
            (round, size) ->
                Measured.run(
                    round, size, size == 1 ? 1 : size == 2 ? 2 / (1.7 + 0.15 * round) : 9));
    run.run();
    assertThat(run.steps()).allMatch(step -> step.rounds().size() == 2);
  }

  @Test
  void afterAFailedRequestTheRoundIsTheLast() {
    ValidateRun run =
        run(
            3,
            6,
            (round, size) ->
                size == 2
                    ? Measured.failing(round, size, 1, "bad", 1)
                    : Measured.run(round, size, 1));
    run.run();
    assertThat(visited).containsExactly("calibrate", "1:1", "1:2", "1:4");
  }

  @Test
  void whatWasMeasuredBeforeTheFleetWasLostIsKept() {
    ValidateRun run =
        run(
            3,
            6,
            (round, size) -> {
              if (size == 4) {
                throw new CommandException(ExitCode.UNREACHABLE, "gone");
              }
              return Measured.run(round, size, 1);
            });
    assertThatThrownBy(run::run).hasMessage("gone");
    assertThat(run.steps()).extracting(Step::size).containsExactly(1, 2);
  }

  /** What is measured. */
  private interface Answer {
    Measurement of(int round, int size);
  }

  private ValidateRun run(int rounds, int maxRounds, Answer answer) {
    Visits visits =
        new Visits() {
          @Override
          public void calibrate() {
            visited.add("calibrate");
          }

          @Override
          public Measurement visit(int round, int size) {
            visited.add(round + ":" + size);
            return answer.of(round, size);
          }
        };
    return new ValidateRun(
        new ValidatePlan(List.of(1, 2, 4), 1.9, 20, rounds, maxRounds, Duration.ofMinutes(2)),
        visits,
        step -> shown.add(step.size() + " after " + step.rounds().size()));
  }
}
