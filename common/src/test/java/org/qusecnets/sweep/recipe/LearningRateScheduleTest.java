package org.qusecnets.sweep.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.qusecnets.sweep.recipe.LearningRateSchedule.Form;

class LearningRateScheduleTest {
  private static final int EPOCHS = 20;

  @ParameterizedTest
  @CsvSource({
    // Form, decay every, factor, warm-up, epochs before the step, share.
    "CONSTANT, 0, 0, 0, 0, 1",
    "CONSTANT, 0, 0, 0, 19.9, 1",
    "CONSTANT, 0, 0, 0.5, 0, 0",
    "CONSTANT, 0, 0, 0.5, 2.5, 0.25",
    "CONSTANT, 0, 0, 0.5, 10, 1",
    "STEP, 6, 0.1, 0, 5.99, 1",
    "STEP, 6, 0.1, 0, 6, 0.1",
    "STEP, 6, 0.1, 0, 17.5, 0.01",
    "STEP, 6, 0.1, 0, 18, 0.001",
    "STEP, 30, 0.1, 0, 19.9, 1",
    // Epochs of the fall count from the start.
    "STEP, 2, 0.5, 0.2, 1, 0.25",
    "STEP, 2, 0.5, 0.2, 3, 0.375",
    "COSINE, 0, 0, 0, 0, 1",
    "COSINE, 0, 0, 0, 5, 0.853553390593",
    "COSINE, 0, 0, 0, 10, 0.5",
    "COSINE, 0, 0, 0, 15, 0.146446609407",
    "COSINE, 0, 0, 0, 20, 0",
    // The cosine lasts from the warm-up to the end.
    "COSINE, 0, 0, 0.2, 1, 0.25",
    "COSINE, 0, 0, 0.2, 4, 1",
    "COSINE, 0, 0, 0.2, 12, 0.5",
    "COSINE, 0, 0, 0.2, 20, 0"
  })
  void sharesAreKnownAtSomeSteps(
      Form form, int every, double factor, double warmUp, double passed, double share) {
    LearningRateSchedule schedule = new LearningRateSchedule(form, every, factor, warmUp);

    assertThat(schedule.share(passed, EPOCHS)).isCloseTo(share, within(1e-12));
  }

  @Property
  void rateRisesAndThenNeverAgain(
      @ForAll @DoubleRange(max = 0.99) double warmUp,
      @ForAll @DoubleRange(max = 20) double one,
      @ForAll @DoubleRange(max = 20) double other) {
    LearningRateSchedule schedule = new LearningRateSchedule(Form.COSINE, 0, 0, warmUp);
    double earlier = schedule.share(Math.min(one, other), EPOCHS);
    double later = schedule.share(Math.max(one, other), EPOCHS);

    assertThat(earlier).isBetween(0.0, 1.0);
    if (Math.max(one, other) / EPOCHS < warmUp) {
      assertThat(later).isGreaterThanOrEqualTo(earlier);
    } else if (Math.min(one, other) / EPOCHS >= warmUp) {
      assertThat(later).isLessThanOrEqualTo(earlier);
    }
  }
}
