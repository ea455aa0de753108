package org.qusecnets.sweep.recipe.layer;

import org.qusecnets.sweep.dataset.ImageShape;
import org.qusecnets.sweep.options.Option;
import org.qusecnets.sweep.options.Ranges;

/** A fully connected layer with a bias for each unit. */
public record Dense(
    @Option(key = "dense", says = "Number of units.", from = 1, to = 1_000_000) int units)
    implements NetworkLayer {
  /** Checks the number of units. */
  public Dense {
    Ranges.check(Dense.class, units);
  }

  @Override
  public String type() {
    return "dense";
  }

  @Override
  public ImageShape output(ImageShape input) {
    return new ImageShape(units, 1, 1);
  }

  @Override
  public long parameters(ImageShape input) {
    return (input.size() + 1L) * units;
  }

  @Override
  public long biases(ImageShape input) {
    return output(input).channels();
  }

  @Override
  public long multiplications(ImageShape input) {
    return (long) input.size() * units;
  }

  @Override
  public String describe() {
    return "dense " + units;
  }
}
