package org.qusecnets.sweep.network;

import org.qusecnets.sweep.dataset.ImageShape;

/** The datasets whose images a network is timed on; the pixels are random. */
public enum Input {
  /** Grey, 28 x 28. */
  MNIST,
  /** In colour, 32 x 32. */
  CIFAR10;

  ImageShape shape() {
    return switch (this) {
      case MNIST -> Samples.GREY;
      case CIFAR10 -> Samples.COLOUR;
    };
  }

  /** The first convolution halves both sides of the image. */
  int secondConvolutionSide() {
    return shape().height() / 2;
  }

  float[] randomImages(int count) {
    return Samples.randomImages(shape(), count, 1);
  }
}
