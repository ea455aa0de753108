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

/** A {@link QuantizationLayer} at work in a DL4J network. */
final class QuantizationLayerInstance extends BaseLayer<QuantizationLayer> {
  private static final long serialVersionUID = 1L;

  QuantizationLayerInstance(NeuralNetConfiguration configuration, DataType type) {
    super(configuration, type);
  }

  @Override
  public INDArray activate(boolean training, LayerWorkspaceMgr workspaces) {
    assertInputSet(false);
    INDArray images = input.castTo(dataType);
    INDArray quantized =
        layerConf().function().quantize(images, getParam(QuantizationLayer.THRESHOLDS));
    return workspaces.leverageTo(ArrayType.ACTIVATIONS, quantized);
  }

  @Override
  public Pair<Gradient, INDArray> backpropGradient(INDArray epsilon, LayerWorkspaceMgr workspaces) {
    assertInputSet(true);
    INDArray images = input.castTo(dataType);
    QuantizationFunction.Gradients gradients =
        layerConf()
            .function()
            .backward(images, getParam(QuantizationLayer.THRESHOLDS), epsilon.castTo(dataType));
    INDArray view = gradientViews.get(QuantizationLayer.THRESHOLDS);
    if (gradients.thresholds() == null) {
      view.assign(0);
    } else {
      view.assign(gradients.thresholds());
    }
    Gradient gradient = new DefaultGradient();
    gradient.setGradientFor(QuantizationLayer.THRESHOLDS, view);
    return new Pair<>(
        gradient, workspaces.leverageTo(ArrayType.ACTIVATION_GRAD, gradients.images()));
  }

  @Override
  public boolean isPretrainLayer() {
    return false;
  }
}
