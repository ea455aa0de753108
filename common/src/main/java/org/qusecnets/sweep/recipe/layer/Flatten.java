package org.qusecnets.sweep.recipe.layer;

import org.qusecnets.sweep.dataset.ImageShape;

/** The values in a row, [channels, rows, columns]: what a fully connected layer does by itself. */
public record Flatten() implements NetworkLayer {
  @Override
  public String type() {
    return "flatten";
  }

  @Override
  public long values(ImageShape input) {
    return 0;
  }
}
