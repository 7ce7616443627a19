package io.plimsoll.client.validate;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** The rounds of a validation. What was measured stays here, also if a visit fails. */
final class ValidateRun {

  private final ValidatePlan plan;
  private final Visits visits;
  private final Consumer<Step> listener;
  private final List<Measurement> measured = new ArrayList<>();

  /**
   * @param listener called after each visit with what is known of its step
   */
  ValidateRun(ValidatePlan plan, Visits visits, Consumer<Step> listener) {
    this.plan = plan;
    this.visits = visits;
    this.listener = listener;
  }

  /** Visits everything as often as it takes; throws what {@link Visits} does. */
  void run() {
    visits.calibrate();
    int round = 0;
    do {
      round++;
      for (int size : plan.order(round)) {
        measured.add(visits.visit(round, size));
        steps().stream().filter(step -> step.size() == size).forEach(listener);
      }
    } while (goesOn(round));
  }

  /** More rounds than planned are for what is close, as long as they can change the verdict. */
  private boolean goesOn(int round) {
    List<Step> steps = steps();
    if (steps.stream().anyMatch(step -> step.failed() > 0)) {
      return false;
    }
    if (round < plan.rounds()) {
      return true;
    }
    List<Growth> growths = Growths.of(steps, plan.factor());
    return round < plan.maxRounds()
        && growths.stream().noneMatch(growth -> growth.outcome() == Growth.Outcome.FAILED)
        && growths.stream().anyMatch(growth -> growth.outcome().close());
  }

  /** What was measured so far, in the order of the sizes. */
  List<Step> steps() {
    return Growths.steps(measured);
  }
}
