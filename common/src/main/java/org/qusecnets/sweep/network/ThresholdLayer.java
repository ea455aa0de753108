package org.qusecnets.sweep.network;

import java.util.Collection;
import java.util.List;
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
import org.qusecnets.sweep.network.layer.Parameters;
import org.qusecnets.sweep.recipe.QuantizationOptions.ThresholdOptimizer;
import org.qusecnets.sweep.recipe.QuantizationOptions.ThresholdTraining;

/**
 * A DL4J layer that computes a {@link ThresholdFunction}: any shape in, the same out.
 *
 * <p>Its one parameter {@code t} holds the thresholds, [thresholds of a cell, cells]. Constant
 * thresholds are parameters too, with an updater that does nothing. DL4J stores the configuration
 * as JSON, so subclasses have fields of plain values.
 */
public abstract class ThresholdLayer extends BaseLayer {
  private static final long serialVersionUID = 1L;
  public static final String THRESHOLDS = Parameters.THRESHOLDS;

  /** What it computes. */
  abstract ThresholdFunction function();

  /** To be called once the fields are set. */
  final void learns(ThresholdTraining training) {
    setActivationFn(new ActivationIdentity());
    setIUpdater(updater(training));
  }

  private static IUpdater updater(ThresholdTraining training) {
    if (!(training instanceof ThresholdTraining.Trained trained)) {
      return new NoOp();
    }
    return trained.optimizer() == ThresholdOptimizer.SGD
        ? new Sgd(trained.learningRate())
        : new Adam(trained.learningRate());
  }

  /**
   * How thresholds are learned, from the values of fields.
   *
   * @param optimizer null for constant thresholds
   */
  static ThresholdTraining training(ThresholdOptimizer optimizer, double learningRate) {
    return optimizer == null
        ? ThresholdTraining.constant()
        : ThresholdTraining.trained(optimizer, learningRate);
  }

  @Override
  public final org.deeplearning4j.nn.api.Layer instantiate(
      NeuralNetConfiguration configuration,
      Collection<TrainingListener> listeners,
      int index,
      INDArray parameters,
      boolean initialize,
      DataType type) {
    ThresholdLayerInstance layer = new ThresholdLayerInstance(configuration, type);
    layer.setListeners(listeners);
    layer.setIndex(index);
    layer.setParamsViewArray(parameters);
    layer.setParamTable(initializer().init(configuration, parameters, initialize));
    layer.setConf(configuration);
    return layer;
  }

  @Override
  public final ParamInitializer initializer() {
    return ThresholdInitializer.INSTANCE;
  }

  @Override
  public final InputType getOutputType(int index, InputType input) {
    return input;
  }

  @Override
  public final void setNIn(InputType input, boolean override) {
    // The function does not depend on the shape, or the shape is known from the start.
  }

  @Override
  public final InputPreProcessor getPreProcessorForInputType(InputType input) {
    return null;
  }

  @Override
  public final List<Regularization> getRegularizationByParam(String parameter) {
    return null;
  }

  @Override
  public final boolean isPretrainParam(String parameter) {
    return false;
  }

  @Override
  public final LayerMemoryReport getMemoryReport(InputType input) {
    long thresholds = (long) function().thresholds() * function().cells();
    long terms = input.arrayElementsPerExample() * function().thresholds();
    return new LayerMemoryReport.Builder(getLayerName(), getClass(), input, input)
        .standardMemory(thresholds, thresholds)
        .workingMemory(0, 0, terms, terms)
        .build();
  }
}
