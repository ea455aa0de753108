package org.qusecnets.sweep.network.export;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.List;
import java.util.Map;
import org.qusecnets.sweep.dataset.ImageShape;
import org.qusecnets.sweep.network.arithmetic.Convolution;
import org.qusecnets.sweep.recipe.InputTransform;

/**
 * A trained network in words and numbers, for programs that know nothing of this one; its weights
 * are in an archive of arrays, by name.
 *
 * @param formatVersion version of this description and of the arrays, counted from 1
 * @param input what the network takes
 * @param classes number of classes
 * @param output what it gives
 * @param layers the layers in order
 * @param check images and what the network makes of them
 */
@JsonNaming(SnakeCaseStrategy.class)
public record ModelDescription(
    int formatVersion, Input input, int classes, String output, List<Layer> layers, Check check) {

  /** Copies the layers. */
  public ModelDescription {
    layers = List.copyOf(layers);
  }

  /**
   * What a network takes.
   *
   * @param shape the shape of one image, [channels, height, width]
   * @param layout the order of a batch's sides
   * @param range the least and the greatest value of a pixel
   */
  public record Input(List<Integer> shape, String layout, List<Integer> range) {
    static Input of(ImageShape shape) {
      return new Input(
          List.of(shape.channels(), shape.height(), shape.width()),
          "[images, channels, rows, columns]",
          List.of(0, 1));
    }
  }

  /**
   * An array of the archive.
   *
   * @param array its name
   * @param layout the order of its sides
   */
  public record Reference(String array, String layout) {}

  /**
   * Images and what the network makes of them, so that an importer can check itself without data.
   *
   * @param images the images
   * @param logits their logits
   */
  public record Check(Reference images, Reference logits) {}

  /** One layer. */
  public sealed interface Layer
      permits Transform,
          Pruning,
          Quantization,
          Convolution,
          DepthwiseConvolution,
          Dense,
          BatchNormalization,
          Pooling,
          GlobalAveragePool,
          Activation,
          BoundedRelu,
          QuantizedActivation,
          Residual {
    /** Its kind, in one word. */
    @JsonProperty(index = 0)
    String type();
  }

  /**
   * A transform of images that a defense puts before the network, without arrays.
   *
   * @param name its type in configurations, such as {@code median-filter}
   * @param parameters its parameters
   * @param random whether it draws random numbers; such a one is left out of the check
   */
  public record Transform(String name, Map<String, Object> parameters, boolean random)
      implements Layer {
    static Transform of(InputTransform transform) {
      return new Transform(transform.type(), transform.parameters(), transform.isRandom());
    }

    @Override
    public String type() {
      return "transform";
    }
  }

  /**
   * Stochastic pruning of the activations before it, without arrays; left out of the check.
   *
   * @param samples draws as a share of the layer's units
   */
  public record Pruning(double samples) implements Layer {
    @Override
    public String type() {
      return "pruning";
    }

    /** Always: it draws random numbers. */
    @JsonProperty
    public boolean random() {
      return true;
    }
  }

  /**
   * The quantization layer (QuSecNets, Eq. 1): an image in, one of the same shape out.
   *
   * @param levels number of levels n
   * @param z steepness of the sigmoids
   * @param sharing which pixels share their thresholds
   * @param placement how many thresholds there are and what is divided by
   * @param formula what becomes of a value x of the image
   * @param derivative name of the form of the sigmoid's derivative
   * @param slope that form, which matters to gradients in float32
   * @param thresholds the thresholds; a side of 1 stands for all channels, rows or columns
   */
  public record Quantization(
      int levels,
      double z,
      String sharing,
      String placement,
      String formula,
      String derivative,
      String slope,
      Reference thresholds)
      implements Layer {
    @Override
    public String type() {
      return "quantization";
    }
  }

  /**
   * A convolution (cross-correlation: kernels are not turned round), a bias for each filter, an
   * activation.
   *
   * @param filters output channels
   * @param kernel rows and columns of the kernel
   * @param stride its steps down and across
   * @param dilation from one of its rows, and columns, to the next
   * @param padding what is put around the image before
   * @param activation what follows the bias: {@code relu} or {@code none}
   * @param weights the kernels
   * @param bias the biases
   */
  public record Convolution(
      long filters,
      List<Integer> kernel,
      List<Integer> stride,
      List<Integer> dilation,
      Padding padding,
      String activation,
      Reference weights,
      Reference bias)
      implements Layer {
    @Override
    public String type() {
      return "convolution";
    }
  }

  /**
   * A convolution of each channel by itself, so that filter f sees channel f / multiplier.
   *
   * @param multiplier filters of a channel
   * @param kernel rows and columns of the kernel
   * @param stride its steps down and across
   * @param dilation from one of its rows, and columns, to the next
   * @param padding what is put around the image before
   * @param activation what follows the bias: {@code relu} or {@code none}
   * @param weights the kernels
   * @param bias the biases
   */
  public record DepthwiseConvolution(
      int multiplier,
      List<Integer> kernel,
      List<Integer> stride,
      List<Integer> dilation,
      Padding padding,
      String activation,
      Reference weights,
      Reference bias)
      implements Layer {
    @Override
    public String type() {
      return "depthwise-convolution";
    }
  }

  /**
   * Batch normalisation of each channel with the statistics that training kept.
   *
   * @param epsilon what is added to the variance
   * @param formula what becomes of a value x of a channel
   * @param gamma the scales
   * @param beta the shifts
   * @param mean the means
   * @param variance the variances
   */
  public record BatchNormalization(
      double epsilon,
      String formula,
      Reference gamma,
      Reference beta,
      Reference mean,
      Reference variance)
      implements Layer {
    @Override
    public String type() {
      return "batch-normalization";
    }
  }

  /**
   * One value for each place of a window on a channel.
   *
   * @param function {@code max} or {@code mean}, of the values that are no padding
   * @param kernel rows and columns of the window
   * @param stride its steps down and across
   * @param padding what is around the image, and counts for nothing
   */
  public record Pooling(
      String function, List<Integer> kernel, List<Integer> stride, Padding padding)
      implements Layer {
    @Override
    public String type() {
      return "pooling";
    }
  }

  /** The mean of each channel. */
  public record GlobalAveragePool() implements Layer {
    @Override
    public String type() {
      return "global-average-pool";
    }
  }

  /**
   * A function of each value.
   *
   * @param function its name
   * @param parameters its parameters, if it has any
   */
  public record Activation(String function, Map<String, Object> parameters) implements Layer {
    @Override
    public String type() {
      return "activation";
    }
  }

  /**
   * Layers whose input is added to their output, or what other layers make of it.
   *
   * @param body the layers
   * @param shortcut those that the input goes through beside them; none if it is added as it is
   */
  public record Residual(List<Layer> body, List<Layer> shortcut) implements Layer {
    /** Copies the layers. */
    public Residual {
      body = List.copyOf(body);
      shortcut = List.copyOf(shortcut);
    }

    @Override
    public String type() {
      return "residual";
    }
  }

  /**
   * Zeros around an image, in pixels.
   *
   * @param top rows above
   * @param bottom rows below
   * @param left columns to the left
   * @param right columns to the right
   */
  public record Padding(int top, int bottom, int left, int right) {}

  /**
   * A fully connected layer, {@code input x weights + bias}, and an activation.
   *
   * @param units number of outputs
   * @param inputOrder in which order an image becomes a row of inputs
   * @param activation what follows the bias: {@code relu} or {@code none}
   * @param weights the weights
   * @param bias the biases
   */
  @JsonNaming(SnakeCaseStrategy.class)
  public record Dense(
      long units, String inputOrder, String activation, Reference weights, Reference bias)
      implements Layer {
    @Override
    public String type() {
      return "dense";
    }
  }

  /**
   * A bounded rectifier of each value x: any shape in, the same out.
   *
   * @param limit the largest value
   * @param formula what becomes of x
   */
  public record BoundedRelu(double limit, String formula) implements Layer {
    @Override
    public String type() {
      return "bounded-relu";
    }
  }

  /**
   * A quantized activation of each value x: any shape in, the same out.
   *
   * @param bits the logarithm of the number of values
   * @param formula what becomes of x
   * @param slope what stands in for the derivative, which matters to gradients
   * @param thresholds the thresholds of tanh(x), the same for all values
   */
  public record QuantizedActivation(int bits, String formula, String slope, Reference thresholds)
      implements Layer {
    @Override
    public String type() {
      return "quantized-activation";
    }
  }
}
