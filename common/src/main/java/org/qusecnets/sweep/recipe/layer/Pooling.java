package org.qusecnets.sweep.recipe.layer;

import java.util.Optional;
import org.qusecnets.sweep.dataset.ImageShape;
import org.qusecnets.sweep.options.Option;

/** One value for each place of a window on a channel; padding counts for nothing. */
public sealed interface Pooling extends Sliding {
  /** Of an image, at all places of the window: each is a number of 4 bytes. */
  long MOST_TAKEN = 1L << 26;

  @Override
  default ImageShape output(ImageShape input) {
    return new ImageShape(input.channels(), window().rows(input), window().columns(input));
  }

  @Override
  default Optional<String> obstacle(ImageShape input) {
    return Sliding.super.obstacle(input).or(() -> obstacleToPlaces(input));
  }

  private Optional<String> obstacleToPlaces(ImageShape input) {
    long taken = window().taken(input) * output(input).size();
    return taken <= MOST_TAKEN
        ? Optional.empty()
        : Optional.of(
            "its windows take %,d values of an image, more than %,d".formatted(taken, MOST_TAKEN));
  }

  @Override
  default String describe() {
    return type() + " " + window().describe();
  }

  private static Window window(Sides kernel, Sides stride, Padding padding) {
    return new Window(kernel, stride, new Sides(1), padding);
  }

  /** The largest value; where several are, the gradient goes to the first. */
  record Max(
      @Option(key = "max-pool", says = "Rows and columns of the window.") Sides kernel,
      @Option(says = "From one place to the next; the window's size by default.", optional = true)
          Sides stride,
      @Option(says = "What is around its input.", otherwise = "valid") Padding padding)
      implements Pooling {
    /** Fills in the stride. */
    public Max {
      stride = stride == null ? kernel : stride;
    }

    @Override
    public String type() {
      return "max-pool";
    }

    @Override
    public Window window() {
      return Pooling.window(kernel, stride, padding);
    }
  }

  /** The mean of the values that are no padding. */
  record Average(
      @Option(key = "average-pool", says = "Rows and columns of the window.") Sides kernel,
      @Option(says = "From one place to the next; the window's size by default.", optional = true)
          Sides stride,
      @Option(says = "What is around its input.", otherwise = "valid") Padding padding)
      implements Pooling {
    /** Fills in the stride. */
    public Average {
      stride = stride == null ? kernel : stride;
    }

    @Override
    public String type() {
      return "average-pool";
    }

    @Override
    public Window window() {
      return Pooling.window(kernel, stride, padding);
    }
  }
}
