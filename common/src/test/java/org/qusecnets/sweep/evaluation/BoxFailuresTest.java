package org.qusecnets.sweep.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.qusecnets.sweep.evaluation.SampleEvaluations.IMAGES;
import static org.qusecnets.sweep.evaluation.SampleEvaluations.SIZE;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.qusecnets.sweep.attack.Access;
import org.qusecnets.sweep.attack.Attack;
import org.qusecnets.sweep.attack.Rows;
import org.qusecnets.sweep.dataset.ImageShape;
import org.qusecnets.sweep.defense.Defenses;
import org.qusecnets.sweep.network.NetworkClassifier;
import org.qusecnets.sweep.network.TrainedSamples;
import org.qusecnets.sweep.options.Options;
import org.qusecnets.sweep.recipe.Applied;
import org.qusecnets.sweep.recipe.GradientWay;
import org.qusecnets.sweep.recipe.InputTransform;
import org.qusecnets.sweep.recipe.ValueMap;

/** Attacks in boxes of outputs where the network behind has no use for them. */
@Timeout(60)
class BoxFailuresTest {
  private static final float[] EPSILONS = {0.3f, 0.1f};

  /** A pixel at the edge, which every attack changes that knows its gradient. */
  private static final int PLACE = 0;

  private static final InputTransform STEPS =
      (InputTransform) Defenses.read("bit-depth", Options.of(Map.of("bits", 1)));

  static Stream<Attack> possible() {
    return BoxViewTest.possible();
  }

  static Stream<Attack> withGradients() {
    return possible().filter(attack -> attack.access() == Access.GRADIENTS);
  }

  private static List<Example> examples(NetworkClassifier model, Attack attack, int images) {
    return SampleEvaluations.examples(
        model, attack, AttackerView.of(model, GradientWay.BOX, 1), Rows.all(images), EPSILONS);
  }

  @ParameterizedTest
  @MethodSource("withGradients")
  void gradientsThatAreAllZeroAreTold(Attack attack) {
    for (InputTransform front : List.of(new Root(), STEPS)) {
      try (NetworkClassifier model = TrainedSamples.behind(new Opaque(), front)) {
        List<Example> attacked =
            examples(model, attack, 1).stream().filter(Example::attacked).toList();

        assertThat(attacked)
            .isNotEmpty()
            .allSatisfy(
                example -> {
                  assertThat(example.gradient().orElseThrow().zeroShare()).isEqualTo(1);
                  assertThat(example.perturbation().linf())
                      .isLessThanOrEqualTo(EPSILONS[example.epsilonIndex()]);
                });
      }
    }
  }

  @ParameterizedTest
  @MethodSource("possible")
  void logitsThatAreNoNumbersAreAnError(Attack attack) {
    float[] clean = new float[SIZE];
    IMAGES.scale(0, clean, 0);
    for (InputTransform front : List.of(new Root(), STEPS)) {
      float sound = front.transform(clean, IMAGES.shape(), 0)[PLACE];
      try (NetworkClassifier model = TrainedSamples.behind(new Broken(sound), front)) {
        assertThatThrownBy(() -> examples(model, attack, 1))
            .isInstanceOf(ArithmeticException.class)
            .hasMessageContaining("is NaN");
      }
    }
  }

  /** A continuous function of each value. */
  private record Root() implements Simple {
    @Override
    public ValueMap valueMap() {
      return ValueMap.CONTINUOUS;
    }

    @Override
    public float[] transform(float[] image, ImageShape shape, long seed) {
      float[] roots = image.clone();
      for (int i = 0; i < roots.length; i++) {
        roots[i] = (float) Math.sqrt(image[i]);
      }
      return roots;
    }
  }

  /** The identity without a gradient. */
  private record Opaque() implements Simple {
    @Override
    public float[] transform(float[] image, ImageShape shape, long seed) {
      return image.clone();
    }

    @Override
    public float[] backward(float[] image, ImageShape shape, float[] gradient, long seed) {
      return new float[gradient.length];
    }
  }

  /** What breaks as soon as a certain value is changed. */
  private record Broken(float sound) implements Simple {
    @Override
    public float[] transform(float[] image, ImageShape shape, long seed) {
      float[] broken = image.clone();
      if (image[PLACE] != sound) {
        Arrays.fill(broken, Float.NaN);
      }
      return broken;
    }
  }

  private interface Simple extends InputTransform {
    @Override
    default String type() {
      return getClass().getSimpleName();
    }

    @Override
    default SortedMap<String, Object> parameters() {
      return new TreeMap<>();
    }

    @Override
    default Applied applied() {
      return Applied.AT_EVALUATION;
    }

    @Override
    default String gradient() {
      return "straight-through";
    }

    @Override
    default float[] backward(float[] image, ImageShape shape, float[] gradient, long seed) {
      return gradient.clone();
    }
  }
}
