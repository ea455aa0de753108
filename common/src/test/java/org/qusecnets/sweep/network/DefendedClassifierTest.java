package org.qusecnets.sweep.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.qusecnets.sweep.dataset.ImageShape;
import org.qusecnets.sweep.network.Transforms.RandomlyScaled;
import org.qusecnets.sweep.network.Transforms.Scaled;
import org.qusecnets.sweep.network.Transforms.WithNegative;
import org.qusecnets.sweep.options.InvalidOption;
import org.qusecnets.sweep.recipe.Applied;
import org.qusecnets.sweep.recipe.Classifier;
import org.qusecnets.sweep.recipe.GradientWay;
import org.qusecnets.sweep.recipe.InputTransform;
import org.qusecnets.sweep.recipe.ModelRecipe;
import org.qusecnets.sweep.recipe.QuantizationOptions;
import org.qusecnets.sweep.recipe.TrainingOptions;
import org.qusecnets.sweep.recipe.ValueMap;

class DefendedClassifierTest {
  private static final ImageShape SHAPE = new ImageShape(1, 10, 10);
  private static final int COUNT = 11;
  private static final float[] IMAGES = Samples.randomImages(SHAPE, COUNT, 3);
  private static final QuantizationOptions LAYER = Samples.constant(3, 8);
  private static final Classifier.LogitsFunction DIFFERENCE =
      (image, logits, from, gradient) -> {
        Arrays.fill(gradient, from, from + Samples.CLASSES, 0f);
        gradient[from + image % 3] = 1;
        gradient[from + 3 + image % 2] = -1;
      };

  private static NetworkClassifier classifier(ModelRecipe recipe) {
    return new NetworkClassifier(
        Samples.network(recipe, SHAPE, DataType.FLOAT, 1), recipe, SHAPE, 7, null);
  }

  /** The same weights without anything in front. */
  private static NetworkClassifier bare(ImageShape shape) {
    return new NetworkClassifier(
        Samples.network(Samples.MLP, shape, DataType.FLOAT, 1), Samples.MLP, shape, 7, null);
  }

