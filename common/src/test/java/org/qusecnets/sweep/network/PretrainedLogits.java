package org.qusecnets.sweep.network;

import org.deeplearning4j.nn.api.Model;
import org.nd4j.linalg.api.buffer.DataType;
import org.qusecnets.sweep.dataset.ImageShape;
import org.qusecnets.sweep.network.pretrained.PretrainedNetwork;
import org.qusecnets.sweep.recipe.Architecture;
import org.qusecnets.sweep.recipe.ModelRecipe;

/** What networks that were trained elsewhere make of images. */
public final class PretrainedLogits {
  private PretrainedLogits() {}

  /** The logits of images, one row after another. */
  public static float[] of(PretrainedNetwork network, float[] images) {
    ImageShape shape = network.input();
    ModelRecipe recipe = Samples.of(Architecture.own("own", network.hidden()));
    Model model = NetworkDefinition.build(recipe, shape, network.classes(), DataType.FLOAT);
    GivenWeights.write(
        NetworkStructure.of(recipe, shape, network.classes()), model.paramTable(), network);
    try (NetworkClassifier classifier = new NetworkClassifier(model, recipe, shape, 0, null)) {
      return classifier.logits(images, images.length / shape.size());
    }
  }
}
