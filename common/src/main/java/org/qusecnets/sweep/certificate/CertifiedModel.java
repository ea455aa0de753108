package org.qusecnets.sweep.certificate;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.qusecnets.sweep.attack.norm.Norm;
import org.qusecnets.sweep.certificate.bound.Box;
import org.qusecnets.sweep.dataset.ImageShape;
import org.qusecnets.sweep.evaluation.OutputBox;
import org.qusecnets.sweep.network.ModelArchive;
import org.qusecnets.sweep.network.NetworkClassifier;
import org.qusecnets.sweep.network.TrainedModel;
import org.qusecnets.sweep.network.affine.AffineNetwork;
import org.qusecnets.sweep.recipe.ActivationOptions;
import org.qusecnets.sweep.recipe.InputStage;
import org.qusecnets.sweep.recipe.ModelRecipe;
import org.qusecnets.sweep.recipe.QuantizationOptions;
import org.qusecnets.sweep.recipe.ValueMap;

/**
 * A trained model as certificates see it: what stands in front of the network as a map of images to
 * boxes, and the network as matrices. Not safe for use by several threads.
 */
public final class CertifiedModel implements AutoCloseable {
  /**
   * Units in the last place, of values next to 1, that a sigmoid of float32 is wrong by at most,
   * its argument and exponential included, with room; each further one of a sum adds one.
   */
  private static final int SIGMOID_ULPS = 16;

  private final TrainedModel model;
  private final ModelRecipe recipe;
  private final ImageShape shape;
  private final NetworkClassifier classifier;
  private AffineNetwork network;

  private CertifiedModel(TrainedModel model, ModelRecipe recipe, ImageShape shape) {
    this.model = model;
    this.recipe = recipe;
    this.shape = shape;
    classifier = ModelArchive.open(model, recipe, shape);
  }

  /** Opens a model. */
  public static CertifiedModel open(TrainedModel model, ModelRecipe recipe, ImageShape shape) {
    return new CertifiedModel(model, recipe, shape);
  }

  /** Why there is no box of what the network takes, or no bounds behind it. */
  public static Optional<String> obstacle(ModelRecipe recipe) {
    if (recipe.isRandom()) {
      return Optional.of("it draws random numbers");
    }
    if (recipe.hidden().activation() instanceof ActivationOptions.Quantized) {
      return Optional.of("its activations have steps, of which no lines are known");
    }
    Optional<String> ofNetwork = recipe.network().architecture().obstacleToBounds();
    if (ofNetwork.isPresent()) {
      return ofNetwork;
    }
    List<InputStage> stages = recipe.input().stages();
    if (stages.stream().limit(Math.max(0, stages.size() - 1)).anyMatch(CertifiedModel::isSigmoid)) {
      return Optional.of(
          "its quantization layer is followed by another stage, which can turn a rounding error into"
              + " a whole level");
    }
    return stages.stream()
        .filter(stage -> !stage.isMonotone())
        .findFirst()
        .map(
            stage -> "its " + stage.type() + " can make values smaller where pixels become larger");
  }

  private static boolean isSigmoid(InputStage stage) {
    return stage instanceof QuantizationOptions;
  }

  /**
   * The network as matrices, made when it is first asked for.
   *
   * @throws IllegalArgumentException if there is an {@link #obstacle}
   */
  public AffineNetwork network() {
    if (network == null) {
      obstacle(recipe)
          .ifPresent(
              reason -> {
                throw new IllegalArgumentException("no bounds can be proven of it: " + reason);
              });
      network = AffineNetwork.of(model.archive(), recipe, shape);
    }
    return network;
  }

  /** The model as it predicts, what stands in front of its network included. */
  public NetworkClassifier classifier() {
    return classifier;
  }

  /**
   * The class that it says of an image.
   *
   * @param image [channels, height, width], floats in [0, 1]
   */
  public int prediction(float[] image) {
    return classifier.predictions(image, 1)[0];
  }

