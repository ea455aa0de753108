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
import org.qusecnets.sweep.dataset.ImageSet;
import org.qusecnets.sweep.network.QuantizationOptions.ThresholdTraining;
import org.qusecnets.sweep.network.QuantizationOptions.Updater;
import org.qusecnets.sweep.network.TrainedModel.Epoch;

/**
 * Trains the network of a {@link ModelRecipe} on one thread. The same recipe, images and seeds give
 * the same bytes.
 */
public final class Trainer {
  private final ModelRecipe recipe;
  private final ImageSet images;
  private final MultiLayerNetwork network;
  private final List<ParameterUpdater> updaters = new ArrayList<>();

  private Trainer(ModelRecipe recipe, ImageSet images, long weightSeed) {
    this.recipe = recipe;
    this.images = images;
    network = NetworkDefinition.build(recipe, images.shape(), images.classes(), DataType.FLOAT);
    Initializer.draw(network, recipe.network().initialization(), weightSeed);
  }

  /**
   * Trains a model.
   *
   * @param recipe what to train and how
   * @param images what to train on
   * @param weightSeed draws the initial weights
   * @param shuffleSeed draws the order of the images, anew for each epoch
   * @param progress is told of every epoch that ends
   * @throws UserException if the cost is no longer finite
   */
  public static TrainedModel train(
      ModelRecipe recipe,
      ImageSet images,
      long weightSeed,
      long shuffleSeed,
      Consumer<Epoch> progress) {
    Trainer trainer = new Trainer(recipe, images, weightSeed);
    try {
      return trainer.train(shuffleSeed, progress);
    } finally {
      trainer.network.close();
    }
  }

  private TrainedModel train(long shuffleSeed, Consumer<Epoch> progress) {
    int batch = Math.min(recipe.training().batchSize(), images.size());
    List<Epoch> history = new ArrayList<>();
    try (NetworkEngine engine =
        new NetworkEngine(network, images.shape(), Convolution.Purpose.TRAINING, batch)) {
      double learningRate = recipe.training().learningRate();
      for (Parameters weights : engine.weights()) {
        updaters.add(new AdamUpdater(weights, learningRate));
      }
      engine.quantization().ifPresent(this::addThresholdUpdater);
      Random random = new Random(shuffleSeed);
      for (int epoch = 1; epoch <= recipe.training().epochs(); epoch++) {
        history.add(trainEpoch(engine, permutation(random), batch));
        if (!Double.isFinite(history.get(epoch - 1).cost())) {
          throw diverged("the cost is not finite after epoch " + epoch);
        }
        progress.accept(history.get(epoch - 1));
      }
      checkFinite(engine);
      engine.store(network);
    }
    byte[] archive = ModelArchive.write(network);
    return new TrainedModel(
        archive,
        Sha256.of(archive),
        network.numParams(),
        thresholds(),
        List.copyOf(history),
        EngineProvenance.current());
  }

  /** The costs were taken before each step, so the last step has not been seen in them. */
  private void checkFinite(NetworkEngine engine) {
    Stream<Parameters> thresholds =
        engine.quantization().map(QuantizationStage::parameters).stream();
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

  private void addThresholdUpdater(QuantizationStage stage) {
    if (stage.options().training() instanceof ThresholdTraining.Trained trained) {
      Parameters thresholds = stage.parameters();
      updaters.add(
          trained.updater() == Updater.SGD
              ? ParameterUpdater.gradientDescent(thresholds, trained.learningRate())
              : new AdamUpdater(thresholds, trained.learningRate()));
    }
  }

  private Epoch trainEpoch(NetworkEngine engine, int[] order, int batch) {
    long start = System.nanoTime();
    int values = images.shape().size();
    float[] pixels = new float[batch * values];
    int[] labels = new int[batch];
    TrainingCost cost = new TrainingCost(recipe.training(), images.classes());
    for (int from = 0; from < order.length; from += batch) {
      int count = Math.min(batch, order.length - from);
      for (int i = 0; i < count; i++) {
        images.scale(order[from + i], pixels, i * values);
        labels[i] = images.label(order[from + i]);
      }
      float[] logits = engine.logits(pixels, count);
      cost.differentiate(logits, labels, count, engine.logitsGradient());
      engine.parameterGradients(count);
      updaters.forEach(ParameterUpdater::update);
      engine.parametersChanged();
    }
    return new Epoch(
        cost.sum() / order.length,
        (double) cost.correct() / order.length,
        (System.nanoTime() - start) / 1e9);
  }

  private int[] permutation(Random random) {
    int[] order = new int[images.size()];
    for (int i = 0; i < order.length; i++) {
      int j = random.nextInt(i + 1);
      order[i] = order[j];
      order[j] = i;
    }
    return order;
  }

  private float[][] thresholds() {
    INDArray thresholds = network.getLayer(0).paramTable().get(QuantizationLayer.THRESHOLDS);
    return thresholds == null ? new float[0][] : thresholds.toFloatMatrix();
  }
}
