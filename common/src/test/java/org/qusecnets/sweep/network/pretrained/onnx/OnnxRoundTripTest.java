package org.qusecnets.sweep.network.pretrained.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import java.io.IOException;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.deeplearning4j.nn.api.Model;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.qusecnets.sweep.dataset.ImageShape;
import org.qusecnets.sweep.network.ModelArchive;
import org.qusecnets.sweep.network.NetworkClassifier;
import org.qusecnets.sweep.network.NetworkSamples;
import org.qusecnets.sweep.network.PretrainedLogits;
import org.qusecnets.sweep.network.Samples;
import org.qusecnets.sweep.network.onnx.OnnxExport;
import org.qusecnets.sweep.network.pretrained.PretrainedNetwork;
import org.qusecnets.sweep.recipe.Architectures;
import org.qusecnets.sweep.recipe.ModelRecipe;
import org.qusecnets.sweep.recipe.layer.LayerList;
import org.qusecnets.sweep.recipe.layer.NetworkLayer;

/** Models of ours as ONNX files, and those as networks again. */
class OnnxRoundTripTest {
  static Stream<Arguments> networks() {
    return Stream.concat(
        NetworkSamples.ofEveryKind().entrySet().stream()
            .map(entry -> Arguments.of(entry.getKey(), entry.getValue(), NetworkSamples.SHAPE)),
        Architectures.ALL.stream()
            .map(network -> Arguments.of(network.name(), Samples.of(network), Samples.COLOUR)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("networks")
  void exportedModelIsReadAsTheSameNetwork(String name, ModelRecipe recipe, ImageShape shape)
      throws IOException {
    Model model = Samples.model(recipe, shape, DataType.FLOAT, 1);
    byte[] file = OnnxExport.of(ModelArchive.write(model), recipe, shape, new TreeMap<>()).model();

    PretrainedNetwork network = new OnnxFormat().read(file);

    assertThat(network.input()).isEqualTo(shape);
    assertThat(network.classes()).isEqualTo(Samples.CLASSES);
    assertThat(types(network.hidden())).isEqualTo(types(recipe.network().architecture().hidden()));
    float[] images = Samples.randomImages(shape, 3, 5);
    float[] logits = PretrainedLogits.of(network, images);
    try (NetworkClassifier classifier = new NetworkClassifier(model, recipe, shape, 0, null)) {
      float[] expected = classifier.logits(images, 3);
      for (int i = 0; i < logits.length; i++) {
        assertThat(logits[i]).as("logit " + i).isCloseTo(expected[i], offset(1e-4f));
      }
    }
  }

  /** But for those that change nothing in a trained network. */
  private static List<String> types(List<NetworkLayer> layers) {
    return LayerList.all(layers)
        .map(NetworkLayer::type)
        .filter(type -> !type.equals("dropout") && !type.equals("flatten"))
        .toList();
  }
}
