package org.qusecnets.sweep.network.export;

import java.util.LinkedHashMap;
import java.util.Map;
import org.deeplearning4j.nn.api.Model;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.qusecnets.sweep.dataset.ImageShape;
import org.qusecnets.sweep.network.ModelArchive;
import org.qusecnets.sweep.network.NetworkClassifier;
import org.qusecnets.sweep.network.NetworkMemory;
import org.qusecnets.sweep.network.TrainedModel;
import org.qusecnets.sweep.network.export.ModelDescription.Check;
import org.qusecnets.sweep.network.export.ModelDescription.Input;
import org.qusecnets.sweep.network.export.ModelDescription.Reference;
import org.qusecnets.sweep.network.pretrained.CheckValues;
import org.qusecnets.sweep.recipe.ModelRecipe;

/**
 * A trained network for other tools: its parameters as NumPy arrays, and all that is needed to
 * compute with them.
 *
 * @param arrays a NumPy archive ({@code .npz}) of float32 arrays in C order: every parameter, and
 *     {@code check_images} [16, channels, height, width] of pseudo-random values in [0, 1] with
 *     their {@code check_logits} [16, classes], which leave out what draws random numbers; the same
 *     network gives the same bytes
 * @param description the network's layers, and which array is what
 */
public record ModelExport(byte[] arrays, ModelDescription description) {
  private static final int FORMAT_VERSION = 3;

  /**
   * Exports a trained network.
   *
   * @param archive as {@link TrainedModel#archive}, which has been verified
   * @param recipe the recipe that it was trained by
   * @param shape the shape of one image
   */
  public static ModelExport of(byte[] archive, ModelRecipe recipe, ImageShape shape) {
    Model network = ModelArchive.read(archive);
    try (NetworkClassifier classifier =
        new NetworkClassifier(network, recipe.withoutDraws(), shape, 0, null)) {
      ExportedLayers layers = ExportedLayers.of(network.paramTable(), recipe, shape);
      Map<String, INDArray> arrays = new LinkedHashMap<>(layers.arrays());
      arrays.putAll(CheckBatch.of(classifier).arrays());
      return new ModelExport(
          NumpyArchive.write(arrays),
          new ModelDescription(
              FORMAT_VERSION,
              Input.of(shape),
              classifier.classes(),
              "logits, [images, classes]; the network was trained on their softmax",
              layers.descriptions(),
              new Check(
                  new Reference(CheckValues.IMAGES, "[images, channels, rows, columns]"),
                  new Reference(CheckValues.LOGITS, "[images, classes]"))));
    } finally {
      NetworkMemory.free(network);
    }
  }
}
