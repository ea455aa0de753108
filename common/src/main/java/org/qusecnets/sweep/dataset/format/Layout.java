package org.qusecnets.sweep.dataset.format;

import org.qusecnets.sweep.dataset.ImageShape;

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

  /** Where in [channels, height, width] the value with this number belongs. */
  public abstract int place(ImageShape shape, int value);
}
