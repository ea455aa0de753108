package org.qusecnets.sweep.network;

import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.deeplearning4j.nn.api.ParamInitializer;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.memory.LayerMemoryReport;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.NoOp;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.learning.regularization.Regularization;
import org.nd4j.shade.jackson.annotation.JsonAutoDetect;
import org.nd4j.shade.jackson.annotation.JsonAutoDetect.Visibility;
import org.qusecnets.sweep.dataset.ImageShape;
import org.qusecnets.sweep.network.QuantizationOptions.Derivative;
import org.qusecnets.sweep.network.QuantizationOptions.Placement;
import org.qusecnets.sweep.network.QuantizationOptions.Sharing;
import org.qusecnets.sweep.network.QuantizationOptions.ThresholdTraining;
import org.qusecnets.sweep.network.QuantizationOptions.Updater;

/**
 * The quantization layer (QuSecNets, Eq. 1) as a DL4J layer: images [N, channels, height, width]
 * in, the same shape out.
 *
 * <p>Its one parameter {@code t} holds the thresholds, [K, cells]. Constant thresholds are
 * parameters too, with an updater that does nothing. DL4J stores the configuration as JSON, so its
 * fields are plain values.
 */
@JsonAutoDetect(
    fieldVisibility = Visibility.ANY,
    getterVisibility = Visibility.NONE,
    isGetterVisibility = Visibility.NONE,
    setterVisibility = Visibility.NONE)
public final class QuantizationLayer extends BaseLayer {
  private static final long serialVersionUID = 1L;
  static final String THRESHOLDS = "t";

  private int levels;
  private double z;
  private Updater thresholdUpdater;
  private double thresholdLearningRate;
  private Sharing sharing;
  private Placement placement;
  private Derivative derivative;
  private int channels;
  private int height;
  private int width;

  /** For DL4J's JSON reader. */
  QuantizationLayer() {}

  QuantizationLayer(QuantizationOptions options, ImageShape shape) {
    levels = options.levels();
    z = options.z();
    if (options.training() instanceof ThresholdTraining.Trained trained) {
      thresholdUpdater = trained.updater();
      thresholdLearningRate = trained.learningRate();
    }
    sharing = options.sharing();
    placement = options.placement();
    derivative = options.derivative();
    channels = shape.channels();
    height = shape.height();
    width = shape.width();
    setLayerName("quantization");
    setActivationFn(new ActivationIdentity());
    setIUpdater(updater());
  }

  /** What it was made from. */
  QuantizationOptions options() {
    ThresholdTraining training =
        thresholdUpdater == null
            ? ThresholdTraining.constant()
            : ThresholdTraining.trained(thresholdUpdater, thresholdLearningRate);
    return new QuantizationOptions(levels, z, training, sharing, placement, derivative);
  }

  QuantizationFunction function() {
    return new QuantizationFunction(options(), new ImageShape(channels, height, width));
  }

  private IUpdater updater() {
    if (thresholdUpdater == null) {
      return new NoOp();
    }
    return thresholdUpdater == Updater.SGD
        ? new Sgd(thresholdLearningRate)
        : new Adam(thresholdLearningRate);
  }

  @Override
  public org.deeplearning4j.nn.api.Layer instantiate(
      NeuralNetConfiguration configuration,
      Collection<TrainingListener> listeners,
      int index,
      INDArray parameters,
      boolean initialize,
      DataType type) {
    QuantizationLayerInstance layer = new QuantizationLayerInstance(configuration, type);
    layer.setListeners(listeners);
    layer.setIndex(index);
    layer.setParamsViewArray(parameters);
    layer.setParamTable(initializer().init(configuration, parameters, initialize));
    layer.setConf(configuration);
    return layer;
  }

  @Override
  public ParamInitializer initializer() {
    return ThresholdInitializer.INSTANCE;
  }

  @Override
  public InputType getOutputType(int index, InputType input) {
    return input;
  }

  @Override
  public void setNIn(InputType input, boolean override) {
    // The shape is known from the start.
  }

  @Override
  public InputPreProcessor getPreProcessorForInputType(InputType input) {
    return null;
  }

  @Override
  public List<Regularization> getRegularizationByParam(String parameter) {
    return null;
  }

  @Override
  public boolean isPretrainParam(String parameter) {
    return false;
  }

  @Override
  public LayerMemoryReport getMemoryReport(InputType input) {
    long values = (long) channels * height * width;
    long thresholds = (long) options().thresholds() * function().cells();
    return new LayerMemoryReport.Builder("quantization", QuantizationLayer.class, input, input)
        .standardMemory(thresholds, thresholds)
        .workingMemory(0, 0, values * options().thresholds(), values * options().thresholds())
        .build();
  }

  @Override
  public QuantizationLayer clone() {
    return (QuantizationLayer) super.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof QuantizationLayer that
        && options().equals(that.options())
        && channels == that.channels
        && height == that.height
        && width == that.width;
  }

  @Override
  public int hashCode() {
    return Objects.hash(options(), channels, height, width);
  }
}
