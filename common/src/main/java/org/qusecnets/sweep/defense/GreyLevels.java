package org.qusecnets.sweep.defense;

import java.util.Arrays;
import org.qusecnets.sweep.dataset.ImageShape;

/** Images of 8 bits: grey levels from 0 to 255, one array for each channel. */
final class GreyLevels {
  static final int GREATEST = 255;

  private GreyLevels() {}

  /** The channels of an image, rounded to grey levels; halves go to the even neighbour. */
  static int[][] of(float[] image, ImageShape shape) {
    int[][] channels = new int[shape.channels()][shape.height() * shape.width()];
    int next = 0;
    for (int[] channel : channels) {
      for (int i = 0; i < channel.length; i++) {
        channel[i] = nearest(image[next] * GREATEST);
        next++;
      }
    }
    return channels;
  }

  /** The grey level next to a number. */
  static int nearest(double level) {
    return (int) Math.max(0, Math.min(GREATEST, Math.rint(level)));
  }

  /** The image of these channels, its values in [0, 1]. */
  static float[] image(int[][] channels) {
    float[] image = new float[Arrays.stream(channels).mapToInt(channel -> channel.length).sum()];
    int next = 0;
    for (int[] channel : channels) {
      for (int level : channel) {
        image[next] = (float) level / GREATEST;
        next++;
      }
    }
    return image;
  }
}
