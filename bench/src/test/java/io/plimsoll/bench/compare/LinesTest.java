package io.plimsoll.bench.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class LinesTest {

  @Test
  void aRunAndItsFiguresGoToTheGeneratorAndBack() {
    Run run = new Run(4, 2, 16, 3, 500, 3000, 20);
    assertThat(Run.parse(run.toLine() + "\n")).isEqualTo(run);
    Figures figures = new Figures(1, 2, 3, 4, 5, 6);
    assertThat(Figures.parse(figures.toLine())).isEqualTo(figures);
  }

  @Test
  void whatIsNoRunAndNoFiguresIsRefused() {
    assertThatThrownBy(() -> Run.parse("4 16"))
        .hasMessage("run: '4 16' (expected: 7 numbers with a space between)");
    assertThatThrownBy(() -> Figures.parse("error"))
        .hasMessage("figures: 'error' (expected: 6 numbers with a space between)");
  }
}
