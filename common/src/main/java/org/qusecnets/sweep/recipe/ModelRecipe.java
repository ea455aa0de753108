package org.qusecnets.sweep.recipe;

import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.qusecnets.sweep.dataset.ImageShape;
import org.qusecnets.sweep.options.InvalidOption;
import org.qusecnets.sweep.recipe.layer.Activation.BoundedRelu;
import org.qusecnets.sweep.recipe.layer.BatchNormalization;
import org.qusecnets.sweep.recipe.layer.Dropout;
import org.qusecnets.sweep.recipe.layer.LayerList;
import org.qusecnets.sweep.recipe.layer.LayerList.Obstacle;
import org.qusecnets.sweep.recipe.layer.NetworkLayer;
import org.qusecnets.sweep.recipe.layer.Residual;

/**
 * All that decides what a model becomes, but for data and seed. A defense turns the recipe of the
 * undefended model into its own; one defense after another adds to it.
 *
 * @param network the network
 * @param input what stands in front of it
 * @param hidden what becomes of its hidden layers
 * @param training how it is trained
 * @param trainingDefenses what a defense adds to the training
 * @param detector the detector beside it, or null for none
 */
public record ModelRecipe(
    NetworkOptions network,
    InputLayers input,
    HiddenLayers hidden,
    TrainingOptions training,
    TrainingDefenses trainingDefenses,
    DetectorOptions detector)
    implements Serializable {
  /**
   * Checks that boxes can be learned if they are, and that the network has the activations that are
   * changed.
   *
   * @throws InvalidOption if not
   */
  public ModelRecipe {
    hidden
        .obstacle(network.architecture())
        .ifPresent(
            obstacle -> {
              throw new InvalidOption(
                  "defense", obstacle + "; take another network", network.architecture().name());
            });
    trainingDefenses
        .certified()
        .flatMap(certified -> obstacleToBoxes(certified, network, input.inTraining(), hidden))
        .ifPresent(
            obstacle -> {
              throw new InvalidOption(
                  "defense",
                  "must not train on boxes of images: " + obstacle,
                  "certified training");
            });
  }

  private static Optional<String> obstacleToBoxes(
      CertifiedTraining certified,
      NetworkOptions network,
      InputLayers inTraining,
      HiddenLayers hidden) {
    if (hidden.activation() instanceof ActivationOptions.Quantized) {
      return Optional.of("activations with steps have no slope that bounds could be learned by");
    }
    boolean bounded =
        hidden.activation() instanceof ActivationOptions.Bounded
            || network.architecture().all().anyMatch(BoundedRelu.class::isInstance);
    if (bounded && certified.bounds() != CertifiedTraining.Bounds.INTERVAL) {
      return Optional.of("its linear bounds are for rectifiers without an upper limit");
    }
    Optional<String> ofStages =
        inTraining.stages().stream()
            .filter(stage -> stage.isRandom() || !stage.isMonotone())
            .findFirst()
            .map(
                stage ->
                    stage.type()
                        + (stage.isRandom()
                            ? " draws random numbers"
                            : " can make values smaller where pixels become larger"));
    return ofStages.or(
        () ->
            network
                .architecture()
                .all()
                .filter(Dropout.class::isInstance)
                .findFirst()
                .map(layer -> "its network has " + layer.describe())
                .or(network.architecture()::obstacleToBounds));
  }

  /** What the activations of hidden layers are called where a defense changes them. */
  public static final String ACTIVATION = "activation";

  /**
   * The recipe of an undefended model.
   *
   * @param training how it is trained, unless its network was and says itself how it may be trained
   *     further
   */
  public static ModelRecipe undefended(NetworkOptions network, TrainingOptions training) {
    TrainingOptions own =
        network.architecture().pretrained().flatMap(PretrainedWeights::fineTuned).orElse(training);
    return new ModelRecipe(
        network, InputLayers.none(), HiddenLayers.plain(), own, TrainingDefenses.none(), null);
  }

  /**
   * Whether anything is trained here: all that has no weights, and what a defense has to learn or
   * changes in training.
   */
  public boolean isTrained() {
    return network.architecture().pretrained().isEmpty() || needsTraining();
  }

  /** Whether a defense has something to learn or changes how a network learns. */
  public boolean needsTraining() {
    return quantizationLayer().filter(layer -> layer.training().trainable()).isPresent()
        || hidden.activation() instanceof ActivationOptions.Quantized
        || !trainingDefenses.equals(TrainingDefenses.none());
  }

  /**
   * The same recipe with a stage next to the network.
   *
   * @throws InvalidOption if it is a second quantization layer
   */
  public ModelRecipe prepend(InputStage stage) {
    return new ModelRecipe(
        network, input.with(stage), hidden, training, trainingDefenses, detector);
  }

  /**
   * The same recipe with another activation in the hidden layers.
   *
   * @throws InvalidOption if the activation was changed already
   */
  public ModelRecipe with(ActivationOptions activation) {
    return with(hidden.with(activation));
  }

  /** The same recipe with stochastic activation pruning once it is trained. */
  public ModelRecipe pruned(double samples) {
    return with(hidden.pruned(samples));
  }

  private ModelRecipe with(HiddenLayers other) {
    return new ModelRecipe(network, input, other, training, trainingDefenses, detector);
  }

  /** The same recipe, trained from weights that are drawn. */
  public ModelRecipe drawn() {
    return new ModelRecipe(
        network.untrained(), input, hidden, training, trainingDefenses, detector);
  }

  /** The same recipe, trained otherwise. */
  public ModelRecipe trainedWith(TrainingOptions other) {
    return new ModelRecipe(network, input, hidden, other, trainingDefenses, detector);
  }

  /** The same recipe with one more augmentation of training batches. */
  public ModelRecipe with(TrainingAugmentation augmentation) {
    return with(trainingDefenses.with(augmentation));
  }

  /**
   * The same recipe, learned from a teacher.
   *
   * @throws InvalidOption if there is a teacher already
   */
  public ModelRecipe with(Distillation distillation) {
    return with(trainingDefenses.with(distillation));
  }

  /**
   * The same recipe, trained on boxes around the images.
   *
   * @throws InvalidOption if it is so already, or what it has allows no boxes
   */
  public ModelRecipe with(CertifiedTraining certification) {
    return with(trainingDefenses.with(certification));
  }

  private ModelRecipe with(TrainingDefenses other) {
    return new ModelRecipe(network, input, hidden, training, other, detector);
  }

  /**
   * The same recipe with a detector beside the network.
   *
   * @throws InvalidOption if there is one already
   */
  public ModelRecipe with(DetectorOptions other) {
    if (detector != null) {
      throw new InvalidOption("defense", "must not bring a second detector", other.parameters());
    }
    return new ModelRecipe(network, input, hidden, training, trainingDefenses, other);
  }

  /**
   * The recipe of the weights: without all that is in place only once they are trained. Models with
   * the same one have the same weights.
   */
  public ModelRecipe inTraining() {
    return new ModelRecipe(
        network, input.inTraining(), hidden.unpruned(), training, trainingDefenses, null);
  }

  /** The same recipe without all that draws random numbers. */
  public ModelRecipe withoutDraws() {
    return new ModelRecipe(
        network, input.withoutDraws(), hidden.unpruned(), training, trainingDefenses, detector);
  }

  /**
   * Epochs of all networks that are trained, with distillation the teacher's and the student's, if
   * none ends early ({@link EarlyStopping}); none where nothing {@linkplain #isTrained is}.
   */
  public int totalEpochs() {
    if (!isTrained()) {
      return 0;
    }
    return Math.multiplyExact(trainingDefenses.distilled().isPresent() ? 2 : 1, training.epochs());
  }

  /**
   * Images of a step of training, those that augmentations add among them.
   *
   * @param images training images that there are
   */
  public long stepImages(int images) {
    return (long) Math.min(training.batchSize(), images) * trainingDefenses.images();
  }

  /**
   * Values of one image in the largest array that is computed with.
   *
   * @param image the shape of an image that the network and its defenses can take
   */
  public long largestArray(ImageShape image) {
    return Math.max(
        input.largestArray(image),
        LayerList.largestArray(network.architecture().hidden(), input.output(image)));
  }

  /**
   * Why what a step of training computes is more than an array holds; nothing if it is not, or if
   * nothing {@linkplain #isTrained is trained}.
   *
   * @param image the shape of an image that the network and its defenses can take
   * @param images training images that there are
   */
  public Optional<Obstacle> obstacleToStep(ImageShape image, int images) {
    if (!isTrained()) {
      return Optional.empty();
    }
    InputLayers before = input.inTraining();
    long together = stepImages(images);
    return LayerList.obstacleToArray(before.largestArray(image), together)
        .map(message -> new Obstacle(List.of(), "what is in front of it: " + message))
        .or(
            () ->
                LayerList.obstacleToBatch(
                    network.architecture().hidden(), before.output(image), together));
  }

  /** The quantization layer, if there is one. */
  public Optional<QuantizationOptions> quantizationLayer() {
    return input.quantizationLayer();
  }

  /** The detector, if there is one. */
  public Optional<DetectorOptions> detecting() {
    return Optional.ofNullable(detector);
  }

  /** Whether the trained model draws random numbers. */
  public boolean isRandom() {
    return hidden.pruning() > 0 || input.isRandom();
  }

  /**
   * How gradients with respect to images go through each part that the defense adds, by the part's
   * name and in an image's order; empty for an undefended model.
   *
   * @param way the way that was asked for
   * @param image the shape of an image
   */
  public Map<String, String> gradients(GradientWay way, ImageShape image) {
    Map<String, String> gradients = input.gradients(way, image);
    if (!hidden.activation().equals(ActivationOptions.rectified())) {
      gradients.put(ACTIVATION, hidden.activation().gradient(way.path()));
    }
    if (hidden.pruning() > 0) {
      gradients.put("pruning", "factors taken for constants");
    }
    return gradients;
  }

  /**
   * What its training does besides learning the labels of the images, if anything: workers that
   * train one network together do no more than that.
   */
  public Optional<String> obstacleToDataParallelism() {
    if (!isTrained()) {
      return Optional.empty();
    }
    if (network.architecture().pretrained().isPresent()) {
      return Optional.of("begins with weights of a file");
    }
    if (trainingDefenses.distilled().isPresent()) {
      return Optional.of("learns from a teacher");
    }
    if (!trainingDefenses.augmentations().isEmpty()) {
      return Optional.of("changes or adds images");
    }
    if (trainingDefenses.certified().isPresent()) {
      return Optional.of("bounds the network over boxes");
    }
    if (inTraining().isRandom()) {
      return Optional.of("draws random numbers");
    }
    return network.architecture().hidden().stream()
        .filter(layer -> layer instanceof Residual || layer instanceof BatchNormalization)
        .map(NetworkLayer::type)
        .findFirst()
        .or(
            () ->
                network
                    .architecture()
                    .all()
                    .filter(Dropout.class::isInstance)
                    .map(NetworkLayer::type)
                    .findFirst())
        .map(type -> "is of a network with " + type);
  }

  /** The whole content by configuration keys, in a fixed order; what is plain is left out. */
  public SortedMap<String, Object> parameters() {
    SortedMap<String, Object> parameters = new TreeMap<>();
    parameters.put("network", network.parameters());
    if (isTrained()) {
      parameters.put("training", training.parameters());
    }
    parameters.putAll(input.parameters());
    if (!hidden.activation().equals(ActivationOptions.rectified())) {
      parameters.put(ACTIVATION, hidden.activation().parameters());
    }
    if (hidden.pruning() > 0) {
      parameters.put("pruning", hidden.pruning());
    }
    if (!trainingDefenses.augmentations().isEmpty()) {
      parameters.put("augmentations", trainingDefenses.parameters());
    }
    trainingDefenses
        .certified()
        .ifPresent(c -> parameters.put("certified-training", c.parameters()));
    trainingDefenses.distilled().ifPresent(d -> parameters.put("temperature", d.temperature()));
    detecting().ifPresent(options -> parameters.put("detector", options.parameters()));
    return parameters;
  }
}
