package org.qusecnets.sweep.network;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.DoubleSupplier;
import java.util.stream.Stream;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;
import org.qusecnets.sweep.Sha256;
import org.qusecnets.sweep.dataset.ImageSet;
import org.qusecnets.sweep.dataset.ImageShape;
import org.qusecnets.sweep.recipe.ActivationOptions;
import org.qusecnets.sweep.recipe.Architecture;
import org.qusecnets.sweep.recipe.Architectures;
import org.qusecnets.sweep.recipe.Logits;
import org.qusecnets.sweep.recipe.ModelRecipe;
import org.qusecnets.sweep.recipe.NetworkOptions;
import org.qusecnets.sweep.recipe.NetworkOptions.Initialization;
import org.qusecnets.sweep.recipe.QuantizationOptions;
import org.qusecnets.sweep.recipe.QuantizationOptions.Derivative;
import org.qusecnets.sweep.recipe.QuantizationOptions.Placement;
import org.qusecnets.sweep.recipe.QuantizationOptions.Sharing;
import org.qusecnets.sweep.recipe.QuantizationOptions.ThresholdOptimizer;
import org.qusecnets.sweep.recipe.QuantizationOptions.ThresholdTraining;
import org.qusecnets.sweep.recipe.TrainingOptions;
import org.qusecnets.sweep.recipe.TrainingOptions.Loss;
import org.qusecnets.sweep.recipe.layer.BatchNormalization;

/** Recipes, images and networks for the tests of this package. */
public final class Samples {
  public static final ImageShape GREY = new ImageShape(1, 28, 28);
  public static final ImageShape COLOUR = new ImageShape(3, 32, 32);
  public static final int CLASSES = 10;
  public static final ModelRecipe PLAIN =
      ModelRecipe.undefended(NetworkOptions.defaults(), TrainingOptions.defaults());
  public static final ModelRecipe MLP = of(Architectures.MLP_200_200);

  private Samples() {}

  /** The undefended network of an architecture. */
  public static ModelRecipe of(Architecture architecture) {
    return ModelRecipe.undefended(
        new NetworkOptions(architecture, Initialization.CLEVERHANS_V3), TrainingOptions.defaults());
  }

  public static QuantizationOptions trained(
      int levels, double z, Sharing sharing, Placement placement, Derivative derivative) {
    return new QuantizationOptions(
        levels,
        z,
        ThresholdTraining.trained(ThresholdOptimizer.ADAM, 1e-3),
        sharing,
        placement,
        derivative);
  }

  public static QuantizationOptions constant(int levels, double z) {
    return new QuantizationOptions(
        levels,
        z,
        ThresholdTraining.constant(),
        Sharing.SHARED,
        Placement.LINEAR,
        Derivative.EXACT);
  }

  /** Every kind of quantization layer once. */
  public static List<QuantizationOptions> layers() {
    Stream<QuantizationOptions> trained =
        Stream.of(Sharing.values())
            .flatMap(
                sharing ->
                    Stream.of(Placement.values())
                        .map(placement -> trained(3, 5, sharing, placement, Derivative.EXACT)));
    return Stream.concat(trained, Stream.of(constant(2, 50), constant(4, 50))).toList();
  }

  public static ActivationOptions.Quantized fixed(int bits) {
    return new ActivationOptions.Quantized(bits, ThresholdTraining.constant());
  }

  public static ActivationOptions.Quantized dynamic(int bits) {
    return new ActivationOptions.Quantized(
        bits, ThresholdTraining.trained(ThresholdOptimizer.ADAM, 1e-3));
  }

  /** Every kind of activation but rectifiers once, on both networks. */
  static List<ModelRecipe> activated() {
    return Stream.of(new ActivationOptions.Bounded(0.5), fixed(1), dynamic(2))
        .flatMap(activation -> Stream.of(PLAIN.with(activation), MLP.with(activation)))
        .toList();
  }

  /**
   * Those that DL4J computes the gradients of as they are: with batch normalisation it does not.
   */
  private static Stream<Architecture> withoutNormalization() {
    return Architectures.ALL.stream()
        .filter(network -> network.all().noneMatch(BatchNormalization.class::isInstance));
  }

  static List<ModelRecipe> recipes() {
    ModelRecipe squared =
        PLAIN.trainedWith(TrainingOptions.defaults().with(Loss.MEAN_SQUARED_ERROR));
    return Stream.concat(
            Stream.concat(
                withoutNormalization().map(Samples::of),
                Stream.of(squared, squared.prepend(layers().get(0)))),
            Stream.concat(
                layers().stream()
                    .flatMap(layer -> Stream.of(PLAIN.prepend(layer), MLP.prepend(layer))),
                Stream.concat(
                    activated().stream(),
                    Stream.of(PLAIN.prepend(layers().get(0)).with(fixed(2))))))
        .toList();
  }

  /**
   * Random images that quantized activations, if there are any, take to the same side of a
   * threshold in float as in double precision, in which the network is.
   */
  public static float[] imagesOffThresholds(
      MultiLayerNetwork network, ImageShape shape, int count) {
    for (long seed = 2; seed < 100; seed++) {
      float[] images = randomImages(shape, count, seed);
      if (distanceFromThresholds(network, batch(images, shape, DataType.DOUBLE)) > 4e-6) {
        return images;
      }
    }
    throw new IllegalStateException("no images off the thresholds of " + network.summary());
  }

