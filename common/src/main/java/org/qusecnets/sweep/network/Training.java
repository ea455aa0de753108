package org.qusecnets.sweep.network;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.deeplearning4j.nn.api.Model;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.qusecnets.sweep.UserException;
import org.qusecnets.sweep.dataset.ImageShape;
import org.qusecnets.sweep.network.TrainedModel.Epoch;
import org.qusecnets.sweep.network.arithmetic.Convolution;
import org.qusecnets.sweep.network.interval.WorstCase;
import org.qusecnets.sweep.network.optimizer.Plateau;
import org.qusecnets.sweep.network.optimizer.TrainableParameters;
import org.qusecnets.sweep.network.pretrained.PretrainedNetwork;
import org.qusecnets.sweep.recipe.BoxSchedule;
import org.qusecnets.sweep.recipe.CertifiedTraining;
import org.qusecnets.sweep.recipe.Classifier;
import org.qusecnets.sweep.recipe.Distillation;
import org.qusecnets.sweep.recipe.EarlyStopping;
import org.qusecnets.sweep.recipe.GradientWay;
import org.qusecnets.sweep.recipe.LearningRateSchedule;
import org.qusecnets.sweep.recipe.ModelRecipe;
import org.qusecnets.sweep.recipe.TrainingAugmentation;
import org.qusecnets.sweep.recipe.TrainingOptions;

/**
 * A network in training: in one go, or in several over a growing number of images.
 *
 * <p>Augmentations change the batches, not their order: that comes from its own generator, as
 * without them.
 */
final class Training implements AutoCloseable {
  /** Sets the seeds of augmentations apart from the seed of the images' order. */
  private static final long AUGMENTATION = 0x6175676d656e74L;

  private final ModelRecipe recipe;
  private final Model network;
  private final NetworkEngine engine;
  private final int batchSize;
  private final double temperature;
  private final ImageOrder order;
  private final long augmentationSeed;
  private final Consumer<Epoch> progress;
  private final List<Epoch> history = new ArrayList<>();
  private final Optional<BoxLoss> boxes;

  /**
   * A network with its initial weights.
   *
   * @param recipe what to train and how
   * @param shape the shape of one image
   * @param classes number of classes
   * @param mostImages the most images that it will be trained on at once
   * @param weightSeed draws the initial weights
   * @param shuffleSeed draws the order of the images, anew for each epoch; of another purpose also
   *     what augmentations draw
   * @param weights the initial weights in place of drawn ones
   * @param progress is told of every epoch that ends
   */
  Training(
      ModelRecipe recipe,
      ImageShape shape,
      int classes,
      int mostImages,
      long weightSeed,
      long shuffleSeed,
      Optional<PretrainedNetwork> weights,
      Consumer<Epoch> progress) {
    this.recipe = recipe;
    this.progress = progress;
    order = new ImageOrder(shuffleSeed);
    augmentationSeed = Mixing.of(shuffleSeed, AUGMENTATION);
    temperature = recipe.trainingDefenses().distilled().map(Distillation::temperature).orElse(1.0);
    network = NetworkDefinition.build(recipe, shape, classes, DataType.FLOAT);
    NetworkStructure structure = NetworkStructure.of(recipe, shape, classes);
    Map<String, INDArray> table = network.paramTable();
    weights.ifPresentOrElse(
        given -> GivenWeights.write(structure, table, given),
        () -> Initializer.draw(structure, table, recipe.network().initialization(), weightSeed));
    batchSize = Math.min(recipe.training().batchSize(), mostImages);
    int rows = Math.toIntExact(recipe.stepImages(mostImages));
    engine = new NetworkEngine(network, recipe, shape, Convolution.Purpose.TRAINING, rows);
    boxes = recipe.trainingDefenses().certified().map(certified -> new BoxLoss(certified, engine));
  }

  /**
   * Trains on the labels for the recipe's number of epochs, or until the loss is at a plateau, from
   * the weights there are; optimizers and learning rates start anew.
   *
   * @throws UserException if the loss is no longer finite
   */
  void train(TrainingImages images) {
    train(images, Optional.empty());
  }

  /** The same on a teacher's probabilities; labels tell only what counts as correct. */
  void train(TrainingImages images, SoftLabels soft) {
    train(images, Optional.of(soft));
  }

  private void train(TrainingImages images, Optional<SoftLabels> soft) {
    TrainingOptions options = recipe.training();
    Optimizers optimizers = new Optimizers(recipe, engine);
    TrainingBatch batch =
        new TrainingBatch(images, soft, engine.shape(), options.augmentation(), engine.capacity());
    Plateau plateau = plateau(options.stopping());
    boolean ends = false;
    for (int epoch = 0; epoch < options.epochs() && !ends; epoch++) {
      Epoch ended;
      try {
        ended = trainEpoch(images.size(), batch, optimizers, epoch);
      } catch (ArithmeticException e) {
        throw diverged("the logits are not finite in epoch " + (history.size() + 1));
      }
      history.add(ended);
      if (!Double.isFinite(ended.loss())) {
        throw diverged("the loss is not finite after epoch " + history.size());
      }
      progress.accept(ended);
      ends = boxesAreGrown((double) epoch / options.epochs()) && plateau.isReachedAt(ended.loss());
    }
    checkFinite();
  }

