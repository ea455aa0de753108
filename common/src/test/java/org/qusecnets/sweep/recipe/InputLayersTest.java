package org.qusecnets.sweep.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.qusecnets.sweep.dataset.ImageShape;
import org.qusecnets.sweep.network.Samples;
import org.qusecnets.sweep.options.InvalidOption;

/** The quantization layer is a stage like any other. */
class InputLayersTest {
  private static final ImageShape IMAGE = new ImageShape(1, 4, 4);
  private static final QuantizationOptions LAYER = Samples.constant(2, 50);
  private static final InputTransform FILTER = new Doubling("filter", 1, Applied.ALWAYS);
  private static final InputTransform LATE = new Doubling("late", 1, Applied.AT_EVALUATION);
  private static final InputTransform WIDENING = new Doubling("widening", 2, Applied.ALWAYS);

  /** Doubles values, and gives each channel several times. */
  private record Doubling(String type, int copies, Applied applied) implements InputTransform {
    @Override
    public ImageShape output(ImageShape input) {
      return new ImageShape(copies * input.channels(), input.height(), input.width());
    }

    @Override
    public SortedMap<String, Object> parameters() {
      return new TreeMap<>(Map.of("copies", copies));
    }

    @Override
    public String gradient() {
      return "exact";
    }

    @Override
    public float[] transform(float[] image, ImageShape shape, long seed) {
      throw new UnsupportedOperationException();
    }

    @Override
    public float[] backward(float[] image, ImageShape shape, float[] gradient, long seed) {
      throw new UnsupportedOperationException();
    }
  }

  private static InputLayers layers(InputStage... stages) {
    InputLayers layers = InputLayers.none();
    for (InputStage stage : stages) {
      layers = layers.with(stage);
    }
    return layers;
  }

  @Test
  void stagesStandInTheOrderInWhichTheyCome() {
    InputLayers layers = layers(FILTER, LAYER, LATE);

    assertThat(layers.stages()).containsExactly(FILTER, LAYER, LATE);
    assertThat(layers.quantizationLayer()).contains(LAYER);
    assertThat(layers.transforms()).containsExactly(FILTER, LATE);
    assertThat(layers(FILTER).quantizationLayer()).isEmpty();
  }

  @Test
  void trainingIsBehindWhatIsAlwaysInPlace() {
    assertThat(layers(LATE, LAYER, FILTER).inTraining().stages()).containsExactly(LAYER, FILTER);
  }

  @Test
  void onlyOneStageIsAQuantizationLayer() {
    InputLayers layers = layers(LAYER);

    assertThatThrownBy(() -> layers.with(LAYER))
        .isInstanceOf(InvalidOption.class)
        .hasMessageContaining("must not bring a second quantization layer");
    assertThatThrownBy(() -> new InputLayers(List.of(LAYER, FILTER, LAYER)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void gradientsGoStraightThroughWhatKeepsTheShape() {
    InputLayers layers = layers(FILTER, WIDENING, LAYER);

    assertThat(layers.gradients(GradientWay.STRAIGHT_THROUGH, IMAGE))
        .containsExactly(
            Map.entry("filter", "straight-through"),
            Map.entry("widening", "exact"),
            Map.entry("quantization", "straight-through"));
    assertThat(layers.gradients(GradientWay.EXACT, IMAGE).values()).containsOnly("exact");
    assertThat(layers.output(IMAGE)).isEqualTo(new ImageShape(2, 4, 4));
  }

  /** Claims, ids and tables of earlier runs depend on this form. */
  @Test
  void parametersTellOnWhatSideOfTheQuantizationLayerTransformsStand() {
    assertThat(layers().parameters()).isEmpty();
    assertThat(layers(FILTER).parameters().toString())
        .isEqualTo("{transforms=[{copies=1, place=outer, type=filter}]}");
    assertThat(layers(FILTER, LAYER, LATE).parameters().toString())
        .isEqualTo(
            "{quantization="
                + LAYER.parameters()
                + ", transforms=[{copies=1, place=outer, type=filter},"
                + " {copies=1, place=inner, type=late}]}");
  }
}
