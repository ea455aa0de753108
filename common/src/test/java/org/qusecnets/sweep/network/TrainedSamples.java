package org.qusecnets.sweep.network;

import java.util.Random;
import org.qusecnets.sweep.dataset.ImageSet;
import org.qusecnets.sweep.recipe.DetectorOptions;
import org.qusecnets.sweep.recipe.InputTransform;
import org.qusecnets.sweep.recipe.ModelRecipe;
import org.qusecnets.sweep.recipe.TrainingOptions;
import org.qusecnets.sweep.recipe.TrainingOptions.Loss;

/** Small trained models for the tests of other packages. */
public final class TrainedSamples {
  private static final TrainedModel PLAIN = train(Samples.MLP);
  private static final ModelRecipe BEHIND_TWO_LEVELS = Samples.MLP.prepend(Samples.constant(2, 20));
  private static final TrainedModel QUANTIZED = train(BEHIND_TWO_LEVELS);

  private TrainedSamples() {}

  private static TrainedModel train(ModelRecipe recipe) {
    TrainingOptions training = new TrainingOptions(3, 20, 1e-3, 0.1, Loss.CROSS_ENTROPY);
    return Trainer.train(recipe.trainedWith(training), images(200, 2), 1, 2, epoch -> {});
  }

  /** Images of noise with a bright band across, whose place tells the class. */
  public static ImageSet images(int count, long seed) {
    Random random = new Random(seed);
    int width = Samples.GREY.width();
    byte[] pixels = new byte[count * Samples.GREY.size()];
    byte[] labels = new byte[count];
    for (int i = 0; i < pixels.length; i++) {
      int image = i / Samples.GREY.size();
      int row = i % Samples.GREY.size() / width;
      labels[image] = (byte) (image % Samples.CLASSES);
      int band = 4 + 2 * labels[image];
      pixels[i] = (byte) (random.nextInt(100) + (row == band || row == band + 1 ? 150 : 0));
    }
    return new ImageSet(Samples.GREY, Samples.CLASSES, pixels, labels);
  }

  /** A model without defense. */
  public static NetworkClassifier plain() {
    return ModelArchive.open(PLAIN, Samples.MLP, Samples.GREY);
  }

  /** A model behind constant quantization in two levels, with z = 20. */
  public static NetworkClassifier quantized() {
    return ModelArchive.open(QUANTIZED, BEHIND_TWO_LEVELS, Samples.GREY);
  }

  /** The undefended weights behind transforms of images, which meet the last one first. */
  public static NetworkClassifier behind(InputTransform... transforms) {
    ModelRecipe recipe = Samples.MLP;
    for (InputTransform transform : transforms) {
      recipe = recipe.prepend(transform);
    }
    return ModelArchive.open(PLAIN, recipe, Samples.GREY);
  }

  /** A model without defense but for a detector beside it. */
  public static NetworkClassifier beside(Detector detector) {
    ModelRecipe recipe = Samples.MLP.with(new DetectorOptions(detector.squeezers(), 0.05));
    return ModelArchive.open(PLAIN.detecting(detector.threshold()), recipe, Samples.GREY);
  }

  /** Eq. 1 for the quantized model: one sigmoid at 0.5. */
  public static double quantize(double x) {
    return NaiveQuantization.sigmoid(20 * (x - 0.5));
  }
}
