package org.qusecnets.sweep.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.qusecnets.sweep.dataset.ImageSet;
import org.qusecnets.sweep.network.RecordedAugmentation.Call;
import org.qusecnets.sweep.network.TrainedModel.Epoch;
import org.qusecnets.sweep.options.Options;
import org.qusecnets.sweep.recipe.ModelRecipe;
import org.qusecnets.sweep.recipe.TrainingAugmentation.Original;
import org.qusecnets.sweep.recipe.TrainingOptions;
import org.qusecnets.sweep.recipe.TrainingOptions.Loss;

class AugmentedTrainingTest {
  private static final ImageSet IMAGES = TrainedSamples.images(50, 1);
  private static final int SIZE = IMAGES.shape().size();

  static Stream<ModelRecipe> architectures() {
    return Stream.of(Samples.PLAIN, Samples.MLP);
  }

  /** The order of the images is the undefended model's, and nothing else changes. */
  @ParameterizedTest
  @MethodSource("architectures")
  void augmentationThatChangesNothingGivesTheUndefendedModel(ModelRecipe architecture) {
    ModelRecipe undefended = withTraining(architecture, 2, 16);

    TrainedModel model = train(undefended.with(RecordedAugmentation.nothing()), 1, 2);

    assertThat(model.archive()).isEqualTo(train(undefended, 1, 2).archive());
  }

  @Test
  void keptImagesStandBeforeWhatBecomesOfThem() {
    RecordedAugmentation first = RecordedAugmentation.negative();
    RecordedAugmentation second = RecordedAugmentation.negative();

    train(withTraining(Samples.MLP, 1, 20).with(first).with(second), 1, 2);

    assertThat(first.calls).extracting(call -> call.labels().length).containsExactly(20, 20, 10);
    for (int step = 0; step < 3; step++) {
      float[] clean = first.calls.get(step).images();
      float[] seen = second.calls.get(step).images();
      assertThat(Arrays.copyOf(seen, clean.length)).isEqualTo(clean);
      assertThat(Arrays.copyOfRange(seen, clean.length, seen.length)).isEqualTo(negative(clean));
      int[] labels = first.calls.get(step).labels();
      assertThat(second.calls.get(step).labels()).isEqualTo(repeated(labels));
    }
  }

  @Test
  void replacedImagesAreGone() {
    RecordedAugmentation last = RecordedAugmentation.nothing();
    RecordedAugmentation first = new RecordedAugmentation(Original.REPLACED, x -> 1 - x);

    train(withTraining(Samples.MLP, 1, 50).with(first).with(last), 1, 2);

    assertThat(last.calls.get(0).images()).isEqualTo(negative(first.calls.get(0).images()));
    assertThat(last.calls.get(0).labels()).isEqualTo(first.calls.get(0).labels());
  }

  /** The first epoch of one step tells what the initial weights make of the batch. */
  @ParameterizedTest
  @MethodSource("architectures")
  void lossAndAccuracyAreThoseOfAllThatWasLearnedFrom(ModelRecipe architecture) {
    ModelRecipe recipe = withTraining(architecture, 1, 50);
    Epoch clean = train(recipe, 1, 2).history().get(0);
    Epoch negative = only(recipe.with(new RecordedAugmentation(Original.REPLACED, x -> 1 - x)));
    Epoch both = only(recipe.with(RecordedAugmentation.negative()));

    assertThat(negative.loss()).isNotCloseTo(clean.loss(), within(1e-2));
    assertThat(both.loss()).isCloseTo((clean.loss() + negative.loss()) / 2, within(1e-6));
    assertThat(both.accuracy())
        .isCloseTo((clean.accuracy() + negative.accuracy()) / 2, within(1e-12));
  }

  /** Twice the same images have the same mean gradient, but for rounding. */
  @Test
  void doubledBatchIsOneStep() {
    ModelRecipe recipe = withTraining(Samples.MLP, 3, 50);
    double once = train(recipe, 1, 2).history().get(2).loss();

    TrainedModel twice = train(recipe.with(new RecordedAugmentation(Original.KEPT, x -> x)), 1, 2);

    assertThat(twice.history().get(2).loss()).isCloseTo(once, within(1e-4));
  }

  @Test
  void networkIsTheOneInTraining() {
    RecordedAugmentation augmentation = RecordedAugmentation.nothing();
    ModelRecipe recipe = withTraining(Samples.MLP, 2, 50);
    train(recipe.with(augmentation), 1, 2);
    ModelRecipe one = withTraining(Samples.MLP, 1, 50);
    TrainedModel afterOne = train(one, 1, 2);

    Call second = augmentation.calls.get(1);
    try (NetworkClassifier network = ModelArchive.open(afterOne, one, IMAGES.shape())) {
      float[] expected = network.logits(second.images(), 50);
      assertThat(ofWholeSteps(second.logits())).isEqualTo(ofWholeSteps(expected));
      assertThat(second.logits()).containsExactly(expected, within(1e-5f));
    }
  }

