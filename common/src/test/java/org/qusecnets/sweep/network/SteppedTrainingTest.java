package org.qusecnets.sweep.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.qusecnets.sweep.dataset.ImageSet;
import org.qusecnets.sweep.network.TrainedModel.Epoch;
import org.qusecnets.sweep.options.Options;
import org.qusecnets.sweep.recipe.BoxSchedule;
import org.qusecnets.sweep.recipe.CertifiedTraining;
import org.qusecnets.sweep.recipe.CertifiedTraining.Bounds;
import org.qusecnets.sweep.recipe.ModelRecipe;
import org.qusecnets.sweep.recipe.QuantizationOptions.Derivative;
import org.qusecnets.sweep.recipe.QuantizationOptions.Placement;
import org.qusecnets.sweep.recipe.QuantizationOptions.Sharing;
import org.qusecnets.sweep.recipe.TrainingOptions;

/** What optimizers, schedules and clipping make of steps. */
class SteppedTrainingTest {
  private static final ImageSet IMAGES = TrainedSamples.images(40, 1);
  private static final long SEED = 5;
  private static final long ORDER = 2;
  private static final ModelRecipe BEHIND_THRESHOLDS =
      Samples.MLP.prepend(
          Samples.trained(3, 5, Sharing.SHARED, Placement.LINEAR, Derivative.EXACT));

  @ParameterizedTest
  @CsvSource({
    "adam, 0.001, constant, 0",
    "sgd, 0.05, constant, 0",
    "adamw, 0.001, constant, 0",
    "sgd, 0.05, cosine, 0.1",
    "adamw, 0.001, step, 0"
  })
  void learnsToTellClasses(String optimizer, double rate, String schedule, double warmUp) {
    Map<String, Object> options =
        new HashMap<>(
            Map.of(
                "optimizer", optimizer,
                "learning-rate", rate,
                "schedule", schedule,
                "warm-up", warmUp,
                "clip-norm", 5,
                "epochs", 4,
                "batch-size", 20));
    if (schedule.equals("step")) {
      options.put("decay-every", 3);
    }
    ModelRecipe recipe = recipe(Samples.MLP, options);
    ImageSet others = TrainedSamples.images(100, 3);

    TrainedModel model = Trainer.train(recipe, TrainedSamples.images(200, 2), 1, 2, epoch -> {});

    Epoch last = model.history().get(3);
    assertThat(last.loss()).isLessThan(model.history().get(0).loss() / 2);
    try (NetworkClassifier classifier = ModelArchive.open(model, recipe, Samples.GREY)) {
      int[] predictions =
          Samples.predictions(classifier.logits(Samples.scaled(others), others.size()));
      int correct = 0;
      for (int i = 0; i < predictions.length; i++) {
        correct += predictions[i] == others.label(i) ? 1 : 0;
      }
      assertThat(correct).isGreaterThan(90);
    }
  }

  @Test
  void sameSeedsGiveTheSameBytes() {
    ModelRecipe recipe =
        recipe(
            BEHIND_THRESHOLDS,
            Map.of(
                "optimizer",
                "sgd",
                "weight-decay",
                1e-3,
                "schedule",
                "cosine",
                "warm-up",
                0.2,
                "clip-norm",
                1,
                "flip",
                "horizontal",
                "shift",
                2,
                "epochs",
                2,
                "batch-size",
                16));

    assertThat(train(recipe, IMAGES).archive()).isEqualTo(train(recipe, IMAGES).archive());
  }

  /** Of the first step, whose gradient is the same with any decay. */
  @ParameterizedTest
  @ValueSource(strings = {"sgd", "adamw"})
  void decayMakesWeightsSmallerAndNothingElse(String optimizer) {
    Map<String, INDArray> without = oneStep(Map.of("optimizer", optimizer, "weight-decay", 0));
    Map<String, INDArray> with = oneStep(Map.of("optimizer", optimizer, "weight-decay", 2));
    Map<String, INDArray> start = start();

    assertThat(start).containsOnlyKeys("0_t", "1_W", "1_b", "2_W", "2_b", "3_W", "3_b");
    for (String key : start.keySet()) {
      float[] taken = without.get(key).sub(with.get(key)).dup('c').data().asFloat();
      float[] expected =
          start.get(key).mul(key.endsWith("_W") ? 1e-3 * 2 : 0).dup('c').data().asFloat();
      assertThat(taken).as(key).containsExactly(expected, within(1e-7f));
    }
  }

  /** Those of the thresholds are not among them. */
  @Test
  void gradientsOfWeightsAndBiasesAreClippedTogether() {
    Map<String, INDArray> unclipped = moved(oneStep(Map.of("optimizer", "sgd")));
    Map<String, INDArray> clipped = moved(oneStep(Map.of("optimizer", "sgd", "clip-norm", 0.1)));

    double norm = norm(unclipped);
    assertThat(norm).isGreaterThan(2 * 1e-3 * 0.1);
    assertThat(norm(clipped)).isCloseTo(1e-3 * 0.1, within(1e-7));
    for (String key : unclipped.keySet()) {
      double factor = key.endsWith("_t") ? 1 : 1e-3 * 0.1 / norm;
      assertThat(clipped.get(key).dup('c').data().asFloat())
          .as(key)
          .containsExactly(unclipped.get(key).mul(factor).dup('c').data().asFloat(), within(1e-7f));
    }
  }

