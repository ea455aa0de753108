package org.qusecnets.sweep.network.pretrained.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import ai.onnxruntime.OrtException;
import java.io.IOException;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.qusecnets.sweep.dataset.ImageShape;
import org.qusecnets.sweep.network.GoldenArrays;
import org.qusecnets.sweep.network.PretrainedLogits;
import org.qusecnets.sweep.network.pretrained.PretrainedNetwork;
import org.qusecnets.sweep.recipe.Architecture;

/** Models that PyTorch, Keras and others wrote, with what those make of images. */
class GoldenNetworksTest {
  private static final Map<String, float[]> IMAGES =
      GoldenArrays.read(GoldenModels.FOLDER + "images.npz");
  private static final Map<String, float[]> LOGITS = GoldenModels.logits();

  static Stream<String> models() {
    return LOGITS.keySet().stream();
  }

  @ParameterizedTest
  @MethodSource("models")
  void logitsAreThoseOfTheProgramThatWroteTheModel(String name) throws IOException {
    PretrainedNetwork network = new OnnxFormat().read(GoldenModels.bytes(name));
    ImageShape shape = network.input();
    float[] images =
        IMAGES.get("%dx%dx%d".formatted(shape.channels(), shape.height(), shape.width()));

    assertClose(PretrainedLogits.of(network, images), LOGITS.get(name));
  }

  @ParameterizedTest
  @MethodSource("models")
  void logitsAreThoseOfOnnxRuntimeOnAnyImages(String name) throws IOException, OrtException {
    RuntimeLogits.assertSame(GoldenModels.bytes(name), 7);
  }

  /** What the layers are, where there is more than one way to compute the same. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "script-11-plain | conv 4 3x3 padding 1, batch-norm, relu, conv 4 3x3/2, batch-norm, relu, max-pool 2x2, dense 5, batch-norm, tanh, dense.",
        "dynamo-20-plain | conv 4 3x3 padding 1, relu, conv 4 3x3/2, relu, max-pool 2x2, dense 5, tanh, dense.",
        "script-17-shortcuts | conv 2 3x3 padding 1, relu, residual [conv 5 3x3/2 padding 1, batch-norm] shortcut [conv 5 1x1/2], relu, residual [conv 4 3x3 padding 1, sigmoid] shortcut [tanh, conv 4 1x1, elu], residual [residual [conv 4 3x3 padding 1], batch-norm, relu, conv 4 1x1], global-average-pool, dense.",
        "script-9-pools | conv 3 3x3 padding 1, depthwise-conv 1 3x3/2 padding 1, relu, average-pool 3x3 padding 1, max-pool 3x3/2 padding 1, average-pool 2x2/2, dense.",
        "script-17-gelus | conv 3 3x3, gelu, conv 3 3x3/2, gelu, dense 5, gelu, dense.",
        "script-17-normalized | batch-norm, conv 4 3x3 padding 1, relu, conv 4 3x3/2, relu, max-pool 2x2, dense 5, batch-norm, tanh, dense.",
        "script-11-uneven | conv 3 3x3/2 same, relu, conv 2 3x5 padding 2, relu, max-pool 2x2/2, dense.",
        "keras-graph | conv 3 3x3 padding 1, relu, residual [depthwise-conv 1 3x3 padding 1, conv 3 1x1], leaky-relu, bounded-relu, conv 4 3x3/2 same, leaky-relu, batch-norm, global-average-pool, dense.",
      })
  void layersAreAsFewAsTheModelNeeds(String name, String layers) throws IOException {
    PretrainedNetwork network = new OnnxFormat().read(GoldenModels.bytes(name));

    assertThat(Architecture.own("own", network.hidden()).describe()).isEqualTo(layers);
  }

  private static void assertClose(float[] logits, float[] expected) {
    assertThat(logits).hasSameSizeAs(expected);
    for (int i = 0; i < logits.length; i++) {
      assertThat(logits[i]).as("logit " + i).isCloseTo(expected[i], offset(1e-4f));
    }
  }
}
