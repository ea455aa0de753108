package org.qusecnets.sweep.recipe.layer;

import org.qusecnets.sweep.dataset.ImageShape;

/** The mean of each channel. */
public record GlobalAveragePool() implements NetworkLayer {
  @Override
  public String type() {
    return "global-average-pool";
  }

  @Override
  public ImageShape output(ImageShape input) {
    return new ImageShape(input.channels(), 1, 1);
  }
}
