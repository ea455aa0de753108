package org.qusecnets.sweep.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;
import org.qusecnets.sweep.dataset.ImageShape;
import org.qusecnets.sweep.network.arithmetic.Convolution;
import org.qusecnets.sweep.network.layer.LayerStage.Wanted;
import org.qusecnets.sweep.network.layer.Pass;
import org.qusecnets.sweep.network.layer.PruningStage;
import org.qusecnets.sweep.recipe.GradientPath;
import org.qusecnets.sweep.recipe.GradientWay;
import org.qusecnets.sweep.recipe.ModelRecipe;

/** Stochastic activation pruning of whole networks. */
class NetworkPruningTest {
  private static final ImageShape SHAPE = Samples.GREY;
  private static final int COUNT = 2 * NetworkClassifier.STEP;
  private static final int UNITS = 200;

  static Stream<ModelRecipe> recipes() {
    return Stream.concat(Stream.of(Samples.PLAIN, Samples.MLP), Samples.activated().stream());
  }

  @ParameterizedTest
  @MethodSource("recipes")
  void imagesGiveTheSameBitsWithTheirSeedsInWhateverPlace(ModelRecipe recipe) {
    float[] images = Samples.randomImages(SHAPE, COUNT, 2);
    long[] seeds = seeds(COUNT, 100);
    try (NetworkEngine engine = engine(recipe)) {
      engine.draw(seeds);
      float[][] all = run(engine, images, COUNT);

      // The last ones, in opposite order.
      int few = NetworkClassifier.STEP;
      float[] others = new float[few * SHAPE.size()];
      long[] theirs = new long[few];
      for (int i = 0; i < few; i++) {
        theirs[i] = seeds[COUNT - 1 - i];
        System.arraycopy(
            images, (COUNT - 1 - i) * SHAPE.size(), others, i * SHAPE.size(), SHAPE.size());
      }
      engine.draw(theirs);
      float[][] those = run(engine, others, few);

      for (int i = 0; i < few; i++) {
        assertThat(row(those[0], i, Samples.CLASSES))
            .containsExactly(row(all[0], COUNT - 1 - i, Samples.CLASSES));
        assertThat(row(those[1], i, SHAPE.size()))
            .containsExactly(row(all[1], COUNT - 1 - i, SHAPE.size()));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("recipes")
  void seedsStayUntilOthersComeAndNoneMeansNoPruning(ModelRecipe recipe) {
    float[] images = Samples.randomImages(SHAPE, COUNT, 2);
    try (NetworkEngine engine = engine(recipe);
        NetworkEngine unpruned = unprunedEngine(recipe)) {
      float[][] plain = run(unpruned, images, COUNT);
      assertThat(run(engine, images, COUNT)).as("before any seeds").isDeepEqualTo(plain);

      engine.draw(seeds(COUNT, 100));
      float[][] first = run(engine, images, COUNT);
      assertThat(run(engine, images, COUNT)).isDeepEqualTo(first);

      engine.draw(seeds(COUNT, 200));
      float[][] second = run(engine, images, COUNT);
      assertThat(second[0]).isNotEqualTo(first[0]).isNotEqualTo(plain[0]);
      assertThat(second[1]).isNotEqualTo(first[1]).isNotEqualTo(plain[1]);

      engine.prune(0);
      assertThat(run(engine, images, COUNT)).as("without samples").isDeepEqualTo(plain);

      engine.prune(1);
      assertThat(run(engine, images, COUNT)).isDeepEqualTo(second);

      engine.draw(null);
      assertThat(run(engine, images, COUNT)).as("after null").isDeepEqualTo(plain);
    }
  }

  /** Matrices in double precision, with the factors that the seeds give. */
  @Test
  void logitsAndGradientsAreThoseOfTheDefinition() {
    int count = 8;
    float[] images = Samples.randomImages(SHAPE, count, 2);
    MultiLayerNetwork network = Samples.network(Samples.MLP, SHAPE, DataType.DOUBLE, 1);
    long[] seeds = seeds(count, 100);
    INDArray batch = Nd4j.createFromArray(images).reshape(count, -1).castTo(DataType.DOUBLE);
    List<INDArray> weights =
        List.of(network.getParam("0_W"), network.getParam("1_W"), network.getParam("2_W"));
    INDArray first = hidden(network, 0, batch);
    INDArray firstFactors = factors(first, 0, seeds);
    INDArray second = hidden(network, 1, first.mul(firstFactors));
    INDArray secondFactors = factors(second, 1, seeds);
    INDArray logits =
        second.mul(secondFactors).mmul(weights.get(2)).addRowVector(network.getParam("2_b"));
    // The gradient of the first logit.
    INDArray ofLogits = Nd4j.zeros(DataType.DOUBLE, count, Samples.CLASSES);
    ofLogits.getColumn(0).assign(1);
    INDArray ofSecond =
        ofLogits
            .mmul(weights.get(2).transpose())
            .mul(secondFactors)
            .mul(second.gt(0).castTo(DataType.DOUBLE));
    INDArray ofFirst =
        ofSecond
            .mmul(weights.get(1).transpose())
            .mul(firstFactors)
            .mul(first.gt(0).castTo(DataType.DOUBLE));
    INDArray ofImages = ofFirst.mmul(weights.get(0).transpose());

    try (NetworkEngine engine = engine(Samples.MLP)) {
      engine.draw(seeds);
      float[][] found = run(engine, images, count);

      assertThat(found[0])
          .containsExactly(logits.ravel().castTo(DataType.FLOAT).toFloatVector(), within(1e-4f));
      assertThat(found[1])
          .containsExactly(ofImages.ravel().castTo(DataType.FLOAT).toFloatVector(), within(1e-4f));
    }
    assertThat(ofImages.amaxNumber().doubleValue()).isGreaterThan(0.01);
  }

  private static INDArray hidden(MultiLayerNetwork network, int layer, INDArray inputs) {
    return Transforms.relu(
        inputs.mmul(network.getParam(layer + "_W")).addRowVector(network.getParam(layer + "_b")),
        true);
  }

  /** What pruning multiplies activations [images, units] by. */
  private static INDArray factors(INDArray activations, int layer, long[] seeds) {
    int count = seeds.length;
    PruningStage stage = new PruningStage(UNITS, layer, count);
    stage.prune(1);
    Pass pass = Pass.of(Pass.Purpose.EVALUATION, seeds);
    stage.forward(activations.transpose().dup('c').data().asFloat(), count, pass);
    float[] ones = new float[UNITS * count];
    Arrays.fill(ones, 1);
    stage.backward(ones, count, GradientPath.EXACT, Wanted.INPUT);
    return Nd4j.createFromArray(ones).reshape(UNITS, count).transpose().castTo(DataType.DOUBLE);
  }

  private static NetworkEngine engine(ModelRecipe recipe) {
    NetworkEngine engine = unprunedEngine(recipe);
    engine.prune(1);
    return engine;
  }

  private static NetworkEngine unprunedEngine(ModelRecipe recipe) {
    MultiLayerNetwork network = Samples.network(recipe, SHAPE, DataType.FLOAT, 1);
    return new NetworkEngine(network, recipe, SHAPE, Convolution.Purpose.EVALUATION, COUNT);
  }

  /** Logits, and the gradients of each image's first one. */
  private static float[][] run(NetworkEngine engine, float[] images, int count) {
    float[] logits = Arrays.copyOf(engine.logits(images, count), count * Samples.CLASSES);
    Arrays.fill(engine.logitsGradient(), 0);
    for (int i = 0; i < count; i++) {
      engine.logitsGradient()[i * Samples.CLASSES] = 1;
    }
    float[] gradient = engine.imageGradient(count, GradientWay.EXACT);
    return new float[][] {logits, Arrays.copyOf(gradient, count * SHAPE.size())};
  }

  private static float[] row(float[] values, int row, int length) {
    return Arrays.copyOfRange(values, row * length, (row + 1) * length);
  }

  private static long[] seeds(int count, long first) {
    long[] seeds = new long[count];
    Arrays.setAll(seeds, i -> first + i);
    return seeds;
  }
}
