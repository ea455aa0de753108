package org.qusecnets.sweep.network;

import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration.ListBuilder;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.ILossFunction;
import org.nd4j.linalg.lossfunctions.impl.LossMCXENT;
import org.nd4j.linalg.lossfunctions.impl.LossMSE;
import org.qusecnets.sweep.dataset.ImageShape;
import org.qusecnets.sweep.recipe.ActivationOptions;
import org.qusecnets.sweep.recipe.HiddenLayer;
import org.qusecnets.sweep.recipe.InputStage;
import org.qusecnets.sweep.recipe.ModelRecipe;
import org.qusecnets.sweep.recipe.QuantizationOptions;
import org.qusecnets.sweep.recipe.TrainingOptions;

/**
 * The one definition of the networks: the layers of an architecture behind the quantization layer,
 * if any, as a DL4J network.
 *
 * <p>The last layer is always fully connected, with a softmax over the classes.
 */
final class NetworkDefinition {
  private NetworkDefinition() {}

  /** The network with its weights not yet drawn: all zero but the thresholds. */
  static MultiLayerNetwork build(
      ModelRecipe recipe, ImageShape shape, int classes, DataType precision) {
    MultiLayerNetwork network =
        new MultiLayerNetwork(configuration(recipe, shape, classes, precision));
    network.init();
    network.paramTable().forEach((key, array) -> clearWeights(key, array));
    return network;
  }

  private static void clearWeights(String key, org.nd4j.linalg.api.ndarray.INDArray array) {
    if (!key.endsWith("_" + ThresholdLayer.THRESHOLDS)) {
      array.assign(0);
    }
  }

  private static MultiLayerConfiguration configuration(
      ModelRecipe recipe, ImageShape shape, int classes, DataType precision) {
    ListBuilder layers =
        new NeuralNetConfiguration.Builder()
            // DL4J's own default is the time, which would make every archive differ.
            .seed(0)
            .dataType(precision)
            .updater(new Adam(recipe.training().learningRate()))
            .convolutionMode(ConvolutionMode.Truncate)
            .list();
    ImageShape inside = shape;
    for (InputStage stage : recipe.input().stages()) {
      if (stage instanceof QuantizationOptions quantization) {
        layers.layer(new QuantizationLayer(quantization, inside));
      }
      inside = stage.output(inside);
    }
    ActivationOptions activation = recipe.hidden().activation();
    for (HiddenLayer described : recipe.network().architecture().hidden()) {
      FeedForwardLayer layer = layer(described);
      layer.setActivationFn(LayerActivation.function(activation));
      layers.layer(layer);
      if (activation instanceof ActivationOptions.Quantized quantized) {
        layers.layer(new ActivationQuantizationLayer(quantized));
      }
    }
    return layers
        .layer(
            new OutputLayer.Builder(loss(recipe.training()))
                .nOut(classes)
                .activation(Activation.SOFTMAX)
                .build())
        .setInputType(InputType.convolutional(inside.height(), inside.width(), inside.channels()))
        .build();
  }

  private static FeedForwardLayer layer(HiddenLayer described) {
    if (described instanceof HiddenLayer.Convolution convolution) {
      return new ConvolutionLayer.Builder(convolution.kernel(), convolution.kernel())
          .stride(convolution.stride(), convolution.stride())
          .nOut(convolution.filters())
          .convolutionMode(
              switch (convolution.padding()) {
                case SAME -> ConvolutionMode.Same;
                case VALID -> ConvolutionMode.Truncate;
              })
          .build();
    }
    return new DenseLayer.Builder().nOut(((HiddenLayer.Dense) described).units()).build();
  }

  private static ILossFunction loss(TrainingOptions training) {
    return switch (training.loss()) {
      case CROSS_ENTROPY -> new LossMCXENT();
      case MEAN_SQUARED_ERROR -> new LossMSE();
    };
  }
}
