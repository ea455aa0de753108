package org.qusecnets.sweep.network;

import java.util.List;
import org.deeplearning4j.nn.api.Model;
import org.nd4j.linalg.api.buffer.DataType;
import org.qusecnets.sweep.UserException;
import org.qusecnets.sweep.dataset.ImageShape;
import org.qusecnets.sweep.network.pretrained.CheckValues;
import org.qusecnets.sweep.network.pretrained.PretrainedNetwork;
import org.qusecnets.sweep.recipe.ModelRecipe;
import org.qusecnets.sweep.recipe.NetworkOptions;
import org.qusecnets.sweep.recipe.TrainingOptions;

/** Models of networks that were trained elsewhere. */
public final class PretrainedModel {
  /** How far logits may be from what they should be, as a share of the largest of them and 1. */
  private static final double TOLERANCE = 1e-4;

  private PretrainedModel() {}

  /**
   * A model whose recipe has {@linkplain ModelRecipe#isTrained nothing to train}.
   *
   * @param shape the shape of one image
   */
  static TrainedModel of(
      ModelRecipe recipe, ImageShape shape, int classes, PretrainedNetwork weights) {
    NetworkStructure structure = NetworkStructure.of(recipe, shape, classes);
    Model network = NetworkDefinition.build(recipe, shape, classes, DataType.FLOAT);
    try {
      GivenWeights.write(structure, network.paramTable(), weights);
      return TrainedModel.of(network, List.of());
    } finally {
      NetworkMemory.free(network);
    }
  }

  /**
   * Checks that a network computes here what it did where it was trained.
   *
   * @param options the network, of which the weights are
   * @param shape the shape of one image
   * @param expected what it computed
   * @throws UserException if it does not
   */
  public static void check(
      NetworkOptions options, ImageShape shape, PretrainedNetwork weights, CheckValues expected) {
    ModelRecipe recipe = ModelRecipe.undefended(options, TrainingOptions.defaults());
    TrainedModel model = of(recipe, shape, weights.classes(), weights);
    float[] logits;
    try (NetworkClassifier classifier = ModelArchive.open(model, recipe, shape)) {
      logits = classifier.logits(expected.images(), expected.count());
    }
    double difference = expected.difference(logits);
    if (!(difference <= TOLERANCE)) {
      throw new UserException(
          "Cannot use network %s of %s: its logits differ by %.1e of the largest from those in %s, more than %.0e; check input, mean and std, and that both are of the same model in evaluation mode"
              .formatted(
                  options.architecture().name(),
                  options.architecture().weights().file(),
                  difference,
                  options.architecture().weights().check(),
                  TOLERANCE));
    }
  }
}
