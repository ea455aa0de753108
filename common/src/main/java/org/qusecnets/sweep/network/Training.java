package org.qusecnets.sweep.network;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.qusecnets.sweep.Sha256;
import org.qusecnets.sweep.UserException;
import org.qusecnets.sweep.dataset.ImageShape;
import org.qusecnets.sweep.network.QuantizationOptions.ThresholdTraining;
import org.qusecnets.sweep.network.QuantizationOptions.Updater;
import org.qusecnets.sweep.network.TrainedModel.Epoch;

/** A network in training: in one go, or in several over a growing number of images. */
final class Training implements AutoCloseable {
  private final ModelRecipe recipe;
  private final MultiLayerNetwork network;
  private final NetworkEngine engine;
  private final Random random;
  private final long drawSeed;
  private long step;
  private final Consumer<Epoch> progress;
  private final List<Epoch> history = new ArrayList<>();

  /**
   * A network with its initial weights.
   *
   * @param recipe what to train and how
   * @param shape the shape of one image
   * @param classes number of classes
   * @param mostImages the most images that it will be trained on at once
   * @param weightSeed draws the initial weights
   * @param shuffleSeed draws the order of the images, anew for each epoch
   * @param progress is told of every epoch that ends
   */
  Training(
      ModelRecipe recipe,
      ImageShape shape,
      int classes,
      int mostImages,
      long weightSeed,
      long shuffleSeed,
      Consumer<Epoch> progress) {
    this.recipe = recipe;
    this.progress = progress;
    random = new Random(shuffleSeed);
    drawSeed = shuffleSeed;
    network = NetworkDefinition.build(recipe, shape, classes, DataType.FLOAT);
    Initializer.draw(network, recipe.network().initialization(), weightSeed);
    int batch = Math.min(recipe.training().batchSize(), mostImages);
    engine = new NetworkEngine(network, recipe.input(), shape, Convolution.Purpose.TRAINING, batch);
  }

  /**
   * Trains for the recipe's number of epochs, from the weights there are; the updaters start anew.
   *
   * @throws UserException if the cost is no longer finite
   */
  void train(TrainingImages images) {
    List<ParameterUpdater> updaters = updaters();
    for (int epoch = 0; epoch < recipe.training().epochs(); epoch++) {
      Epoch ended = trainEpoch(images, updaters);
      history.add(ended);
      if (!Double.isFinite(ended.cost())) {
        throw diverged("the cost is not finite after epoch " + history.size());
      }
      progress.accept(ended);
    }
    checkFinite();
  }

  private List<ParameterUpdater> updaters() {
    List<ParameterUpdater> updaters = new ArrayList<>();
    for (Parameters weights : engine.weights()) {
      updaters.add(new AdamUpdater(weights, recipe.training().learningRate()));
    }
    engine
        .quantization()
        .ifPresent(
            stage -> {
              if (stage.options().training() instanceof ThresholdTraining.Trained trained) {
                updaters.add(thresholdUpdater(stage.parameters(), trained));
              }
            });
    if (recipe.hidden().activation() instanceof ActivationOptions.Quantized quantized
        && quantized.thresholds() instanceof ThresholdTraining.Trained trained) {
      engine.activationThresholds().forEach(t -> updaters.add(thresholdUpdater(t, trained)));
    }
    return updaters;
  }

  private static ParameterUpdater thresholdUpdater(
      Parameters thresholds, ThresholdTraining.Trained trained) {
    return trained.updater() == Updater.SGD
        ? ParameterUpdater.gradientDescent(thresholds, trained.learningRate())
        : new AdamUpdater(thresholds, trained.learningRate());
  }

  private Epoch trainEpoch(TrainingImages images, List<ParameterUpdater> updaters) {
    long start = System.nanoTime();
    int[] numbers = permutation(images.size());
    int batch = Math.min(engine.capacity(), images.size());
    int values = engine.shape().size();
    float[] pixels = new float[batch * values];
    int[] labels = new int[batch];
    TrainingCost cost = new TrainingCost(recipe.training(), engine.classes());
    for (int from = 0; from < numbers.length; from += batch) {
      int count = Math.min(batch, numbers.length - from);
      for (int i = 0; i < count; i++) {
        images.copy(numbers[from + i], pixels, i * values);
        labels[i] = images.label(numbers[from + i]);
      }
      drawFor(numbers, from, count);
      float[] logits = engine.logits(pixels, count);
      cost.differentiate(logits, labels, count, engine.logitsGradient());
      engine.parameterGradients(count);
      updaters.forEach(ParameterUpdater::update);
      engine.parametersChanged();
    }
    return new Epoch(
        cost.sum() / numbers.length,
        (double) cost.correct() / numbers.length,
        (System.nanoTime() - start) / 1e9);
  }

  /** Fresh random numbers for each image at each step, where the network draws any. */
  private void drawFor(int[] numbers, int from, int count) {
    if (!engine.isRandom()) {
      return;
    }
    long[] seeds = new long[count];
    for (int i = 0; i < count; i++) {
      seeds[i] = Mixing.of(Mixing.of(drawSeed, step), numbers[from + i]);
    }
    engine.draw(seeds);
    step++;
  }

  private int[] permutation(int size) {
    int[] numbers = new int[size];
    for (int i = 0; i < size; i++) {
      int j = random.nextInt(i + 1);
      numbers[i] = numbers[j];
      numbers[j] = i;
    }
    return numbers;
  }

  /** The costs were taken before each step, so the last step has not been seen in them. */
  private void checkFinite() {
    Stream<Parameters> thresholds =
        Stream.concat(
            engine.quantization().map(QuantizationStage::parameters).stream(),
            engine.activationThresholds().stream());
    boolean finite =
        Stream.concat(engine.weights().stream(), thresholds).allMatch(Parameters::isFinite);
    if (!finite) {
      throw diverged("weights are not finite after training");
    }
  }

  private UserException diverged(String how) {
    return new UserException(
        "Cannot train " + recipe.parameters() + ": " + how + "; lower the learning rate");
  }

  /** The network as it is at each time, valid as long as this. */
  Classifier classifier() {
    return new NetworkClassifier(engine, GradientPath.EXACT, drawSeed);
  }

  /** The network as it is now. */
  TrainedModel model() {
    engine.store(network);
    byte[] archive = ModelArchive.write(network);
    return new TrainedModel(
        archive,
        Sha256.of(archive),
        network.numParams(),
        thresholds(),
        List.copyOf(history),
        null,
        EngineProvenance.current());
  }

  private float[][] thresholds() {
    INDArray thresholds = network.getLayer(0).paramTable().get(QuantizationLayer.THRESHOLDS);
    return thresholds == null ? new float[0][] : thresholds.toFloatMatrix();
  }

  @Override
  public void close() {
    engine.close();
    network.close();
  }
}