  private static float[] quantized(float[] images) {
    NaiveQuantization naive = new NaiveQuantization(LAYER, SHAPE);
    float[] values = new float[images.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) naive.value(images[i], i % SHAPE.size(), naive.placed());
    }
    return values;
  }

  @Test
  void imagesMeetTransformsAndQuantizationInTheirOrder() {
    ModelRecipe recipe =
        Samples.MLP.prepend(Scaled.exact(0.5f)).prepend(LAYER).prepend(Scaled.exact(0.8f));
    float[] expected = Transforms.times(quantized(Transforms.times(IMAGES, 0.5f)), 0.8f);
    try (NetworkClassifier defended = classifier(recipe);
        NetworkClassifier bare = bare(SHAPE)) {
      assertThat(defended.inside(IMAGES, COUNT)).containsExactly(expected, within(1e-6f));
      assertThat(defended.logits(IMAGES, COUNT))
          .containsExactly(bare.logits(expected, COUNT), within(1e-4f));
    }
  }

  @Test
  void gradientsGoBackThroughEveryPart() {
    ModelRecipe recipe =
        Samples.MLP
            .prepend(Scaled.exact(0.5f))
            .prepend(LAYER)
            .prepend(Scaled.exact(0.8f))
            .prepend(new WithNegative());
    try (NetworkClassifier defended = classifier(recipe)) {
      Classifier.Gradient found = defended.gradient(IMAGES, COUNT, DIFFERENCE);
      float step = 1e-3f;
      double largest = 0;
      for (int value = 0; value < IMAGES.length; value += 37) {
        float[] above = IMAGES.clone();
        float[] below = IMAGES.clone();
        above[value] += step;
        below[value] -= step;
        int image = value / SHAPE.size();
        double expected =
            (difference(defended, above, image) - difference(defended, below, image))
                / (above[value] - below[value]);
        largest = Math.max(largest, Math.abs(expected));
        assertThat((double) found.gradient()[value]).isCloseTo(expected, within(1e-3));
      }
      assertThat(largest).isGreaterThan(0.02);
    }
  }

  private static double difference(Classifier classifier, float[] images, int image) {
    float[] logits = classifier.logits(images, COUNT);
    int from = image * Samples.CLASSES;
    return (double) logits[from + image % 3] - logits[from + 3 + image % 2];
  }

  /** What follows the leading element-wise stages is network to who searches behind them. */
  @Test
  void behindTheFrontIsTheSameNetworkWithTheGradientOfTheRest() {
    List<ModelRecipe> recipes =
        List.of(
            Samples.MLP,
            Samples.MLP.prepend(LAYER),
            Samples.MLP.prepend(new Halves()),
            Samples.MLP.prepend(new Halves()).prepend(LAYER).prepend(Scaled.exact(0.8f)),
            Samples.MLP.prepend(new Halves()).prepend(new WithNegative()),
            Samples.MLP.prepend(Scaled.exact(0.8f)).prepend(LAYER));
    List<ValueMap> maps =
        List.of(
            ValueMap.MIXED,
            ValueMap.CONTINUOUS,
            ValueMap.STEPS,
            ValueMap.STEPS,
            ValueMap.STEPS,
            ValueMap.MIXED);
    List<ModelRecipe> rests =
        List.of(
            Samples.MLP,
            Samples.MLP,
            Samples.MLP,
            Samples.MLP.prepend(Scaled.exact(0.8f)),
            Samples.MLP.prepend(new WithNegative()),
            recipes.get(5));
    for (int r = 0; r < recipes.size(); r++) {
      try (NetworkClassifier whole = classifier(recipes.get(r));
          NetworkClassifier rest = classifier(rests.get(r))) {
        float[] outputs = whole.front(IMAGES, COUNT);
        Classifier.Gradient found = whole.behindFront(1).gradient(outputs, COUNT, DIFFERENCE);

        assertThat(whole.frontMap()).isEqualTo(maps.get(r));
        assertThat(found.logits()).containsExactly(whole.logits(IMAGES, COUNT));
        assertThat(found.gradient())
            .containsExactly(rest.gradient(outputs, COUNT, DIFFERENCE).gradient(), within(1e-6f));
      }
    }
  }

  /** Values above one half become 1, the others 0. */
  private record Halves() implements InputTransform {
    @Override
    public String type() {
      return "halves";
    }

    @Override
    public SortedMap<String, Object> parameters() {
      return new TreeMap<>();
    }

    @Override
    public Applied applied() {
      return Applied.ALWAYS;
    }

    @Override
    public ValueMap valueMap() {
      return ValueMap.STEPS;
    }

    @Override
    public String gradient() {
      return "straight-through";
    }

    @Override
    public float[] transform(float[] image, ImageShape shape, long seed) {
      float[] halves = new float[image.length];
      for (int i = 0; i < halves.length; i++) {
        halves[i] = image[i] > 0.5f ? 1 : 0;
      }
      return halves;
    }

    @Override
    public float[] backward(float[] image, ImageShape shape, float[] gradient, long seed) {
      return gradient.clone();
    }
  }

  @Test
  void straightThroughGoesAroundAllThatKeepsTheShape() {
    ModelRecipe recipe =
        Samples.MLP
            .prepend(Scaled.exact(0.5f))
            .prepend(LAYER)
            .prepend(Scaled.exact(0.8f))
            .prepend(new WithNegative());
    ImageShape inside = new WithNegative().output(SHAPE);
    try (NetworkClassifier defended = classifier(recipe);
        NetworkClassifier bare = bare(inside)) {
      float[] found =
          defended
              .attacked(GradientWay.STRAIGHT_THROUGH, 1)
              .gradient(IMAGES, COUNT, DIFFERENCE)
              .gradient();
      float[] within = bare.gradient(defended.inside(IMAGES, COUNT), COUNT, DIFFERENCE).gradient();
      for (int i = 0; i < COUNT; i++) {
        for (int v = 0; v < SHAPE.size(); v++) {
          int place = i * inside.size() + v;
          assertThat(found[i * SHAPE.size() + v])
              .isCloseTo(within[place] - within[place + SHAPE.size()], within(1e-6f));
        }
      }
    }
  }

  @Test
  void networksAreTrainedWithoutWhatIsThereAtEvaluationOnly() {
    Scaled later = new Scaled(0.5f, "exact", Applied.AT_EVALUATION);
    ModelRecipe recipe =
        Samples.MLP.prepend(later).prepend(LAYER).prepend(Scaled.exact(2)).prepend(later);

    assertThat(recipe.inTraining()).isEqualTo(Samples.MLP.prepend(LAYER).prepend(Scaled.exact(2)));
    assertThat(Samples.MLP.prepend(new RandomlyScaled()).inTraining()).isEqualTo(Samples.MLP);
  }

  /** What is drawn for an image depends on the image, not on its place or its neighbours. */
  @ParameterizedTest
  @MethodSource("ways")
  void drawsForEachImageByItself(GradientWay way) {
    ModelRecipe recipe = Samples.MLP.prepend(new RandomlyScaled());
    try (NetworkClassifier random = classifier(recipe)) {
      Classifier attacked = random.attacked(way, 3);
      for (Classifier each : List.of(random, attacked)) {
        Classifier.Gradient together = each.gradient(IMAGES, COUNT, DIFFERENCE);
        for (int i = 0; i < COUNT; i++) {
          int number = i;
          float[] one = Arrays.copyOfRange(IMAGES, i * SHAPE.size(), (i + 1) * SHAPE.size());
          Classifier.Gradient alone =
              each.gradient(
                  one,
                  1,
                  (image, logits, from, gradient) -> {
                    float[] row = new float[COUNT * Samples.CLASSES];
                    DIFFERENCE.differentiate(number, row, 0, gradient);
                  });
          assertThat(alone.logits())
              .containsExactly(
                  Arrays.copyOfRange(
                      together.logits(), i * Samples.CLASSES, (i + 1) * Samples.CLASSES));
          assertThat(alone.gradient())
              .containsExactly(
                  Arrays.copyOfRange(
                      together.gradient(), i * SHAPE.size(), (i + 1) * SHAPE.size()));
        }
      }
    }
  }

  @Test
  void anotherImageGetsOtherDrawsAndTheSameTheSame() {
    try (NetworkClassifier random = classifier(Samples.MLP.prepend(new RandomlyScaled()))) {
      float[] pair = new float[3 * SHAPE.size()];
      for (int i = 0; i < 3; i++) {
        System.arraycopy(IMAGES, 0, pair, i * SHAPE.size(), SHAPE.size());
      }
      pair[2 * SHAPE.size()] = Math.nextUp(pair[2 * SHAPE.size()]);

      float[] inside = random.inside(pair, 3);

      assertThat(inside[1]).isEqualTo(IMAGES[1] * (inside[5] / IMAGES[5]), within(1e-6f));
      assertThat(inside[SHAPE.size() + 1]).isEqualTo(inside[1]);
      assertThat(inside[2 * SHAPE.size() + 1]).isNotCloseTo(inside[1], within(1e-4f));
    }
  }

  @Test
  void anAttackersDrawsAreNotThoseThatScore() {
    try (NetworkClassifier random = classifier(Samples.MLP.prepend(new RandomlyScaled()))) {
      assertThat(random.attacked(GradientWay.EXACT, 1).logits(IMAGES, COUNT))
          .isNotEqualTo(random.logits(IMAGES, COUNT));
    }
  }

  /** The mean factor is 1, and logits of an MLP without saturation change smoothly with it. */
  @Test
  void manyDrawsComeNearTheExpectation() {
    try (NetworkClassifier random = classifier(Samples.MLP.prepend(new RandomlyScaled()))) {
      float[] few = random.attacked(GradientWay.EXACT, 400).logits(IMAGES, COUNT);
      float[] many = random.attacked(GradientWay.EXACT, 1000).logits(IMAGES, COUNT);
      float[] one = random.attacked(GradientWay.EXACT, 1).logits(IMAGES, COUNT);

      assertThat(distance(few, many)).isLessThan(0.25 * distance(one, many));
    }
  }

  private static double distance(float[] left, float[] right) {
    double square = 0;
    for (int i = 0; i < left.length; i++) {
      square += Math.pow(left[i] - right[i], 2);
    }
    return Math.sqrt(square);
  }

  @Test
  void drawsMakeNoDifferenceWhereNothingIsDrawn() {
    try (NetworkClassifier fixed = classifier(Samples.MLP.prepend(LAYER))) {
      assertThat(fixed.attacked(GradientWay.EXACT, 5).logits(IMAGES, COUNT))
          .isEqualTo(fixed.logits(IMAGES, COUNT));
      assertThatThrownBy(() -> fixed.attacked(GradientWay.EXACT, 0))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  /** A transform of factor 1 behind thresholds that are learned changes nothing. */
  @Test
  void thresholdsLearnThroughTransformsBehindThem() {
    QuantizationOptions trained =
        Samples.trained(
            3,
            5,
            QuantizationOptions.Sharing.PER_PIXEL,
            QuantizationOptions.Placement.LINEAR,
            QuantizationOptions.Derivative.EXACT);
    TrainingOptions training =
        new TrainingOptions(2, 10, 1e-3, 0.1, TrainingOptions.Loss.CROSS_ENTROPY);
    ModelRecipe plain = Samples.MLP.trainedWith(training).prepend(trained);
    var images = Samples.brightnessClasses(SHAPE, 40, 1);

    TrainedModel expected = Trainer.train(plain, images, 1, 2, epoch -> {});
    TrainedModel found =
        Trainer.train(
            plain.prepend(Scaled.exact(1)).prepend(Scaled.exact(1)), images, 1, 2, epoch -> {});
    TrainedModel halved =
        Trainer.train(plain.prepend(Scaled.exact(0.5f)), images, 1, 2, epoch -> {});

    assertThat(found.thresholds()).isDeepEqualTo(expected.thresholds());
    assertThat(found.sha256()).isEqualTo(expected.sha256());
    assertThat(halved.thresholds()[0]).isNotEqualTo(expected.thresholds()[0]);
  }

  @Test
  void tellsHowGradientsGoThroughEachPart() {
    ModelRecipe recipe =
        Samples.MLP
            .prepend(new Scaled(1, "soft steps", Applied.ALWAYS))
            .prepend(LAYER)
            .prepend(new WithNegative());

    assertThat(Samples.MLP.gradients(GradientWay.EXACT, SHAPE)).isEmpty();
    assertThat(recipe.gradients(GradientWay.EXACT, SHAPE))
        .containsExactly(
            Map.entry("scaled", "soft steps"),
            Map.entry("quantization", "exact"),
            Map.entry("with-negative", "exact"));
    assertThat(recipe.gradients(GradientWay.STRAIGHT_THROUGH, SHAPE))
        .containsExactly(
            Map.entry("scaled", "straight-through"),
            Map.entry("quantization", "straight-through"),
            Map.entry("with-negative", "exact"));
  }

  @Test
  void onePruningIsEnough() {
    assertThatThrownBy(() -> Samples.MLP.pruned(1).pruned(2))
        .isInstanceOf(InvalidOption.class)
        .hasMessage("defense must not bring a second pruning, was 2.0");
  }

  @Test
  void oneQuantizationLayerIsEnough() {
    assertThatThrownBy(() -> Samples.MLP.prepend(LAYER).prepend(LAYER))
        .isInstanceOf(InvalidOption.class)
        .hasMessageStartingWith("defense must not bring a second quantization layer, was {");
  }

  static List<GradientWay> ways() {
    return List.of(GradientWay.EXACT, GradientWay.STRAIGHT_THROUGH, GradientWay.smoothed(2));
  }
}
