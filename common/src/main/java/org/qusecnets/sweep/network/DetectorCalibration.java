package org.qusecnets.sweep.network;

import org.qusecnets.sweep.dataset.ImageSet;
import org.qusecnets.sweep.recipe.DetectorOptions;
import org.qusecnets.sweep.recipe.ModelRecipe;

/** Finds the threshold of a trained model's detector. */
public final class DetectorCalibration {
  /** Images that are squeezed and classified together. */
  private static final int SLICE = 500;

  private DetectorCalibration() {}

  /**
   * The model with the threshold that its recipe's share of the training images lies above; without
   * one if its recipe has no detector.
   *
   * @param model a model of this recipe's weights
   * @param images the training images
   */
  public static TrainedModel calibrate(TrainedModel model, ModelRecipe recipe, ImageSet images) {
    return recipe
        .detecting()
        .map(options -> model.detecting(threshold(model, recipe, options, images)))
        .orElseGet(() -> model.detecting(null));
  }

  private static double threshold(
      TrainedModel model, ModelRecipe recipe, DetectorOptions options, ImageSet images) {
    double[] distances = new double[images.size()];
    int size = images.shape().size();
    try (NetworkClassifier classifier =
        ModelArchive.open(model.detecting(0.0), recipe, images.shape())) {
      for (int from = 0; from < distances.length; from += SLICE) {
        int count = Math.min(SLICE, distances.length - from);
        float[] pixels = new float[count * size];
        for (int i = 0; i < count; i++) {
          images.scale(from + i, pixels, i * size);
        }
        double[] some = Detector.distances(options.squeezers(), classifier, pixels, count);
        System.arraycopy(some, 0, distances, from, count);
      }
    }
    return Detector.threshold(distances, options.falsePositiveRate());
  }
}
