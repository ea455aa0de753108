package org.qusecnets.sweep.attack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/** Logits ln 1, ln 2, ln 5 have the probabilities 1/8, 2/8, 5/8. */
class LossesTest {
  private static final float[] LOGITS = {0, (float) Math.log(2), (float) Math.log(5)};

  @Test
  void crossEntropyRisesAtTheLabelOrFallsAtTheTarget() {
    assertThat(gradient(Losses.CROSS_ENTROPY, Batches.untargeted(new float[1], 2)))
        .containsExactly(new float[] {0.125f, 0.25f, -0.375f}, within(1e-6f));
    assertThat(gradient(Losses.CROSS_ENTROPY, Batches.targeted(new float[1], 2, 0)))
        .containsExactly(new float[] {0.875f, -0.25f, -0.625f}, within(1e-6f));
  }

  @Test
  void marginIsBetweenTheGuideAndItsLargestRival() {
    assertThat(gradient(Losses.MARGIN, Batches.untargeted(new float[1], 2)))
        .containsExactly(0, 1, -1);
    assertThat(gradient(Losses.MARGIN, Batches.targeted(new float[1], 2, 0)))
        .containsExactly(1, 0, -1);
  }

  private static float[] gradient(Losses loss, AttackBatch batch) {
    float[] gradient = {7, 7, 7};
    loss.of(batch, 3).differentiate(0, LOGITS, 0, gradient);
    return gradient;
  }
}
