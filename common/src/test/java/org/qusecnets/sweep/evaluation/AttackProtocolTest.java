package org.qusecnets.sweep.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.qusecnets.sweep.evaluation.SampleEvaluations.CLASSIFIER;
import static org.qusecnets.sweep.evaluation.SampleEvaluations.IMAGES;
import static org.qusecnets.sweep.evaluation.SampleEvaluations.SIZE;
import static org.qusecnets.sweep.evaluation.SampleEvaluations.evaluation;
import static org.qusecnets.sweep.evaluation.SampleEvaluations.examples;
import static org.qusecnets.sweep.evaluation.SampleEvaluations.label;
import static org.qusecnets.sweep.evaluation.SampleEvaluations.read;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.qusecnets.sweep.attack.Attack;
import org.qusecnets.sweep.dataset.ImageSet;
import org.qusecnets.sweep.dataset.ImageShape;
import org.qusecnets.sweep.network.NetworkClassifier;
import org.qusecnets.sweep.network.TrainedSamples;
import org.qusecnets.sweep.recipe.Classifier;

/** Which images are attacked, and away from which label. */
@ResourceLock(SampleEvaluations.ONE_AT_A_TIME)
class AttackProtocolTest {
  /** The images' labels go round the ten classes. */
  @Test
  void imagesOfTheTargetClassAreNotAttacked() {
    List<Example> examples = examples(read("fgsm", Map.of("target", "class-3")), 20, 0.1f);

    assertThat(examples)
        .allSatisfy(example -> assertThat(example.target()).contains(3))
        .filteredOn(example -> example.label() == 3)
        .hasSize(2)
        .allSatisfy(
            example -> {
              assertThat(example.attacked()).isFalse();
              assertThat(example.success()).isFalse();
              assertThat(example.adversarial()).isEqualTo(example.clean());
              assertThat(example.gradient()).isEmpty();
              assertThat(example.perturbation().changedValues()).isZero();
            });
    assertThat(examples).filteredOn(Example::attacked).hasSizeGreaterThan(15);
  }

  /** The class of every image is one on: the model gets all wrong. */
  @Test
  void misclassifiedImagesAreAttackedOnlyIfAskedFor() {
    ImageSet wrong = mislabelled();
    int[] numbers = IntStream.range(0, 10).toArray();

    List<Example> skipped =
        new AttackEvaluation(CLASSIFIER, wrong, numbers, new long[10], 1, AttackProtocol.standard())
            .examples(ScriptedAttack.BRIGHTER, new float[] {0.1f});
    List<Example> attacked =
        new AttackEvaluation(
                CLASSIFIER,
                wrong,
                numbers,
                new long[10],
                1,
                new AttackProtocol(Misclassified.ATTACK, ReferenceLabels.TRUE_LABEL))
            .examples(ScriptedAttack.BRIGHTER, new float[] {0.1f});

    assertThat(skipped)
        .hasSize(10)
        .allSatisfy(
            example -> {
              assertThat(example.attacked()).isFalse();
              assertThat(example.success()).isFalse();
              assertThat(example.rounded()).isEqualTo(example.clean());
              assertThat(example.perturbation()).isEqualTo(Example.Perturbation.NONE);
            });
    assertThat(attacked)
        .hasSize(10)
        .allSatisfy(
            example -> {
              assertThat(example.attacked()).isTrue();
              assertThat(example.perturbation().linf()).isCloseTo(0.1, within(1e-6));
            });
  }

  /** A transfer: the model that the attack sees gets the image wrong, the scoring one right. */
  @Test
  void predictedLabelsAreThoseOfTheModelThatTheAttackSees() {
    int[] numbers = IntStream.range(0, 20).toArray();
    ImageSet images = TrainedSamples.images(20, 9);
    AttackProtocol predicted =
        new AttackProtocol(Misclassified.SKIP, ReferenceLabels.PREDICTED_LABEL);
    Attack nearest = read("deepfool", Map.of());
    try (NetworkClassifier other = TrainedSamples.quantized()) {
      Classifier wrong = new OneOff(other);
      List<Example> stays =
          new AttackEvaluation(
                  CLASSIFIER, images, numbers, new long[20], 0, AttackProtocol.standard())
              .examples(nearest, new float[] {10}, wrong);
      List<Example> moves =
          new AttackEvaluation(CLASSIFIER, images, numbers, new long[20], 0, predicted)
              .examples(nearest, new float[] {10}, wrong);

      assertThat(stays).filteredOn(Example::attacked).isNotEmpty();
      assertThat(stays)
          .allSatisfy(example -> assertThat(example.perturbation().changedValues()).isZero());
      assertThat(moves)
          .filteredOn(Example::attacked)
          .isNotEmpty()
          .allSatisfy(example -> assertThat(example.perturbation().changedValues()).isPositive());
    }
  }

  @Test
  void whatIsTheTargetAlreadyIsNotAttackedEvenThen() {
    int[] numbers = IntStream.range(0, 10).toArray();
    AttackEvaluation evaluation =
        new AttackEvaluation(
            CLASSIFIER,
            mislabelled(),
            numbers,
            new long[10],
            0,
            new AttackProtocol(Misclassified.ATTACK, ReferenceLabels.TRUE_LABEL));

    List<Example> examples =
        evaluation.examples(read("fgsm", Map.of("target", "class-3")), new float[] {0.1f});

    assertThat(examples)
        .filteredOn(example -> !example.attacked())
        .hasSize(2)
        .allSatisfy(
            example -> assertThat(example.label() == 3 || example.clean().label() == 3).isTrue());
  }

  private static ImageSet mislabelled() {
    byte[] pixels = new byte[10 * SIZE];
    byte[] labels = new byte[10];
    for (int i = 0; i < 10; i++) {
      for (int p = 0; p < SIZE; p++) {
        pixels[i * SIZE + p] = (byte) IMAGES.pixel(i, p);
      }
      labels[i] = (byte) ((label(Arrays.copyOfRange(pixels, i * SIZE, (i + 1) * SIZE)) + 1) % 10);
    }
    return new ImageSet(IMAGES.shape(), IMAGES.classes(), pixels, labels);
  }

  /** A classifier whose classes are all one further. */
  private record OneOff(Classifier classifier) implements Classifier {
    @Override
    public ImageShape shape() {
      return classifier.shape();
    }

    @Override
    public int classes() {
      return classifier.classes();
    }

    @Override
    public float[] logits(float[] images, int count) {
      return shifted(classifier.logits(images, count));
    }

    @Override
    public Gradient gradient(float[] images, int count, LogitsFunction function) {
      Gradient gradient =
          classifier.gradient(
              images,
              count,
              (image, logits, from, slope) -> {
                float[] further = new float[slope.length];
                function.differentiate(image, shifted(logits), from, further);
                for (int c = 0; c < classes(); c++) {
                  slope[from + c] = further[from + (c + 1) % classes()];
                }
              });
      return new Gradient(shifted(gradient.logits()), gradient.gradient());
    }

    private float[] shifted(float[] logits) {
      float[] shifted = new float[logits.length];
      for (int i = 0; i < logits.length; i++) {
        int from = i - i % classes();
        shifted[from + (i - from + 1) % classes()] = logits[i];
      }
      return shifted;
    }
  }
}
