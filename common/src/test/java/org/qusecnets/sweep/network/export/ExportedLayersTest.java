package org.qusecnets.sweep.network.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import java.util.Arrays;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.qusecnets.sweep.dataset.ImageShape;
import org.qusecnets.sweep.network.Samples;

class ExportedLayersTest {
  private static final ImageShape SHAPE = new ImageShape(3, 4, 5);
  private static final int CLASSES = 6;

  @Test
  void hiddenDenseLayersGiveTheProbabilitiesOfDl4j() {
    MultiLayerNetwork network = network(dense(Activation.RELU), dense(Activation.RELU));
    ExportedLayers layers = ExportedLayers.of(network, Samples.PLAIN, SHAPE);
    INDArray image = Nd4j.rand(DataType.DOUBLE, 1, 3, 4, 5);
    double[][][] values = new double[3][4][5];
    for (int c = 0; c < 3; c++) {
      for (int y = 0; y < 4; y++) {
        for (int x = 0; x < 5; x++) {
          values[c][y][x] = image.getDouble(0, c, y, x);
        }
      }
    }

    double[] exponentials =
        Arrays.stream(NaiveImporter.of(layers).logits(values)).map(Math::exp).toArray();

    INDArray probabilities = network.output(image);
    for (int k = 0; k < CLASSES; k++) {
      assertThat(exponentials[k] / Arrays.stream(exponentials).sum())
          .isCloseTo(probabilities.getDouble(0, k), offset(1e-12));
    }
    assertThat(layers.arrays().keySet())
        .containsExactly(
            "layer1_weights",
            "layer1_bias",
            "layer2_weights",
            "layer2_bias",
            "layer3_weights",
            "layer3_bias");
  }

  @Test
  void activationWithoutDescriptionIsRefused() {
    MultiLayerNetwork network = network(dense(Activation.TANH));

    assertThatThrownBy(() -> ExportedLayers.of(network, Samples.PLAIN, SHAPE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("activation tanh is of no network here");
  }

  @Test
  void layerWithoutDescriptionIsRefused() {
    MultiLayerNetwork network =
        network(
            dense(Activation.RELU),
            new ActivationLayer.Builder().activation(Activation.RELU).build());

    assertThatThrownBy(() -> ExportedLayers.of(network, Samples.PLAIN, SHAPE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("no description for other tools of layer ActivationLayer");
  }

  private static Layer dense(Activation activation) {
    return new DenseLayer.Builder().nOut(7).activation(activation).build();
  }

  private static MultiLayerNetwork network(Layer... hidden) {
    NeuralNetConfiguration.ListBuilder layers =
        new NeuralNetConfiguration.Builder().seed(1).dataType(DataType.DOUBLE).list();
    for (Layer layer : hidden) {
      layers.layer(layer);
    }
    MultiLayerNetwork network =
        new MultiLayerNetwork(
            layers
                .layer(
                    new OutputLayer.Builder().nOut(CLASSES).activation(Activation.SOFTMAX).build())
                .setInputType(InputType.convolutional(4, 5, 3))
                .build());
    network.init();
    network.params().assign(Nd4j.rand(DataType.DOUBLE, network.params().shape()).subi(0.5));
    return network;
  }
}
