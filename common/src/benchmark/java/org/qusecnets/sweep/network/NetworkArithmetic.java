package org.qusecnets.sweep.network;

import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.inputs.InputType.InputTypeConvolutional;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.qusecnets.sweep.dataset.ImageShape;

/**
 * The floating-point operations an image of a network's convolutions and fully connected layers, as
 * they are defined: a multiplication and an addition for each weight at each output position,
 * however an engine computes them.
 *
 * @param all of all layers
 * @param first of the first layer
 */
public record NetworkArithmetic(double all, double first) {
  /** Of the network for these images. */
  public static NetworkArithmetic of(Input input) {
    return Front.ofNetwork(Front.PLAIN.recipe(), input, network -> of(network, input.shape()));
  }

  private static NetworkArithmetic of(MultiLayerNetwork network, ImageShape shape) {
    double all = 0;
    double first = 0;
    InputType type = InputType.convolutional(shape.height(), shape.width(), shape.channels());
    for (int i = 0; i < network.getnLayers(); i++) {
      Layer layer = network.getLayerWiseConfigurations().getConf(i).getLayer();
      double positions = 1;
      if (layer instanceof ConvolutionLayer) {
        type = layer.getOutputType(i, type);
        InputTypeConvolutional outputs = (InputTypeConvolutional) type;
        positions = outputs.getHeight() * outputs.getWidth();
      }
      double operations = 2 * positions * network.getLayer(i).getParam("W").length();
      all += operations;
      first += i == 0 ? operations : 0;
    }
    return new NetworkArithmetic(all, first);
  }

  /** Of the outputs. */
  public double inference() {
    return all;
  }

  /** Of the outputs and the gradients with respect to all layers' inputs. */
  public double inputGradient() {
    return 2 * all;
  }

  /**
   * Of the outputs, the gradients with respect to the weights, and those with respect to inputs
   * that training needs: without thresholds in front, not those of the first layer.
   */
  public double trainingStep(Front front) {
    return 3 * all - (front == Front.PLAIN ? first : 0);
  }
}
