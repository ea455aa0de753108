package org.qusecnets.sweep.network.pretrained;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import org.qusecnets.sweep.dataset.format.DamagedPicture;
import org.qusecnets.sweep.dataset.format.NumberArray;

/**
 * Images and what the program that trained a network makes of them: with the scale of its input
 * whether the network is the same here.
 *
 * @param count number of images
 * @param images pixels from 0 to 1, [images, channels, rows, columns]
 * @param logits [images, classes]
 */
public record CheckValues(int count, float[] images, float[] logits) {
  /** Name of the array of images. */
  public static final String IMAGES = "check_images";

  /** Name of the array of logits. */
  public static final String LOGITS = "check_logits";

  /**
   * Those in a {@code .npz} file.
   *
   * @param network whose images and classes they must be of
   * @throws UnreadableNetwork if they are not; the message goes on after the file's name
   */
  public static CheckValues read(Path file, PretrainedNetwork network) throws IOException {
    try {
      NumberArray images = NumberArray.read(file, IMAGES);
      NumberArray logits = NumberArray.read(file, LOGITS);
      int count = logits.shape().length == 2 ? logits.shape()[0] : 0;
      boolean fit =
          count > 0
              && images.shape().length > 1
              && images.shape()[0] == count
              && images.values().length / count == network.input().size()
              && logits.shape()[1] == network.classes();
      if (!fit) {
        throw new UnreadableNetwork(
            "has %s of %s and %s of %s, where the network takes %d values of an image and makes %d"
                .formatted(
                    IMAGES,
                    Arrays.toString(images.shape()),
                    LOGITS,
                    Arrays.toString(logits.shape()),
                    network.input().size(),
                    network.classes()),
            "write as many of both");
      }
      return new CheckValues(count, images.values(), logits.values());
    } catch (DamagedPicture e) {
      throw new UnreadableNetwork(e.reason(), e.remedy());
    }
  }

  /** The largest difference of logits from these, as a share of the largest of these and 1. */
  public double difference(float[] computed) {
    double scale = 1;
    double largest = 0;
    for (int i = 0; i < logits.length; i++) {
      scale = Math.max(scale, Math.abs(logits[i]));
      double difference = Math.abs(computed[i] - (double) logits[i]);
      // What is no number differs from all that is one.
      largest = difference <= largest ? largest : difference;
    }
    return largest / scale;
  }
}
