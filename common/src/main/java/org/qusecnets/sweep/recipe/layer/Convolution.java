package org.qusecnets.sweep.recipe.layer;

import org.qusecnets.sweep.dataset.ImageShape;
import org.qusecnets.sweep.options.Option;
import org.qusecnets.sweep.options.Ranges;

/** A convolution of all channels with a bias for each filter. */
public record Convolution(
    @Option(
            key = "conv",
            says = "Number of filters: channels of its output.",
            from = 1,
            to = 65_536)
        int filters,
    @Option(says = "Rows and columns of its kernel.") Sides kernel,
    @Option(says = "From one output to the next.", otherwise = "1") Sides stride,
    @Option(says = "Zeros around its input.", otherwise = "valid") Padding padding,
    @Option(says = "From one row or column of the kernel to the next.", otherwise = "1")
        Sides dilation)
    implements Sliding {
  /** Checks the number of filters. */
  public Convolution {
    Ranges.check(Convolution.class, filters, kernel, stride, padding, dilation);
  }

  /** One of a square kernel that is not dilated. */
  public Convolution(int filters, int kernel, int stride, Padding padding) {
    this(filters, new Sides(kernel), new Sides(stride), padding, new Sides(1));
  }

  @Override
  public Window window() {
    return new Window(kernel, stride, dilation, padding);
  }

  @Override
  public String type() {
    return "conv";
  }

  @Override
  public ImageShape output(ImageShape input) {
    return new ImageShape(filters, window().rows(input), window().columns(input));
  }

  private long fanIn(ImageShape input) {
    return (long) kernel.rows() * kernel.columns() * input.channels();
  }

  @Override
  public long parameters(ImageShape input) {
    return (fanIn(input) + 1) * filters;
  }

  @Override
  public long biases(ImageShape input) {
    return output(input).channels();
  }

  @Override
  public long multiplications(ImageShape input) {
    return fanIn(input) * output(input).size();
  }

  /** What it makes, or what its kernel takes at all places of a row. */
  @Override
  public long largestArray(ImageShape input) {
    ImageShape output = output(input);
    return Math.max(output.size(), fanIn(input) * output.width());
  }

  @Override
  public String describe() {
    return "conv " + filters + " " + window().describe();
  }
}
