package org.qusecnets.sweep.attack;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class RandomUsesTest {
  private static final int USES = 50;
  private static final int NUMBERS = 200;

  /** Two draws of noise that share numbers, if only one pixel further, are not two draws. */
  @Test
  void noTwoUsesShareNumbers() {
    AttackBatch batch = new AttackBatch(new float[2], new int[2], new int[2], new long[] {7, 8});
    Set<Long> numbers = new HashSet<>();

    for (int image = 0; image < 2; image++) {
      for (int use = 0; use < USES; use++) {
        SplittableRandom random = batch.random(image, use);
        for (int i = 0; i < NUMBERS; i++) {
          numbers.add(random.nextLong());
        }
      }
    }

    assertThat(numbers).hasSize(2 * USES * NUMBERS);
  }
}
