package org.qusecnets.sweep.network.pretrained.keras;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.qusecnets.sweep.dataset.ImageShape;
import org.qusecnets.sweep.network.GoldenArrays;
import org.qusecnets.sweep.network.PretrainedLogits;
import org.qusecnets.sweep.network.pretrained.PretrainedNetwork;

/** Models that Keras saved, with what Keras makes of images. */
class GoldenModelsTest {
  private static final Map<String, float[]> IMAGES =
      GoldenArrays.read(SavedModel.FOLDER + "images.npz");
  private static final Map<String, float[]> LOGITS =
      GoldenArrays.read(SavedModel.FOLDER + "logits.npz");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "plain.keras",
        "plain.h5",
        "residual.keras",
        "residual.h5",
        "channels-first.keras",
        "nested.keras",
        "nested.h5",
        "rows.keras",
        "uneven.keras",
        "flattened.keras",
        "like-first.keras",
        "like-keras-2.h5"
      })
  void logitsAreThoseOfKeras(String file) throws IOException {
    PretrainedNetwork network = new KerasFormat().read(SavedModel.bytes(file));
    ImageShape shape = network.input();

    float[] logits =
        PretrainedLogits.of(
            network,
            IMAGES.get("%dx%dx%d".formatted(shape.channels(), shape.height(), shape.width())));

    float[] expected = LOGITS.get(file.substring(0, file.lastIndexOf('.')));
    assertThat(logits).hasSameSizeAs(expected);
    for (int i = 0; i < logits.length; i++) {
      assertThat(logits[i]).as("logit " + i).isCloseTo(expected[i], offset(1e-4f));
    }
  }
}
