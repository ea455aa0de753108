package org.qusecnets.sweep.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.qusecnets.sweep.network.RecordedAugmentation;
import org.qusecnets.sweep.network.Samples;
import org.qusecnets.sweep.options.InvalidOption;
import org.qusecnets.sweep.recipe.TrainingAugmentation.Original;

class TrainingDefensesTest {
  @Test
  void withoutAugmentationsTheNetworkLearnsFromTheImages() {
    assertThat(TrainingDefenses.none().images()).isEqualTo(1);
    assertThat(TrainingDefenses.none().gradients()).isZero();
  }

  /** An augmentation takes gradients of all that is there by then. */
  @Test
  void keptImagesDouble() {
    TrainingDefenses trainingDefenses =
        TrainingDefenses.none()
            .with(augmentation(Original.KEPT, 1))
            .with(augmentation(Original.REPLACED, 10))
            .with(augmentation(Original.KEPT, 100));

    assertThat(trainingDefenses.images()).isEqualTo(4);
    assertThat(trainingDefenses.gradients()).isEqualTo(1 + 2 * 10 + 2 * 100);
  }

  @Test
  void distillationTrainsTwoNetworks() {
    assertThat(Samples.PLAIN.totalEpochs()).isEqualTo(6);
    assertThat(Samples.PLAIN.with(new Distillation(2)).totalEpochs()).isEqualTo(12);
  }

  @Test
  void refusesASecondTeacher() {
    ModelRecipe distilled = Samples.PLAIN.with(new Distillation(2));

    assertThatThrownBy(() -> distilled.with(new Distillation(3)))
        .isInstanceOf(InvalidOption.class)
        .hasMessage(
            "defense must not bring a second distillation, was Distillation[temperature=3.0]");
  }

  private static TrainingAugmentation augmentation(Original original, int gradients) {
    return new RecordedAugmentation(original, gradients, x -> x);
  }
}
