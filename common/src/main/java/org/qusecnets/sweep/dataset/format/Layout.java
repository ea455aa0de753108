package org.qusecnets.sweep.dataset.format;

import java.util.Arrays;
import org.qusecnets.sweep.dataset.ImageShape;
import org.qusecnets.sweep.options.Options;

/** In what order the values of an image with several channels stand. */
public enum Layout {
  /** [height, width, channels]: NHWC. */
  CHANNELS_LAST {
    @Override
    public int place(ImageShape shape, int value) {
      int plane = shape.height() * shape.width();
      return value % shape.channels() * plane + value / shape.channels();
    }
  },
  /** [channels, height, width]: NCHW. */
  CHANNELS_FIRST {
    @Override
    public int place(ImageShape shape, int value) {
      return value;
    }
  };

  /**
   * The shape of an image whose lists or axes have these lengths: two for a grey one, or three.
   *
   * @throws DamagedPicture if they are not those of an image of 1 or 3 channels
   */
  public ImageShape shape(int... sides) throws DamagedPicture {
    boolean last = this == CHANNELS_LAST;
    int channels = sides.length == 2 ? 1 : sides.length == 3 ? sides[last ? 2 : 0] : 0;
    boolean known = channels == 1 || channels == 3;
    if (!known || Arrays.stream(sides).anyMatch(side -> side < 1)) {
      throw new DamagedPicture(
          "has images of shape %s, which are no rows and columns of 1 or 3 channels"
              .formatted(Arrays.toString(sides)),
          "set layout = %s if they are the other way round"
              .formatted(Options.nameOf(last ? CHANNELS_FIRST : CHANNELS_LAST)));
    }
    int rows = sides.length == 3 && !last ? 1 : 0;
    return new ImageShape(channels, sides[rows], sides[rows + 1]);
  }

  /** Where in [channels, height, width] the value with this number belongs. */
  public abstract int place(ImageShape shape, int value);
}