  /** What tells that training is over; it has seen no epoch yet. */
  static Plateau plateau(EarlyStopping stopping) {
    return new Plateau(stopping.patience(), stopping.leastGain());
  }

  /**
   * One pass over the images.
   *
   * @param epoch the number of passes that lie before it
   */
  private Epoch trainEpoch(int images, TrainingBatch batch, Optimizers optimizers, int epoch) {
    long start = System.nanoTime();
    int[] numbers = order.next(images);
    long epochSeed = Mixing.of(augmentationSeed, history.size());
    List<TrainingAugmentation> augmentations = recipe.trainingDefenses().augmentations();
    Classifier now = classifier();
    TrainingLoss loss = new TrainingLoss(recipe.training(), engine.classes(), temperature);
    TrainingLoss boxLoss = new TrainingLoss(recipe.training(), engine.classes());
    LearningRateSchedule schedule = recipe.training().steps().schedule();
    int epochs = recipe.training().epochs();
    long rows = 0;
    for (int from = 0; from < images; from += batchSize) {
      Interruption.check();
      batch.fill(numbers, from, Math.min(from + batchSize, images), epochSeed);
      for (int place = 0; place < augmentations.size(); place++) {
        batch.augment(augmentations.get(place), place, now);
      }
      if (engine.isRandomInTraining()) {
        engine.draw(batch.drawSeeds());
      }
      BoxSchedule.Phase phase = phase((double) epoch / epochs + (double) from / images / epochs);
      float[] centres = batch.pixels();
      if (phase.epsilon() > 0) {
        centres = batch.centres(boxes.get().certified, now, phase.epsilon());
      }
      loss.weigh(phase.kappa());
      float[] logits = engine.trainingLogits(batch.pixels(), batch.count());
      batch.differentiate(loss, logits, engine.logitsGradient());
      if (phase.kappa() > 0) {
        engine.parameterGradients(batch.count());
      } else {
        engine.clearGradients();
      }
      if (phase.epsilon() > 0) {
        boxLoss.weigh(1 - phase.kappa());
        boxes.get().addGradients(boxLoss, centres, batch, phase);
      }
      optimizers.step(phase.rate() * schedule.share(epoch + (double) from / images, epochs));
      engine.parametersChanged();
      rows += batch.count();
    }
    return new Epoch(
        (loss.sum() + boxLoss.sum()) / rows,
        (double) loss.correct() / rows,
        (System.nanoTime() - start) / 1e9);
  }

  private BoxSchedule.Phase phase(double progress) {
    return boxes
        .map(these -> these.certified.schedule().at(progress))
        .orElse(new BoxSchedule.Phase(0, 1, 1));
  }

  private boolean boxesAreGrown(double progress) {
    return boxes.map(these -> these.certified.schedule().isGrown(progress)).orElse(true);
  }

  /** The losses were taken before each step, so the last step has not been seen in them. */
  private void checkFinite() {
    Stream<TrainableParameters> thresholds =
        Stream.concat(
            engine.quantization().map(QuantizationStage::parameters).stream(),
            engine.activationThresholds().stream());
    boolean finite =
        Stream.concat(engine.weights().stream(), thresholds)
            .allMatch(TrainableParameters::isFinite);
    if (!finite) {
      throw diverged("weights are not finite after training");
    }
  }

  private UserException diverged(String how) {
    return diverged(recipe, how);
  }

  static UserException diverged(ModelRecipe recipe, String how) {
    return new UserException(
        "Cannot train " + recipe.parameters() + ": " + how + "; lower the learning rate");
  }

  /** The epochs so far. */
  List<Epoch> history() {
    return List.copyOf(history);
  }

  /** The network as it is at each time, valid as long as this. */
  Classifier classifier() {
    return new NetworkClassifier(engine, GradientWay.EXACT, augmentationSeed);
  }

  /** The network as it is now. */
  TrainedModel model() {
    engine.store(network);
    return TrainedModel.of(network, history());
  }

  @Override
  public void close() {
    boxes.ifPresent(these -> these.worstCase.close());
    engine.close();
    NetworkMemory.free(network);
  }

  /** The loss of the worst logits in boxes around images. */
  private static final class BoxLoss {
    private final CertifiedTraining certified;
    private final WorstCase worstCase;
    private final int size;
    private final float[] lower;
    private final float[] upper;
    private final float[] gradient;

    BoxLoss(CertifiedTraining certified, NetworkEngine engine) {
      this.certified = certified;
      worstCase = engine.worstCase();
      size = engine.shape().size();
      lower = new float[engine.capacity() * size];
      upper = new float[lower.length];
      gradient = new float[engine.capacity() * engine.classes()];
    }

    /** Adds the gradients of a batch's mean loss to those that there are. */
    void addGradients(
        TrainingLoss loss, float[] centres, TrainingBatch batch, BoxSchedule.Phase phase) {
      int count = batch.count();
      float radius = (float) certified.radius(phase);
      for (int i = 0; i < count * size; i++) {
        lower[i] = Math.min(centres[i], Math.max(0f, centres[i] - radius));
        upper[i] = Math.max(centres[i], Math.min(1f, centres[i] + radius));
      }
      float[] logits =
          worstCase.logits(lower, upper, batch.labels(), count, certified.linearShare(phase));
      loss.differentiate(logits, batch.labels(), count, gradient);
      worstCase.addGradients(gradient, count);
    }
  }
}
