package org.qusecnets.sweep.network;

import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.qusecnets.sweep.UserException;
import org.qusecnets.sweep.dataset.ImageSet;
import org.qusecnets.sweep.dataset.ImageShape;
import org.qusecnets.sweep.network.TrainedModel.Epoch;
import org.qusecnets.sweep.network.optimizer.Plateau;
import org.qusecnets.sweep.recipe.ModelRecipe;

/**
 * A network that several workers train together, from its first weights to the trained model.
 * Whoever shares it out changes the parameters of {@link #network()}.
 */
public final class SharedNetwork implements AutoCloseable {
  private final ModelRecipe recipe;
  private final ImageShape shape;
  private final int classes;
  private final MultiLayerNetwork network;
  private final List<Epoch> history = new ArrayList<>();
  private final Plateau plateau;
  private boolean ends;

  /**
   * The network that {@link Trainer} starts from.
   *
   * @param recipe what to train and how
   * @param shape the shape of one image
   * @param classes number of classes
   * @param weightSeed draws the initial weights
   * @throws IllegalArgumentException if the recipe asks for what workers cannot do together
   */
  public SharedNetwork(ModelRecipe recipe, ImageShape shape, int classes, long weightSeed) {
    recipe
        .obstacleToDataParallelism()
        .ifPresent(
            obstacle -> {
              throw new IllegalArgumentException("training by several workers " + obstacle);
            });
    this.recipe = recipe.inTraining();
    this.shape = shape;
    this.classes = classes;
    plateau = Training.plateau(recipe.training().stopping());
    network = built();
    Initializer.draw(
        NetworkStructure.of(this.recipe, shape, classes),
        network.paramTable(),
        recipe.network().initialization(),
        weightSeed);
  }

  /** A network without branches: workers share no others. */
  private MultiLayerNetwork built() {
    return (MultiLayerNetwork) NetworkDefinition.build(recipe, shape, classes, DataType.FLOAT);
  }

  /** The network itself, with the parameters that it has now. */
  public MultiLayerNetwork network() {
    return network;
  }

  /**
   * Images as DL4J takes them, [images, channels, height, width], with their labels as rows of
   * zeros and a one, [images, classes].
   *
   * @param images where they come from
   * @param numbers [images]: which of them
   */
  public static DataSet batch(ImageSet images, int[] numbers) {
    ImageShape shape = images.shape();
    int classes = images.classes();
    float[] pixels = new float[numbers.length * shape.size()];
    float[] labels = new float[numbers.length * classes];
    for (int i = 0; i < numbers.length; i++) {
      images.scale(numbers[i], pixels, i * shape.size());
      labels[i * classes + images.label(numbers[i])] = 1;
    }
    return new DataSet(
        Nd4j.createFromArray(pixels)
            .reshape('c', numbers.length, shape.channels(), shape.height(), shape.width()),
        Nd4j.createFromArray(labels).reshape('c', numbers.length, classes));
  }

  /**
   * Takes down an epoch that has ended.
   *
   * @throws UserException if its loss is not finite
   */
  public void ended(Epoch epoch) {
    history.add(epoch);
    if (!Double.isFinite(epoch.loss())) {
      throw Training.diverged(recipe, "the loss is not finite after epoch " + history.size());
    }
    ends = plateau.isReachedAt(epoch.loss()) || history.size() == recipe.training().epochs();
  }

  /** Whether all epochs have ended, or enough of them without a gain. */
  public boolean isTrained() {
    return ends;
  }

  /**
   * The network as it is now, in the form that {@link Trainer} gives.
   *
   * @throws UserException if a parameter is not finite
   */
  public TrainedModel model() {
    if (!Double.isFinite(network.params().norm1Number().doubleValue())) {
      throw Training.diverged(recipe, "weights are not finite after training");
    }
    // Without the counts of steps that DL4J keeps in the configuration.
    MultiLayerNetwork clean = built();
    try {
      clean.setParams(network.params());
      return TrainedModel.of(clean, List.copyOf(history));
    } finally {
      NetworkMemory.free(clean);
    }
  }

  @Override
  public void close() {
    NetworkMemory.free(network);
  }
}
