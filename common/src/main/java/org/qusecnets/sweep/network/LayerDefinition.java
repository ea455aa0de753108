package org.qusecnets.sweep.network;

import java.util.Optional;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DepthwiseConvolution2D;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationELU;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.activations.impl.ActivationLReLU;
import org.nd4j.linalg.activations.impl.ActivationReLU;
import org.nd4j.linalg.activations.impl.ActivationSigmoid;
import org.nd4j.linalg.activations.impl.ActivationSoftPlus;
import org.nd4j.linalg.activations.impl.ActivationTanH;
import org.qusecnets.sweep.network.NetworkStructure.Quantizing;
import org.qusecnets.sweep.network.NetworkStructure.Single;
import org.qusecnets.sweep.network.NetworkStructure.Step;
import org.qusecnets.sweep.network.NetworkStructure.Weighted;
import org.qusecnets.sweep.network.layer.Bias;
import org.qusecnets.sweep.recipe.layer.Activation;
import org.qusecnets.sweep.recipe.layer.BatchNormalization;
import org.qusecnets.sweep.recipe.layer.Convolution;
import org.qusecnets.sweep.recipe.layer.Dense;
import org.qusecnets.sweep.recipe.layer.DepthwiseConvolution;
import org.qusecnets.sweep.recipe.layer.Dropout;
import org.qusecnets.sweep.recipe.layer.GlobalAveragePool;
import org.qusecnets.sweep.recipe.layer.NetworkLayer;
import org.qusecnets.sweep.recipe.layer.Padding;
import org.qusecnets.sweep.recipe.layer.Pooling;
import org.qusecnets.sweep.recipe.layer.Sides;
import org.qusecnets.sweep.recipe.layer.Window;

/** Each layer of a {@link NetworkStructure} as a DL4J layer. */
final class LayerDefinition {
  private LayerDefinition() {}

  /**
   * A layer.
   *
   * @throws IllegalArgumentException if DL4J has no layer for it
   */
  static Layer of(Step step) {
    if (step instanceof Weighted weighted) {
      FeedForwardLayer layer = weighted(weighted);
      layer.setActivationFn(function(weighted.following()));
      return layer;
    } else if (step instanceof Quantizing quantizing) {
      return new ActivationQuantizationLayer(quantizing.options());
    } else if (step instanceof Single single) {
      return single(single.layer());
    }
    throw new IllegalArgumentException("no one layer is a block: " + step);
  }

  private static FeedForwardLayer weighted(Weighted weighted) {
    if (weighted.layer() instanceof Convolution convolution) {
      Window window = convolution.window();
      return new ConvolutionLayer.Builder(sides(window.kernel()))
          .stride(sides(window.stride()))
          .dilation(sides(window.dilation()))
          .padding(padding(window))
          .nOut(convolution.filters())
          .hasBias(weighted.bias() == Bias.LEARNED)
          .convolutionMode(mode(window))
          .build();
    } else if (weighted.layer() instanceof DepthwiseConvolution convolution) {
      Window window = convolution.window();
      return new DepthwiseConvolution2D.Builder(sides(window.kernel()))
          .depthMultiplier(convolution.multiplier())
          .stride(sides(window.stride()))
          .dilation(sides(window.dilation()))
          .padding(padding(window))
          .nOut(weighted.output().channels())
          .hasBias(weighted.bias() == Bias.LEARNED)
          .convolutionMode(mode(window))
          .build();
    }
    return new DenseLayer.Builder()
        .nOut(((Dense) weighted.layer()).units())
        .hasBias(weighted.bias() == Bias.LEARNED)
        .build();
  }

  private static Layer single(NetworkLayer layer) {
    if (layer instanceof Activation activation) {
      return new ActivationLayer(function(Optional.of(activation)));
    } else if (layer instanceof BatchNormalization normalization) {
      return new org.deeplearning4j.nn.conf.layers.BatchNormalization.Builder()
          .eps(normalization.epsilon())
          .decay(normalization.decay())
          // The variance itself is stored, not the logarithm of its root.
          .useLogStd(false)
          .build();
    } else if (layer instanceof Dropout dropout) {
      return new DropoutLayer(1 - dropout.rate());
    } else if (layer instanceof GlobalAveragePool) {
      return new GlobalPoolingLayer(PoolingType.AVG);
    } else if (layer instanceof Pooling pooling) {
      Window window = pooling.window();
      return new SubsamplingLayer.Builder(
              pooling instanceof Pooling.Max
                  ? SubsamplingLayer.PoolingType.MAX
                  : SubsamplingLayer.PoolingType.AVG)
          .kernelSize(sides(window.kernel()))
          .stride(sides(window.stride()))
          .padding(padding(window))
          .convolutionMode(mode(window))
          .build();
    }
    throw new IllegalArgumentException("no DL4J layer is " + layer.type());
  }

  private static int[] sides(Sides sides) {
    return new int[] {sides.rows(), sides.columns()};
  }

  private static int[] padding(Window window) {
    return new int[] {window.padding().zeros(), window.padding().zeros()};
  }

  private static ConvolutionMode mode(Window window) {
    return window.padding().kind() == Padding.Kind.SAME
        ? ConvolutionMode.Same
        : ConvolutionMode.Truncate;
  }

  private static IActivation function(Optional<Activation> activation) {
    if (activation.isEmpty()) {
      return new ActivationIdentity();
    }
    Activation function = activation.get();
    if (function instanceof Activation.Relu) {
      return new ActivationReLU();
    } else if (function instanceof Activation.BoundedRelu bounded) {
      return new ActivationReLU(bounded.limit(), null, null);
    } else if (function instanceof Activation.LeakyRelu leaky) {
      return new ActivationLReLU(leaky.slope());
    } else if (function instanceof Activation.Elu elu) {
      return new ActivationELU(elu.alpha());
    } else if (function instanceof Activation.Tanh) {
      return new ActivationTanH();
    } else if (function instanceof Activation.Sigmoid) {
      return new ActivationSigmoid();
    } else if (function instanceof Activation.Softplus) {
      return new ActivationSoftPlus();
    } else if (function instanceof Activation.Gelu gelu) {
      return new GaussianActivation(gelu.form());
    }
    throw new IllegalArgumentException("no DL4J function is " + function.type());
  }
}
