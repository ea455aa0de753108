package org.qusecnets.sweep.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.qusecnets.sweep.UserException;
import org.qusecnets.sweep.dataset.ImageSet;
import org.qusecnets.sweep.network.TrainedModel.Epoch;
import org.qusecnets.sweep.options.Options;
import org.qusecnets.sweep.recipe.Architecture;
import org.qusecnets.sweep.recipe.Architectures;
import org.qusecnets.sweep.recipe.Classifier;
import org.qusecnets.sweep.recipe.Logits;
import org.qusecnets.sweep.recipe.NetworkOptions;
import org.qusecnets.sweep.recipe.NetworkOptions.Initialization;
import org.qusecnets.sweep.recipe.SubstituteOptions;
import org.qusecnets.sweep.recipe.SubstituteOptions.Directions;
import org.qusecnets.sweep.recipe.SubstituteOptions.HoldOutLabels;
import org.qusecnets.sweep.recipe.SubstituteOptions.NetworkOf;
import org.qusecnets.sweep.recipe.SubstituteOptions.Saliency;
import org.qusecnets.sweep.recipe.TrainingOptions;
import org.qusecnets.sweep.recipe.TrainingOptions.Loss;

class SubstituteTrainerTest {
  private static final int HOLD_OUT = 30;
  private static final ImageSet IMAGES = TrainedSamples.images(HOLD_OUT, 4);
  private static final double LAMBDA = 0.25;

  private static NetworkClassifier target;

  @BeforeAll
  static void open() {
    target = TrainedSamples.quantized();
  }

  @AfterAll
  static void close() {
    target.close();
  }

  static Stream<Architecture> architectures() {
    return Stream.of(
        Architectures.PAPER_CNN,
        Architectures.MLP_200_200,
        Architectures.CNN_SMALL,
        Architectures.LENET_5);
  }

  @ParameterizedTest
  @MethodSource("architectures")
  void substituteAgreesWithItsTargetOnMostImages(Architecture architecture) {
    SubstituteOptions options = options(architecture, 3, HoldOutLabels.QUERIED);
    TrainedModel model = train(options, target);
    int count = 200;
    float[] images = Samples.scaled(TrainedSamples.images(count, 5));

    int[] expected = Samples.predictions(target.logits(images, count));
    int[] found = Samples.predictions(logits(model, options, images, count));

    assertThat(agreement(found, expected)).isGreaterThan(0.9);
  }

  @Test
  void substituteLearnsWithTheOptimizersThatThereAre() {
    SubstituteOptions options =
        SubstituteOptions.DECLARATION.read(
            Options.of(
                Map.of(
                    "hold-out",
                    HOLD_OUT,
                    "iterations",
                    3,
                    "epochs",
                    4,
                    "batch-size",
                    10,
                    "optimizer",
                    "sgd",
                    "learning-rate",
                    0.02,
                    "schedule",
                    "cosine",
                    "clip-norm",
                    5)));
    TrainedModel model = train(options, target);
    int count = 200;
    float[] images = Samples.scaled(TrainedSamples.images(count, 5));

    int[] expected = Samples.predictions(target.logits(images, count));
    assertThat(agreement(Samples.predictions(logits(model, options, images, count)), expected))
        .isGreaterThan(0.9);
  }

  @Test
  void asksForAsManyLabelsAsItSaysAndForNothingElse() {
    for (HoldOutLabels labels : HoldOutLabels.values()) {
      for (int iterations : new int[] {1, 3}) {
        SubstituteOptions options = options(Architectures.MLP_200_200, iterations, labels);
        QueriedClassifier asked = new QueriedClassifier(target);
        List<Epoch> heard = new ArrayList<>();
        TrainedModel model = SubstituteTrainer.train(options, IMAGES, asked, 1, 2, heard::add);

        assertThat((long) asked.queries().size()).isEqualTo(options.queries());
        assertThat(model.history()).hasSize(options.totalEpochs()).isEqualTo(heard);
      }
    }
  }

  /** After one round the substitute is what training on the labels alone gives. */
  @Test
  void firstRoundIsOrdinaryTrainingOnTheHoldOut() {
    SubstituteOptions knowing = options(Architectures.MLP_200_200, 1, HoldOutLabels.TRUE_LABEL);
    SubstituteOptions asking = options(Architectures.MLP_200_200, 1, HoldOutLabels.QUERIED);
    ImageSet mislabelled = mislabelled(IMAGES);
    int[] answers = Samples.predictions(target.logits(Samples.scaled(IMAGES), HOLD_OUT));

    assertThat(SubstituteTrainer.train(knowing, mislabelled, target, 1, 2, e -> {}).sha256())
        .isEqualTo(Trainer.train(knowing.recipe(), mislabelled, 1, 2, e -> {}).sha256());
    assertThat(SubstituteTrainer.train(asking, mislabelled, target, 1, 2, e -> {}).sha256())
        .isEqualTo(
            Trainer.train(asking.recipe(), relabelled(IMAGES, answers), 1, 2, e -> {}).sha256());
  }

  @ParameterizedTest
  @EnumSource(Saliency.class)
  void newPointsAreAStepAlongTheSignOfTheSubstitutesJacobian(Saliency saliency) {
    for (Directions directions : Directions.values()) {
      SubstituteOptions once = options(1, directions, saliency);
      SubstituteOptions twice = options(2, directions, saliency);
      QueriedClassifier asked = new QueriedClassifier(target);
      SubstituteTrainer.train(twice, IMAGES, asked, 1, 2, epoch -> {});
      TrainedModel first = train(once, target);

      float[] images = Samples.scaled(IMAGES);
      int[] answers = Samples.predictions(target.logits(images, HOLD_OUT));
      float[] jacobian = jacobian(first, once, images, answers, saliency);
      float step = (float) (directions.sign(0) * LAMBDA);
      int size = IMAGES.shape().size();
      int same = 0;
      boolean outside = false;
      for (int i = 0; i < images.length; i++) {
        float found = asked.queries().get(HOLD_OUT + i / size)[i % size];
        same += found == images[i] + step * Math.signum(jacobian[i]) ? 1 : 0;
        outside |= found < 0 || found > 1;
      }
      assertThat((double) same / images.length).as("share of equal values").isGreaterThan(0.99);
      assertThat(outside).as("points outside [0, 1]").isTrue();
    }
  }

