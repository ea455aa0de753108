package org.qusecnets.sweep.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.qusecnets.sweep.dataset.ImageSet;
import org.qusecnets.sweep.network.TrainedModel.Epoch;
import org.qusecnets.sweep.recipe.Distillation;
import org.qusecnets.sweep.recipe.ModelRecipe;
import org.qusecnets.sweep.recipe.TrainingOptions;
import org.qusecnets.sweep.recipe.TrainingOptions.Loss;

class DistilledTrainingTest {
  private static final ImageSet IMAGES = TrainedSamples.images(60, 1);

  @Test
  void historyIsTheTeachersThenTheStudents() {
    ModelRecipe recipe = recipe(3, 20).with(new Distillation(10));
    List<Epoch> heard = new ArrayList<>();

    TrainedModel model = Trainer.train(recipe, IMAGES, 1, 2, heard::add);

    assertThat(recipe.totalEpochs()).isEqualTo(6);
    assertThat(model.history()).hasSize(6).isEqualTo(heard);
  }

  /** At temperature 1 that is what the recipe gives without distillation. */
  @Test
  void teacherLearnsTheLabels() {
    TrainedModel undefended = train(recipe(2, 20));
    TrainedModel model = train(recipe(2, 20).with(new Distillation(1)));

    assertThat(losses(model).subList(0, 2)).isEqualTo(losses(undefended));
    assertThat(model.sha256()).isNotEqualTo(undefended.sha256());
  }

  /** The student's loss is least where it says what the teacher says, which is not the label. */
  @Test
  void studentLearnsWhatTheTeacherSays() {
    double temperature = 5;
    ModelRecipe recipe = recipe(40, 20).with(new Distillation(temperature));
    try (Training teacher = start(recipe);
        Training student = start(recipe)) {
      TrainingImages images = TrainingImages.of(IMAGES);
      teacher.train(images);
      SoftLabels soft = SoftLabels.of(teacher.classifier(), images, temperature);
      float[] doubted = soft.probabilities().clone();
      for (int i = 0; i < doubted.length; i++) {
        doubted[i] = 0.5f * doubted[i] + 0.05f;
      }

      student.train(images, new SoftLabels(doubted, Samples.CLASSES));

      float[] learned = SoftLabels.of(student.classifier(), images, temperature).probabilities();
      double fromTarget = distance(learned, doubted);
      double fromTeacher = distance(learned, soft.probabilities());
      assertThat(fromTarget).isLessThan(fromTeacher / 4);
    }
  }

  private static double distance(float[] some, float[] others) {
    double sum = 0;
    for (int i = 0; i < some.length; i++) {
      sum += Math.abs((double) some[i] - others[i]);
    }
    return sum;
  }

  /** One batch an epoch: the first epoch tells what the initial weights make of the images. */
  @Test
  void teacherAndStudentBeginWithTheSameWeights() {
    List<Epoch> history = train(recipe(2, 60).with(new Distillation(10))).history();

    assertThat(history.get(2).accuracy()).isEqualTo(history.get(0).accuracy());
    assertThat(history.get(1).accuracy()).isNotEqualTo(history.get(0).accuracy());
  }

  @Test
  void sameSeedsGiveTheSameBytesAndOtherTemperaturesOthers() {
    ModelRecipe recipe = recipe(2, 20).with(new Distillation(10));
    byte[] archive = train(recipe).archive();

    assertThat(train(recipe).archive()).isEqualTo(archive);
    assertThat(train(recipe(2, 20).with(new Distillation(11))).archive()).isNotEqualTo(archive);
  }

  /** What an augmentation adds has the targets of its image, in the teacher and in the student. */
  @Test
  void batchesMayBeAugmented() {
    RecordedAugmentation augmentation = RecordedAugmentation.negative();
    ModelRecipe recipe = recipe(1, 60).with(new Distillation(10)).with(augmentation);

    TrainedModel model = train(recipe);

    assertThat(augmentation.calls).hasSize(2);
    assertThat(augmentation.calls.get(1).images()).isEqualTo(augmentation.calls.get(0).images());
    assertThat(augmentation.calls.get(1).seeds()).isEqualTo(augmentation.calls.get(0).seeds());
    assertThat(model.history()).hasSize(2);
  }

  private static List<Double> losses(TrainedModel model) {
    return model.history().stream().map(Epoch::loss).toList();
  }

  private static TrainedModel train(ModelRecipe recipe) {
    return Trainer.train(recipe, IMAGES, 1, 2, epoch -> {});
  }

  private static Training start(ModelRecipe recipe) {
    return new Training(
        recipe,
        IMAGES.shape(),
        IMAGES.classes(),
        IMAGES.size(),
        1,
        2,
        Optional.empty(),
        epoch -> {});
  }

  private static ModelRecipe recipe(int epochs, int batch) {
    return Samples.MLP.trainedWith(
        new TrainingOptions(epochs, batch, 1e-3, 0.1, Loss.CROSS_ENTROPY));
  }
}