  /** Which images it says the label of. */
  boolean[] areCorrect(List<Subject> subjects) {
    float[] images = new float[subjects.size() * shape.size()];
    for (int i = 0; i < subjects.size(); i++) {
      System.arraycopy(subjects.get(i).image(), 0, images, i * shape.size(), shape.size());
    }
    int[] predictions = classifier.predictions(images, subjects.size());
    boolean[] correct = new boolean[subjects.size()];
    for (int i = 0; i < correct.length; i++) {
      correct[i] = predictions[i] == subjects.get(i).label();
    }
    return correct;
  }

  /**
   * All that the network can take of images within epsilon of one, as {@link Norm#within} measures
   * it: with its tolerance.
   */
  public Box box(float[] image, double epsilon) {
    return boxes(List.of(image), epsilon).get(0);
  }

  /** The same of several images. */
  List<Box> boxes(List<float[]> images, double epsilon) {
    double radius = Norm.reach(epsilon);
    int pixels = shape.size();
    float[] corners = new float[2 * images.size() * pixels];
    for (int image = 0; image < images.size(); image++) {
      for (int i = 0; i < pixels; i++) {
        double pixel = images.get(image)[i];
        int lowest = 2 * image * pixels + i;
        corners[lowest] = Math.max(0f, Norm.atMost(pixel - radius));
        corners[lowest + pixels] = Math.min(1f, -Norm.atMost(-pixel - radius));
      }
    }
    float[] seen = classifier.inside(corners, 2 * images.size());
    int size = seen.length / (2 * images.size());
    return IntStream.range(0, images.size()).mapToObj(i -> box(seen, 2 * i * size, size)).toList();
  }

  /** The box between the values from a place on and those behind them. */
  private Box box(float[] seen, int from, int size) {
    double error = frontError();
    double[] lower = new double[size];
    double[] upper = new double[size];
    for (int i = 0; i < size; i++) {
      lower[i] = seen[from + i] - error;
      upper[i] = seen[from + size + i] + error;
    }
    return Box.between(lower, upper, network().input());
  }

  /** What computed outputs of the layer in front can differ by from its real values. */
  double frontError() {
    return recipe
        .quantizationLayer()
        .map(layer -> (layer.thresholds() + SIGMOID_ULPS) * 0x1p-24)
        .orElse(0.0);
  }

  /** Number of values of a box that can differ by more than the error of the layer in front. */
  int undecided(Box box) {
    return box.wider(4 * frontError());
  }

  /** Whether each corner of a box is what some image becomes. */
  private boolean isElementWise() {
    return recipe.input().front().size() == recipe.input().stages().size();
  }

  /** Whether values come in levels. */
  boolean hasSteps() {
    return isElementWise() && recipe.input().frontMap() == ValueMap.STEPS;
  }

  /** The place in [channels, rows, columns] of a value of [rows, columns, channels]. */
  int place(int value) {
    int channels = network().input().channels();
    return value % channels * network().input().height() * network().input().width()
        + value / channels;
  }

  /** The outputs of the layer in front, of a model whose stages all are element-wise. */
  OutputBox outputs(float[] image, double epsilon) {
    return new OutputBox(
        recipe.input().stages().isEmpty() ? (images, count) -> images : classifier::front,
        image,
        image.length,
        (float) Norm.reach(epsilon));
  }

  /**
   * Whether a corner of a box that some image within epsilon reaches is classified otherwise.
   *
   * @param corner [rows, columns, channels]
   */
  boolean isBroken(float[] image, double epsilon, double[] corner, int label) {
    if (!isElementWise()) {
      return false;
    }
    float[] found = outputs(image, epsilon).pixels(Box.channelsFirst(corner, network().input()));
    return Norm.LINF.within(epsilon, image, found, 0, found.length) && prediction(found) != label;
  }

  @Override
  public void close() {
    classifier.close();
    if (network != null) {
      network.close();
    }
  }
}