  /** The least distance of tanh from a threshold or from where its gradient begins or ends. */
  private static double distanceFromThresholds(MultiLayerNetwork network, INDArray batch) {
    List<INDArray> activations = network.feedForward(batch, false);
    double distance = 1;
    for (int layer = 0; layer < network.getnLayers(); layer++) {
      if (network.getLayerWiseConfigurations().getConf(layer).getLayer()
          instanceof ActivationQuantizationLayer quantized) {
        int thresholds = quantized.function().thresholds();
        INDArray tangents = Transforms.tanh(activations.get(layer), true);
        INDArray steps = tangents.addi(1).muli(thresholds);
        INDArray distances = Transforms.abs(steps.sub(Transforms.round(steps, true)), false);
        distance = Math.min(distance, distances.minNumber().doubleValue() / thresholds);
      }
    }
    return distance;
  }

  public static float[] randomImages(ImageShape shape, int count, long seed) {
    Random random = new Random(seed);
    float[] images = new float[count * shape.size()];
    for (int i = 0; i < images.length; i++) {
      images[i] = random.nextFloat();
    }
    return images;
  }

  /** Values from -0.5 to 0.5. */
  public static float[] randomValues(int length, long seed) {
    Random random = new Random(seed);
    float[] values = new float[length];
    for (int i = 0; i < length; i++) {
      values[i] = random.nextFloat() - 0.5f;
    }
    return values;
  }

  /** Images of noise whose brightness tells the class. */
  static ImageSet brightnessClasses(ImageShape shape, int count, long seed) {
    Random random = new Random(seed);
    byte[] pixels = new byte[count * shape.size()];
    byte[] labels = new byte[count];
    for (int i = 0; i < count; i++) {
      labels[i] = (byte) (i % CLASSES);
      for (int p = 0; p < shape.size(); p++) {
        pixels[i * shape.size() + p] = (byte) (25 * labels[i] + random.nextInt(25));
      }
    }
    return new ImageSet(shape, CLASSES, pixels, labels);
  }

  /** All images of a set as a classifier takes them. */
  static float[] scaled(ImageSet images) {
    int size = images.shape().size();
    float[] pixels = new float[images.size() * size];
    for (int i = 0; i < images.size(); i++) {
      images.scale(i, pixels, i * size);
    }
    return pixels;
  }

  /** The predicted class of each image. */
  static int[] predictions(float[] logits) {
    int[] classes = new int[logits.length / CLASSES];
    for (int i = 0; i < classes.length; i++) {
      classes[i] = Logits.argmax(logits, i * CLASSES, CLASSES);
    }
    return classes;
  }

  /** A network of grey images that was not trained, as a trained model. */
  public static TrainedModel untrained(ModelRecipe recipe) {
    byte[] archive = ModelArchive.write(network(recipe, GREY, DataType.FLOAT, 1));
    return model(archive, Sha256.of(archive));
  }

  /** What is known of a trained model of which there is but the archive. */
  static TrainedModel model(byte[] archive, String sha256) {
    return new TrainedModel(
        archive, sha256, 0, new float[0][], List.of(), null, EngineProvenance.current());
  }

  public static MultiLayerNetwork network(
      ModelRecipe recipe, ImageShape shape, DataType precision, long seed) {
    return (MultiLayerNetwork) model(recipe, shape, precision, seed);
  }

  /** The same of whatever structure; batch normalisation has statistics as if it were trained. */
  public static Model model(ModelRecipe recipe, ImageShape shape, DataType precision, long seed) {
    Model network = NetworkDefinition.build(recipe, shape, CLASSES, precision);
    Map<String, INDArray> parameters = network.paramTable();
    Initializer.draw(
        NetworkStructure.of(recipe, shape, CLASSES),
        parameters,
        recipe.network().initialization(),
        seed);
    Random random = new Random(seed);
    parameters.forEach(
        (key, array) -> {
          if (key.endsWith("_b") || key.endsWith("_beta") || key.endsWith("_mean")) {
            draw(array, () -> 0.1 * random.nextGaussian());
          } else if (key.endsWith("_gamma") || key.endsWith("_var")) {
            draw(array, () -> 0.5 + random.nextDouble());
          }
        });
    return network;
  }

  private static void draw(INDArray array, DoubleSupplier numbers) {
    for (int i = 0; i < array.length(); i++) {
      array.putScalar(i, (float) numbers.getAsDouble());
    }
  }

  static INDArray batch(float[] images, ImageShape shape, DataType precision) {
    return Nd4j.createFromArray(images)
        .reshape('c', -1, shape.channels(), shape.height(), shape.width())
        .castTo(precision);
  }

  static INDArray smoothed(int[] labels, double smoothing, DataType precision) {
    INDArray targets = Nd4j.zeros(precision, labels.length, CLASSES).addi(smoothing / CLASSES);
    for (int i = 0; i < labels.length; i++) {
      targets.putScalar(i, labels[i], 1 - smoothing + smoothing / CLASSES);
    }
    return targets;
  }
}
