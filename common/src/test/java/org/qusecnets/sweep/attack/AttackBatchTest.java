package org.qusecnets.sweep.attack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class AttackBatchTest {
  private final AttackBatch batch =
      new AttackBatch(
          new float[] {0, 1, 2, 3, 4, 5},
          new int[] {7, 8, 9},
          new int[] {AttackBatch.UNTARGETED, 1, 2},
          new long[] {11, 12, 13});

  /** Streams that are shifted against each other would make many draws little more than one. */
  @Test
  void everyUseAndImageHasRandomNumbersOfItsOwn() {
    Set<Long> drawn = new HashSet<>();
    for (int image = 0; image < 3; image++) {
      for (int use = 0; use < 100; use++) {
        SplittableRandom random = batch.random(image, use);
        for (int i = 0; i < 50; i++) {
          drawn.add(random.nextLong());
        }
      }
    }

    assertThat(drawn).hasSize(3 * 100 * 50);
  }

  @Test
  void randomNumbersDependOnTheSeedAndTheUseAlone() {
    AttackBatch last = batch.select(new int[] {2});

    assertThat(last.random(0, 5).nextLong()).isEqualTo(batch.random(2, 5).nextLong());
  }

  @Test
  void selectsRows() {
    AttackBatch some = batch.select(new int[] {2, 0});

    assertThat(some.pixels()).containsExactly(4, 5, 0, 1);
    assertThat(some.labels()).containsExactly(9, 7);
    assertThat(some.targets()).containsExactly(2, AttackBatch.UNTARGETED);
    assertThat(some.seeds()).containsExactly(13, 11);
    assertThat(batch.select(new int[0]).count()).isZero();
  }

  @Test
  void reachesTheTargetOrAnythingButTheLabel() {
    assertThat(batch.reached(0, 7)).isFalse();
    assertThat(batch.reached(0, 1)).isTrue();
    assertThat(batch.reached(1, 7)).isFalse();
    assertThat(batch.reached(1, 1)).isTrue();
  }

  @Test
  void copiesAreOnesOwn() {
    AttackBatch copy = batch.copy();
    copy.pixels()[0] = 9;
    copy.labels()[0] = 9;
    copy.targets()[0] = 9;
    copy.seeds()[0] = 9;

    assertThat(batch.pixels()[0]).isZero();
    assertThat(batch.labels()[0]).isEqualTo(7);
    assertThat(batch.targets()[0]).isEqualTo(AttackBatch.UNTARGETED);
    assertThat(batch.seeds()[0]).isEqualTo(11);
  }

  @Test
  void refusesWhatDoesNotMatch() {
    assertThatThrownBy(() -> new AttackBatch(new float[3], new int[2], new int[2], new long[2]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("images, labels, targets and seeds do not match");
    assertThatThrownBy(() -> new AttackBatch(new float[4], new int[2], new int[1], new long[2]))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new AttackBatch(new float[4], new int[2], new int[2], new long[3]))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