  /** Training fills no batch up, so that what is left over is summed in another order. */
  private static float[] ofWholeSteps(float[] logits) {
    int images = 50 / NetworkClassifier.STEP * NetworkClassifier.STEP;
    return Arrays.copyOf(logits, images * Samples.CLASSES);
  }

  @Test
  void everyRowOfEveryEpochAndAugmentationHasASeedOfItsOwn() {
    RecordedAugmentation first = RecordedAugmentation.negative();
    RecordedAugmentation second = RecordedAugmentation.nothing();

    train(withTraining(Samples.MLP, 2, 20).with(first).with(second), 1, 2);

    List<Long> seeds = new ArrayList<>(seeds(first));
    assertThat(seeds).hasSize(2 * 50);
    seeds.addAll(seeds(second));
    assertThat(seeds).hasSize(2 * 50 + 2 * 100).doesNotHaveDuplicates();
  }

  @Test
  void seedsDependOnTheImageAndOnTheSeedOfTheOrderAlone() {
    Map<List<Float>, Long> expected = seedsByImage(20, 1, 2);

    assertThat(expected).hasSize(50);
    assertThat(seedsByImage(7, 1, 2)).as("other batches").isEqualTo(expected);
    assertThat(seedsByImage(20, 3, 2)).as("other weights").isEqualTo(expected);
    assertThat(seedsByImage(20, 1, 4).values())
        .as("another order")
        .doesNotContainAnyElementsOf(expected.values());
  }

  /** Defenses meet what flips and shifts have made; their random numbers stay. */
  @Test
  void flipsAndShiftsDependOnTheImageAndOnTheSeedOfTheOrderAlone() {
    Map<Long, List<Float>> still = imagesBySeed(20, 2, Map.of());
    Map<String, Object> options = Map.of("flip", "horizontal", "shift", 3);
    Map<Long, List<Float>> expected = imagesBySeed(20, 2, options);

    assertThat(expected).hasSize(2 * 50).containsOnlyKeys(still.keySet());
    assertThat(
            expected.entrySet().stream().filter(e -> !e.getValue().equals(still.get(e.getKey()))))
        .hasSizeGreaterThan(90);
    assertThat(new HashSet<>(expected.values())).as("anew in each epoch").hasSizeGreaterThan(95);
    assertThat(imagesBySeed(7, 2, options)).as("other batches").isEqualTo(expected);
    assertThat(imagesBySeed(20, 4, options)).as("another order").isNotEqualTo(expected);
  }

  private static Map<Long, List<Float>> imagesBySeed(
      int batch, long order, Map<String, Object> options) {
    Map<String, Object> all = new HashMap<>(options);
    all.put("batch-size", batch);
    all.put("epochs", 2);
    RecordedAugmentation augmentation = RecordedAugmentation.nothing();
    TrainingOptions training = TrainingOptions.DECLARATION.read(Options.of(all));
    train(Samples.MLP.trainedWith(training).with(augmentation), 1, order);
    Map<Long, List<Float>> images = new HashMap<>();
    for (Call call : augmentation.calls) {
      for (int row = 0; row < call.labels().length; row++) {
        images.put(call.seeds()[row], image(call, row));
      }
    }
    return images;
  }

  private static List<Float> image(Call call, int row) {
    List<Float> image = new ArrayList<>();
    for (int i = row * SIZE; i < (row + 1) * SIZE; i++) {
      image.add(call.images()[i]);
    }
    return image;
  }

  private static Map<List<Float>, Long> seedsByImage(int batch, long weights, long order) {
    RecordedAugmentation augmentation = RecordedAugmentation.nothing();
    train(withTraining(Samples.MLP, 1, batch).with(augmentation), weights, order);
    Map<List<Float>, Long> seeds = new HashMap<>();
    for (Call call : augmentation.calls) {
      for (int row = 0; row < call.labels().length; row++) {
        seeds.put(image(call, row), call.seeds()[row]);
      }
    }
    return seeds;
  }

  private static List<Long> seeds(RecordedAugmentation augmentation) {
    return augmentation.calls.stream()
        .flatMap(call -> Arrays.stream(call.seeds()).boxed())
        .toList();
  }

  private static Epoch only(ModelRecipe recipe) {
    return train(recipe, 1, 2).history().get(0);
  }

  private static TrainedModel train(ModelRecipe recipe, long weightSeed, long shuffleSeed) {
    return Trainer.train(recipe, IMAGES, weightSeed, shuffleSeed, epoch -> {});
  }

  private static ModelRecipe withTraining(ModelRecipe recipe, int epochs, int batch) {
    return recipe.trainedWith(new TrainingOptions(epochs, batch, 1e-3, 0.1, Loss.CROSS_ENTROPY));
  }

  private static float[] negative(float[] images) {
    float[] negative = new float[images.length];
    for (int i = 0; i < negative.length; i++) {
      negative[i] = 1 - images[i];
    }
    return negative;
  }

  private static int[] repeated(int[] labels) {
    int[] twice = Arrays.copyOf(labels, 2 * labels.length);
    System.arraycopy(labels, 0, twice, labels.length, labels.length);
    return twice;
  }
}
