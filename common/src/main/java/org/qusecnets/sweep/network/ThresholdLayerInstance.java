package org.qusecnets.sweep.network;

import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.layers.BaseLayer;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A {@link ThresholdLayer} at work in a DL4J network. */
final class ThresholdLayerInstance extends BaseLayer<ThresholdLayer> {
  private static final long serialVersionUID = 1L;

  ThresholdLayerInstance(NeuralNetConfiguration configuration, DataType type) {
    super(configuration, type);
  }

  @Override
  public INDArray activate(boolean training, LayerWorkspaceMgr workspaces) {
    assertInputSet(false);
    INDArray inputs = input.castTo(dataType);
    INDArray quantized =
        layerConf().function().quantize(inputs, getParam(ThresholdLayer.THRESHOLDS));
    return workspaces.leverageTo(ArrayType.ACTIVATIONS, quantized);
  }

  @Override
  public Pair<Gradient, INDArray> backpropGradient(INDArray epsilon, LayerWorkspaceMgr workspaces) {
    assertInputSet(true);
    INDArray inputs = input.castTo(dataType);
    ThresholdFunction.Gradients gradients =
        layerConf()
            .function()
            .backward(inputs, getParam(ThresholdLayer.THRESHOLDS), epsilon.castTo(dataType));
    INDArray view = gradientViews.get(ThresholdLayer.THRESHOLDS);
    if (gradients.thresholds() == null) {
      view.assign(0);
    } else {
      view.assign(gradients.thresholds());
    }
    Gradient gradient = new DefaultGradient();
    gradient.setGradientFor(ThresholdLayer.THRESHOLDS, view);
    return new Pair<>(
        gradient, workspaces.leverageTo(ArrayType.ACTIVATION_GRAD, gradients.inputs()));
  }

  @Override
  public boolean isPretrainLayer() {
    return false;
  }
}
