package org.qusecnets.sweep.recipe.layer;

import org.qusecnets.sweep.dataset.ImageShape;
import org.qusecnets.sweep.options.Option;
import org.qusecnets.sweep.options.Ranges;

/** A convolution of each channel by itself, with a bias for each filter. */
public record DepthwiseConvolution(
    @Option(
            key = "depthwise-conv",
            says = "Filters of each channel, side by side in its output.",
            otherwise = "1",
            from = 1,
            to = 1024)
        int multiplier,
    @Option(says = "Rows and columns of its kernel.") Sides kernel,
    @Option(says = "From one output to the next.", otherwise = "1") Sides stride,
    @Option(says = "Zeros around its input.", otherwise = "valid") Padding padding,
    @Option(says = "From one row or column of the kernel to the next.", otherwise = "1")
        Sides dilation)
    implements Sliding {
  /** Checks the number of filters. */
  public DepthwiseConvolution {
    Ranges.check(DepthwiseConvolution.class, multiplier, kernel, stride, padding, dilation);
  }

  @Override
  public Window window() {
    return new Window(kernel, stride, dilation, padding);
  }

  @Override
  public String type() {
    return "depthwise-conv";
  }

  @Override
  public ImageShape output(ImageShape input) {
    int channels = Math.multiplyExact(input.channels(), multiplier);
    return new ImageShape(channels, window().rows(input), window().columns(input));
  }

  private long fanIn() {
    return (long) kernel.rows() * kernel.columns();
  }

  @Override
  public long parameters(ImageShape input) {
    return (fanIn() + 1) * input.channels() * multiplier;
  }

  @Override
  public long biases(ImageShape input) {
    return output(input).channels();
  }

  @Override
  public long multiplications(ImageShape input) {
    return fanIn() * output(input).size();
  }

  @Override
  public String describe() {
    return "depthwise-conv " + multiplier + " " + window().describe();
  }
}
