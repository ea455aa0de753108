package org.qusecnets.sweep.recipe.layer;

import java.util.Optional;
import org.qusecnets.sweep.dataset.ImageShape;

/** A layer that makes a value of each place of a window on an image. */
public sealed interface Sliding extends NetworkLayer
    permits Convolution, DepthwiseConvolution, Pooling {
  /** What slides over its input. */
  Window window();

  @Override
  default Optional<String> obstacle(ImageShape input) {
    return window().obstacle(input);
  }
}
