package org.qusecnets.sweep.network;

import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.qusecnets.sweep.dataset.ImageSet;
import org.qusecnets.sweep.recipe.ModelRecipe;

/** Training by DL4J's own {@code fit}, to compare {@link Trainer} with. */
final class Dl4jTraining {
  private final MultiLayerNetwork network;
  private final ImageSet images;
  private final double labelSmoothing;

  private Dl4jTraining(MultiLayerNetwork network, ImageSet images, double labelSmoothing) {
    this.network = network;
    this.images = images;
    this.labelSmoothing = labelSmoothing;
  }

  /** The network with the weights that {@link Trainer} starts from. */
  static Dl4jTraining start(ModelRecipe recipe, ImageSet images, long weightSeed) {
    MultiLayerNetwork network =
        (MultiLayerNetwork)
            NetworkDefinition.build(recipe, images.shape(), images.classes(), DataType.FLOAT);
    Initializer.draw(
        NetworkStructure.of(recipe, images.shape(), images.classes()),
        network.paramTable(),
        recipe.network().initialization(),
        weightSeed);
    return new Dl4jTraining(network, images, recipe.training().labelSmoothing());
  }

  /** Steps over batches of images in their order. */
  Dl4jTraining fit(int epochs, int batchSize) {
    for (int epoch = 0; epoch < epochs; epoch++) {
      for (int from = 0; from < images.size(); from += batchSize) {
        network.fit(batch(from, Math.min(images.size(), from + batchSize)));
      }
    }
    return this;
  }

  MultiLayerNetwork network() {
    return network;
  }

  /** The mean loss of all images. */
  double loss() {
    return network.score(batch(0, images.size()));
  }

  private DataSet batch(int from, int to) {
    int size = images.shape().size();
    float[] pixels = new float[(to - from) * size];
    int[] labels = new int[to - from];
    for (int i = from; i < to; i++) {
      images.scale(i, pixels, (i - from) * size);
      labels[i - from] = images.label(i);
    }
    INDArray targets = Samples.smoothed(labels, labelSmoothing, DataType.FLOAT);
    return new DataSet(Samples.batch(pixels, images.shape(), DataType.FLOAT), targets);
  }
}