  @Test
  void longNormsChangeNothing() {
    assertThat(oneStep(Map.of("clip-norm", 1000))).isEqualTo(oneStep(Map.of()));
  }

  private static double norm(Map<String, INDArray> moved) {
    double squares = 0;
    for (Map.Entry<String, INDArray> values : moved.entrySet()) {
      if (!values.getKey().endsWith("_t")) {
        squares += Math.pow(values.getValue().norm2Number().doubleValue(), 2);
      }
    }
    return Math.sqrt(squares);
  }

  /** While rates rise the first step has the rate 0. */
  @Test
  void scheduleIsThatOfThresholdsToo() {
    assertThat(oneStep(Map.of("warm-up", 0.5))).isEqualTo(start());
    moved(oneStep(Map.of()))
        .forEach(
            (key, values) -> assertThat(values.amaxNumber().doubleValue()).as(key).isPositive());
  }

  /** The second of two steps, the first of which has the rate 0. */
  @Test
  void scheduleMultipliesTheRateOfCertifiedTraining() {
    Map<String, Object> options =
        Map.of("optimizer", "sgd", "momentum", 0, "warm-up", 0.8, "batch-size", 20, "epochs", 1);

    Map<String, INDArray> whole = moved(parameters(recipe(certified(0), options)));
    Map<String, INDArray> half = moved(parameters(recipe(certified(1), options)));

    for (String key : whole.keySet()) {
      if (!key.endsWith("_t")) {
        double norm = whole.get(key).norm2Number().doubleValue();
        assertThat(norm).as(key).isPositive();
        assertThat(half.get(key).norm2Number().doubleValue() / norm)
            .as(key)
            .isCloseTo(0.5, within(1e-2));
      }
    }
  }

  private static ModelRecipe certified(double decay) {
    return BEHIND_THRESHOLDS.with(
        new CertifiedTraining(new BoxSchedule(0.1, 0, 0.5, 0.5, decay), null, Bounds.INTERVAL));
  }

  /** The second of two steps of an epoch has half the rate of the first, at the cosine's middle. */
  @Test
  void rateFallsFromStepToStep() {
    Map<String, Object> constant =
        Map.of("optimizer", "sgd", "momentum", 0, "batch-size", 20, "epochs", 1);
    Map<String, Object> cosine = new HashMap<>(constant);
    cosine.put("schedule", "cosine");
    int[] firstBatch = Arrays.copyOf(new ImageOrder(ORDER).next(IMAGES.size()), 20);

    Map<String, INDArray> first =
        parameters(recipe(BEHIND_THRESHOLDS, constant), IMAGES.select(firstBatch));
    Map<String, INDArray> even = parameters(recipe(BEHIND_THRESHOLDS, constant), IMAGES);
    Map<String, INDArray> falling = parameters(recipe(BEHIND_THRESHOLDS, cosine), IMAGES);

    for (String key : List.of("1_W", "1_b", "2_W", "2_b", "3_W", "3_b")) {
      INDArray second = even.get(key).sub(first.get(key));
      INDArray difference = falling.get(key).sub(first.get(key)).sub(second.mul(0.5));
      assertThat(difference.norm2Number().doubleValue())
          .as(key)
          .isLessThan(1e-2 * second.norm2Number().doubleValue());
    }
  }

  private static Map<String, INDArray> oneStep(Map<String, Object> options) {
    Map<String, Object> once = new HashMap<>(options);
    once.put("epochs", 1);
    once.put("batch-size", IMAGES.size());
    return parameters(recipe(BEHIND_THRESHOLDS, once));
  }

  private static Map<String, INDArray> start() {
    return copied(Dl4jTraining.start(BEHIND_THRESHOLDS, IMAGES, SEED).network().paramTable());
  }

  private static Map<String, INDArray> moved(Map<String, INDArray> parameters) {
    Map<String, INDArray> moved = new TreeMap<>();
    Map<String, INDArray> start = start();
    parameters.forEach((key, values) -> moved.put(key, values.sub(start.get(key))));
    return moved;
  }

  private static Map<String, INDArray> parameters(ModelRecipe recipe) {
    return parameters(recipe, IMAGES);
  }

  private static Map<String, INDArray> parameters(ModelRecipe recipe, ImageSet images) {
    return copied(ModelArchive.read(train(recipe, images).archive()).paramTable());
  }

  private static Map<String, INDArray> copied(Map<String, INDArray> parameters) {
    Map<String, INDArray> copied = new TreeMap<>();
    parameters.forEach((key, values) -> copied.put(key, values.dup()));
    return copied;
  }

  private static TrainedModel train(ModelRecipe recipe, ImageSet images) {
    return Trainer.train(recipe, images, SEED, ORDER, epoch -> {});
  }

  private static ModelRecipe recipe(ModelRecipe kind, Map<String, Object> options) {
    return kind.trainedWith(TrainingOptions.DECLARATION.read(Options.of(options)));
  }
}
