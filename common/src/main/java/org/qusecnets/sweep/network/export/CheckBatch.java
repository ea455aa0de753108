package org.qusecnets.sweep.network.export;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.qusecnets.sweep.dataset.ImageShape;
import org.qusecnets.sweep.network.NetworkClassifier;
import org.qusecnets.sweep.network.pretrained.CheckValues;

/**
 * Images of noise and what a network makes of them, so that an importer can check itself without
 * data; the same network gives the same values.
 *
 * @param images [16, channels, height, width], pseudo-random values in [0, 1]
 * @param logits [16, classes]
 */
public record CheckBatch(INDArray images, INDArray logits) {
  private static final int COUNT = 16;
  private static final int SEED = 1;

  /** What a classifier that draws no random numbers makes of the images. */
  public static CheckBatch of(NetworkClassifier classifier) {
    ImageShape shape = classifier.shape();
    float[] images = noise(COUNT * shape.size());
    return new CheckBatch(
        Nd4j.createFromArray(images)
            .reshape('c', COUNT, shape.channels(), shape.height(), shape.width()),
        Nd4j.createFromArray(classifier.logits(images, COUNT))
            .reshape('c', COUNT, classifier.classes()));
  }

  private static float[] noise(int length) {
    Random random = new Random(SEED);
    float[] noise = new float[length];
    for (int i = 0; i < length; i++) {
      noise[i] = random.nextFloat();
    }
    return noise;
  }

  /** Both by the names that they are exported under: {@code check_images}, {@code check_logits}. */
  public Map<String, INDArray> arrays() {
    Map<String, INDArray> arrays = new LinkedHashMap<>();
    arrays.put(CheckValues.IMAGES, images);
    arrays.put(CheckValues.LOGITS, logits);
    return arrays;
  }
}