  @Test
  void sameInputsGiveTheSameBytesAndOtherSeedsOthers() {
    SubstituteOptions options = options(Architectures.MLP_200_200, 3, HoldOutLabels.QUERIED);
    byte[] archive = train(options, target).archive();

    assertThat(train(options, target).archive()).isEqualTo(archive);
    assertThat(SubstituteTrainer.train(options, IMAGES, target, 3, 2, e -> {}).archive())
        .isNotEqualTo(archive);
    assertThat(SubstituteTrainer.train(options, IMAGES, target, 1, 3, e -> {}).archive())
        .isNotEqualTo(archive);
  }

  @Test
  void refusesToGoOnWithALossThatIsNotFinite() {
    SubstituteOptions options =
        with(
            Architectures.MLP_200_200,
            2,
            Directions.PLUS,
            Saliency.LOGITS,
            HoldOutLabels.QUERIED,
            1e30);

    assertThatThrownBy(() -> train(options, target))
        .isInstanceOf(UserException.class)
        .hasMessageStartingWith("Cannot train {network={architecture=mlp-200-200")
        .hasMessageEndingWith("lower the learning rate");
  }

  @Test
  void refusesAnotherHoldOutThanTheOptionsSay() {
    SubstituteOptions options = options(Architectures.MLP_200_200, 1, HoldOutLabels.QUERIED);

    assertThatThrownBy(
            () ->
                SubstituteTrainer.train(
                    options, TrainedSamples.images(29, 1), target, 1, 2, epoch -> {}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a hold-out of 30 images has 29");
    ImageSet coloured = Samples.brightnessClasses(Samples.COLOUR, HOLD_OUT, 1);
    assertThatThrownBy(() -> SubstituteTrainer.train(options, coloured, target, 1, 2, epoch -> {}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the hold-out's images are not of the target's kind");
  }

  private static TrainedModel train(SubstituteOptions options, Classifier target) {
    return SubstituteTrainer.train(options, IMAGES, target, 1, 2, epoch -> {});
  }

  private static SubstituteOptions options(
      Architecture architecture, int iterations, HoldOutLabels labels) {
    return with(
        architecture, iterations, Directions.CLEVERHANS_2, Saliency.PROBABILITIES, labels, 1e-3);
  }

  private static SubstituteOptions options(
      int iterations, Directions directions, Saliency saliency) {
    return with(
        Architectures.MLP_200_200, iterations, directions, saliency, HoldOutLabels.QUERIED, 1e-3);
  }

  private static SubstituteOptions with(
      Architecture architecture,
      int iterations,
      Directions directions,
      Saliency saliency,
      HoldOutLabels labels,
      double learningRate) {
    return new SubstituteOptions(
        NetworkOf.OWN,
        new NetworkOptions(architecture, Initialization.CLEVERHANS_V3),
        HOLD_OUT,
        iterations,
        LAMBDA,
        directions,
        saliency,
        labels,
        new TrainingOptions(4, 10, learningRate, 0, Loss.CROSS_ENTROPY));
  }

  /** The Jacobian's row of each image's label, from its definition. */
  private static float[] jacobian(
      TrainedModel model,
      SubstituteOptions options,
      float[] images,
      int[] labels,
      Saliency saliency) {
    try (NetworkClassifier classifier = ModelArchive.open(model, options.recipe(), Samples.GREY)) {
      return classifier
          .gradient(
              images,
              labels.length,
              (image, logits, from, gradient) -> {
                for (int c = 0; c < Samples.CLASSES; c++) {
                  int delta = c == labels[image] ? 1 : 0;
                  double ofLabel = Logits.probability(logits, from, Samples.CLASSES, labels[image]);
                  double ofClass = Logits.probability(logits, from, Samples.CLASSES, c);
                  gradient[from + c] =
                      saliency == Saliency.LOGITS ? delta : (float) (ofLabel * (delta - ofClass));
                }
              })
          .gradient();
    }
  }

  private static float[] logits(
      TrainedModel model, SubstituteOptions options, float[] images, int count) {
    try (NetworkClassifier classifier = ModelArchive.open(model, options.recipe(), Samples.GREY)) {
      return classifier.logits(images, count);
    }
  }

  private static double agreement(int[] found, int[] expected) {
    int same = 0;
    for (int i = 0; i < found.length; i++) {
      same += found[i] == expected[i] ? 1 : 0;
    }
    return (double) same / found.length;
  }

  /** The same images with the next class's label each. */
  private static ImageSet mislabelled(ImageSet images) {
    int[] labels = new int[images.size()];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = (images.label(i) + 1) % images.classes();
    }
    return relabelled(images, labels);
  }

  private static ImageSet relabelled(ImageSet images, int[] labels) {
    int size = images.shape().size();
    byte[] pixels = new byte[labels.length * size];
    byte[] others = new byte[labels.length];
    for (int i = 0; i < labels.length; i++) {
      System.arraycopy(images.pixelBytes(i), 0, pixels, i * size, size);
      others[i] = (byte) labels[i];
    }
    return new ImageSet(images.shape(), images.classes(), pixels, others);
  }
}
