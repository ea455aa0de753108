package org.qusecnets.sweep.network.pretrained.keras;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;
import static org.qusecnets.sweep.network.pretrained.keras.SavedModel.CONFIGURATION;
import static org.qusecnets.sweep.network.pretrained.keras.SavedModel.WEIGHTS;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.qusecnets.sweep.network.pretrained.UnreadableNetwork;

/** Messages go on after a file's name. */
class UnreadableModelsTest {
  private static final String BUILD =
      "; build the network of layers that conf/README.md names for Keras";

  private static void assertUnreadable(byte[] file, String message) {
    assertThatThrownBy(() -> new KerasFormat().read(file))
        .isInstanceOf(UnreadableNetwork.class)
        .hasMessage(message);
  }

  static Stream<Arguments> changes() {
    return Stream.of(
        arguments(
            "\"class_name\": \"Lambda\"",
            "\"class_name\": \"SpatialDropout2D\"",
            "has the layer spatial_dropout2d (Lambda) that holds code, which is not run" + BUILD),
        arguments(
            "\"class_name\": \"LSTM\"",
            "\"class_name\": \"SpatialDropout2D\"",
            "has the layer spatial_dropout2d (LSTM) which is not known" + BUILD),
        arguments(
            "\"module\": null, \"class_name\": \"Conv2D\"",
            "\"module\": \"keras.layers\", \"class_name\": \"Conv2D\"",
            "has the layer conv2d (Conv2D) of a class that is not Keras's own" + BUILD),
        arguments(
            "\"module\": \"kerasx\", \"class_name\": \"Conv2D\"",
            "\"module\": \"keras.layers\", \"class_name\": \"Conv2D\"",
            "has the layer conv2d (Conv2D) of a class that is not Keras's own" + BUILD),
        arguments(
            "\"registered_name\": \"Own>Rescaling\", \"build_config\"",
            "\"registered_name\": null, \"build_config\"",
            "has the layer rescaling (Rescaling) of a class that is not Keras's own" + BUILD),
        arguments(
            "\"class_name\": \"Own\"",
            "\"class_name\": \"Sequential\"",
            "is of the class Own; build the model as Sequential or Functional"),
        arguments(
            "\"activation\": \"mish\"",
            "\"activation\": \"tanh\"",
            "has the layer conv2d_1 (Conv2D) with activation = \"mish\", which is not understood"
                + BUILD),
        arguments(
            "\"activation\": {\"class_name\": \"function\", \"config\": \"own\"}",
            "\"activation\": \"tanh\"",
            "has the layer conv2d_1 (Conv2D) with activation ="
                + " {\"class_name\":\"function\",\"config\":\"own\"}, which is not understood"
                + BUILD),
        arguments(
            "\"padding\": \"causal\"",
            "\"padding\": \"same\"",
            "has the layer conv2d_1 (Conv2D) with padding = \"causal\", which is not understood"
                + BUILD),
        arguments(
            "\"strides\": [1, 1, 1]",
            "\"strides\": [1, 1]",
            "has the layer conv2d (Conv2D) with strides = [1,1,1], which is not understood"
                + BUILD),
        arguments(
            "\"filters\": 4.5",
            "\"filters\": 4",
            "has the layer conv2d (Conv2D) with filters = 4.5, which is not understood" + BUILD),
        arguments(
            "\"groups\": 1, \"turned\": \"around\"",
            "\"groups\": 1",
            "has the layer conv2d (Conv2D) with turned = \"around\", which is not understood"
                + BUILD),
        arguments(
            "\"config\": {\"name\": \"mixed_float16\"}, \"registered_name\": null}, \"scale\"",
            "\"config\": {\"name\": \"float32\"}, \"registered_name\": null}, \"scale\"",
            "has the layer rescaling (Rescaling) that computes in mixed_float16; save it with the"
                + " dtype policy float32"),
        arguments(
            "[null, null, null, 1]",
            "[null, 8, 8, 1]",
            "has the layer input_layer (InputLayer) for values of [null,null,null,1]; build it for"
                + " images of one size"),
        arguments(
            "\"name\": \"conv2d\"",
            "\"name\": \"conv2d_1\"",
            "has the layer conv2d (Conv2D) twice; give each layer a name of its own"),
        arguments(
            "\"filters\": 5",
            "\"filters\": 4",
            "has the layer conv2d (Conv2D) whose kernel has the sides [3, 3, 1, 4]; save the whole"
                + " model again with model.save"),
        arguments(
            "\"use_bias\": false",
            "\"use_bias\": true",
            "has the layer conv2d (Conv2D) with 2 arrays, where it has kernel; save the whole model"
                + " again with model.save"));
  }

  @ParameterizedTest
  @MethodSource("changes")
  void whatALayerSaysThatCannotBeReadIsNamed(String instead, String of, String message)
      throws IOException {
    assertUnreadable(SavedModel.saying("plain.keras", instead, of), message);
  }

