package org.qusecnets.sweep.network.layer;

import org.qusecnets.sweep.dataset.ImageShape;
import org.qusecnets.sweep.network.arithmetic.ConvolutionGeometry;
import org.qusecnets.sweep.network.arithmetic.ConvolutionGeometry.Border;
import org.qusecnets.sweep.network.arithmetic.ConvolutionGeometry.Reach;
import org.qusecnets.sweep.network.arithmetic.ConvolutionGeometry.Steps;
import org.qusecnets.sweep.recipe.layer.Convolution;
import org.qusecnets.sweep.recipe.layer.Dense;
import org.qusecnets.sweep.recipe.layer.DepthwiseConvolution;
import org.qusecnets.sweep.recipe.layer.NetworkLayer;
import org.qusecnets.sweep.recipe.layer.Window;

/** Layers with weights as convolutions. */
public final class LayerGeometry {
  private LayerGeometry() {}

  /**
   * Which values meet which weights in a layer.
   *
   * @param input the shape of what it takes
   * @throws IllegalArgumentException if it has no weights
   */
  public static ConvolutionGeometry of(NetworkLayer layer, ImageShape input) {
    if (layer instanceof Convolution convolution) {
      return of(convolution.window(), input, convolution.filters(), Reach.ALL_CHANNELS);
    } else if (layer instanceof DepthwiseConvolution convolution) {
      int filters = layer.output(input).channels();
      return of(convolution.window(), input, filters, Reach.ONE_CHANNEL);
    } else if (layer instanceof Dense dense) {
      return ConvolutionGeometry.ofWhole(
          input.height(), input.width(), input.channels(), dense.units());
    }
    throw new IllegalArgumentException(layer.type() + " has no weights");
  }

  private static ConvolutionGeometry of(Window window, ImageShape input, int filters, Reach reach) {
    Window.Frame frame = window.frame(input);
    return new ConvolutionGeometry(
        input.height(),
        input.width(),
        input.channels(),
        window.kernel().rows(),
        window.kernel().columns(),
        new Steps(
            window.stride().rows(),
            window.stride().columns(),
            window.dilation().rows(),
            window.dilation().columns()),
        new Border(frame.above(), frame.below(), frame.before(), frame.behind()),
        filters,
        reach);
  }
}