  static Stream<Arguments> changesOfCalls() {
    return Stream.of(
        arguments(
            "\"input_layers\": [[\"input_layer_5\", 0, 0], [\"input_layer_5\", 0, 0]]",
            "\"input_layers\": [\"input_layer_5\", 0, 0]",
            "has 2 inputs; save a model with one of images and one of logits"),
        arguments(
            "\"output_layers\": {\"a\": [\"dense_5\", 0, 0], \"b\": [\"dense_4\", 0, 0]}",
            "\"output_layers\": [\"dense_5\", 0, 0]",
            "has 2 outputs; save a model with one of images and one of logits"),
        arguments(
            "\"keras_history\": [\"dense_5\", 0, 0]",
            "\"keras_history\": [\"dense_4\", 1, 0]",
            "has the layer dense_5 (Dense) that takes what it makes; save the model again"),
        arguments(
            "\"keras_history\": [\"dense_4\", 2, 0]",
            "\"keras_history\": [\"dense_4\", 1, 0]",
            "has the layer dense_5 (Dense) that refers to [\"dense_4\",2,0], which no layer makes;"
                + " save it again"),
        arguments(
            "\"output_layers\": [\"none\", 0, 0]",
            "\"output_layers\": [\"dense_5\", 0, 0]",
            "has the layer functional_6 (Functional) that refers to [\"none\",0,0], which no layer"
                + " makes; save it again"));
  }

  @ParameterizedTest
  @MethodSource("changesOfCalls")
  void whatALayerIsCalledWithThatCannotBeReadIsNamed(String instead, String of, String message)
      throws IOException {
    assertUnreadable(SavedModel.saying("nested.keras", instead, of), message);
  }

  @Test
  void layersThatAreCalledAsInTrainingAreNamed() throws IOException {
    assertUnreadable(
        SavedModel.saying(
            "residual.keras", "\"kwargs\": {\"training\": true}", "\"kwargs\": {\"mask\": null}"),
        "has the layer batch_normalization (BatchNormalization) called with training = true;"
            + " build the model without, as it is evaluated");
  }

  @Test
  void whatTheGraphOfALayerCannotBeIsNamedByTheLayer() throws IOException {
    String said = "\"kernel_size\": [3, 3], \"strides\": [1, 1], \"padding\": ";

    assertUnreadable(
        SavedModel.saying("residual.keras", said + "\"valid\"", said + "\"same\""),
        "has the operator Sum (node add) of values of different shapes; build the network of layers"
            + " that ./sweep list layers shows, whose branches only meet in sums");
  }

  @Test
  void filesOfAnotherKindAreNamed() throws IOException {
    assertUnreadable(
        "text".getBytes(StandardCharsets.UTF_8),
        "is neither a .keras nor an .h5 file; name one that model.save wrote");
    assertUnreadable(
        new byte[0], "is neither a .keras nor an .h5 file; name one that model.save wrote");
    assertUnreadable(
        SavedModel.bytes("arrays.h5"),
        "has no model_config; save the whole model with model.save, not its weights alone");
    assertUnreadable(
        SavedModel.entries("plain.keras").get(WEIGHTS),
        "has no model_config; save the whole model with model.save, not its weights alone");
    assertUnreadable(
        SavedModel.archive(Map.of(CONFIGURATION, new byte[0])),
        "is a zip archive without model.weights.h5; save it again with model.save, and copy all of"
            + " it");
  }

  @Test
  void archivesThatUnpackToFarMoreThanTheirSizeAreRefused() throws IOException {
    byte[] bomb = SavedModel.with("plain.keras", WEIGHTS, new byte[40 << 20]);
    byte[] other = SavedModel.with("plain.keras", "assets", new byte[40 << 20]);

    for (byte[] file : new byte[][] {bomb, other}) {
      assertUnreadable(
          file,
          "is a zip archive of far more than its size lets expect; save it again with model.save,"
              + " and copy all of it");
    }
  }

  @Test
  void configurationsThatAreTooLongOrTooDeepAreRefused() throws IOException {
    byte[] spaces = new byte[9 << 20];
    Arrays.fill(spaces, (byte) ' ');
    String deep = "{\"a\": " + "[".repeat(1000) + "]".repeat(1000) + "}";

    assertUnreadable(
        SavedModel.with("plain.keras", CONFIGURATION, spaces),
        "has a configuration of 9,437,184 bytes, more than 8,388,608; build a network of fewer"
            + " layers");
    assertUnreadable(
        SavedModel.with("plain.keras", CONFIGURATION, deep.getBytes(StandardCharsets.UTF_8)),
        "has a damaged configuration; save it again with model.save, and copy all of it");
  }

  @Test
  void modelsOfTooManyLayersAreRefused() throws IOException {
    StringBuilder layers = new StringBuilder();
    for (int i = 0; i < 6000; i++) {
      layers.append(
          ", {\"class_name\": \"Identity\", \"config\": {\"name\": \"l%d\"}}".formatted(i));
    }

    assertUnreadable(
        of(layers.substring(1)),
        "has the layer l5000 (Identity) behind 5,000 others; build a network of fewer layers");
  }

  @Test
  void modelsInTooManyModelsAreRefused() throws IOException {
    String inside = "{\"class_name\": \"Sequential\", \"config\": {\"name\": \"m\", \"layers\": [";

    assertUnreadable(
        of(inside.repeat(20) + "]}}".repeat(20)),
        "has the layer m/m/m/m/m/m/m/m/m/m/m/m/m/m/m/m/m (Sequential) in models in models, more"
            + " than 16 deep; build the model as Sequential or Functional");
  }

  /** A model of images of 1 x 8 x 8. */
  private static byte[] of(String layers) throws IOException {
    String model =
        "{\"class_name\": \"Sequential\", \"config\": {\"name\": \"own\","
            + " \"build_input_shape\": [null, 8, 8, 1], \"layers\": [%s]}}".formatted(layers);
    return SavedModel.with("plain.keras", CONFIGURATION, model.getBytes(StandardCharsets.UTF_8));
  }
}
