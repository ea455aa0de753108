package org.qusecnets.sweep.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.qusecnets.sweep.dataset.ImageShape;
import org.qusecnets.sweep.recipe.CleanAugmentation.Flip;

class CleanAugmentationTest {
  /** Of two channels, wider than high, and no value is 0. */
  private static final ImageShape SHAPE = new ImageShape(2, 3, 4);

  private static final float[] IMAGE = image();
  private static final int SEEDS = 4000;

  private static float[] image() {
    float[] image = new float[SHAPE.size()];
    for (int i = 0; i < image.length; i++) {
      image[i] = (i + 1) / 100f;
    }
    return image;
  }

  @Test
  void imagesStayAsTheyAreByDefault() {
    CleanAugmentation none = TrainingOptions.defaults().augmentation();

    for (long seed = 0; seed < 100; seed++) {
      assertThat(changed(none, seed)).isEqualTo(IMAGE);
    }
  }

  @Test
  void everyOtherImageIsItsMirrorImage() {
    float[] mirrored = crop(padded(mirrored(IMAGE), 0), 0, 0, 0);
    assertThat(Arrays.copyOf(mirrored, 4)).containsExactly(0.04f, 0.03f, 0.02f, 0.01f);

    Map<List<Float>, Integer> seen = seen(new CleanAugmentation(Flip.HORIZONTAL, 0));

    assertThat(seen).containsOnlyKeys(listed(IMAGE), listed(mirrored));
    assertThat((double) seen.get(listed(mirrored)) / SEEDS).isCloseTo(0.5, within(0.05));
  }

  /** He et al. 2016, Section 4.2: every crop of the padded image is as probable as the others. */
  @Test
  void shiftedImagesAreCropsOfThePaddedImage() {
    int shift = 1;
    List<List<Float>> crops = new ArrayList<>();
    for (float[] image : List.of(IMAGE, mirrored(IMAGE))) {
      for (int down = 0; down <= 2 * shift; down++) {
        for (int right = 0; right <= 2 * shift; right++) {
          crops.add(listed(crop(padded(image, shift), shift, down, right)));
        }
      }
    }

    Map<List<Float>, Integer> seen = seen(new CleanAugmentation(Flip.HORIZONTAL, shift));

    assertThat(seen.keySet()).containsExactlyInAnyOrderElementsOf(crops);
    assertThat(seen.values())
        .allSatisfy(count -> assertThat((double) count / SEEDS).isCloseTo(1.0 / 18, within(0.02)));
  }

  /** Also where nothing of the image need be left. */
  @Property
  void anImageDependsOnItsSeedAndItselfAlone(
      @ForAll Flip flip, @ForAll @IntRange(max = 6) int shift, @ForAll long seed) {
    CleanAugmentation augmentation = new CleanAugmentation(flip, shift);
    float[] batch = new float[3 * IMAGE.length];
    Arrays.fill(batch, 7);
    System.arraycopy(IMAGE, 0, batch, IMAGE.length, IMAGE.length);

    augmentation.change(batch, IMAGE.length, SHAPE, seed);

    assertThat(Arrays.copyOfRange(batch, IMAGE.length, 2 * IMAGE.length))
        .isEqualTo(changed(augmentation, seed));
    assertThat(Arrays.copyOf(batch, IMAGE.length)).containsOnly(7);
    assertThat(Arrays.copyOfRange(batch, 2 * IMAGE.length, batch.length)).containsOnly(7);
  }

  private static Map<List<Float>, Integer> seen(CleanAugmentation augmentation) {
    Map<List<Float>, Integer> seen = new HashMap<>();
    for (long seed = 0; seed < SEEDS; seed++) {
      seen.merge(listed(changed(augmentation, seed)), 1, Integer::sum);
    }
    return seen;
  }

  private static float[] changed(CleanAugmentation augmentation, long seed) {
    float[] image = IMAGE.clone();
    augmentation.change(image, 0, SHAPE, seed);
    return image;
  }

  private static float[] mirrored(float[] image) {
    float[] mirrored = new float[image.length];
    for (int row = 0; row < image.length; row += SHAPE.width()) {
      for (int x = 0; x < SHAPE.width(); x++) {
        mirrored[row + x] = image[row + SHAPE.width() - 1 - x];
      }
    }
    return mirrored;
  }

  /** [channels][rows][columns] with zeros on each side. */
  private static float[][][] padded(float[] image, int sides) {
    float[][][] padded =
        new float[SHAPE.channels()][SHAPE.height() + 2 * sides][SHAPE.width() + 2 * sides];
    int next = 0;
    for (float[][] channel : padded) {
      for (int y = 0; y < SHAPE.height(); y++) {
        for (int x = 0; x < SHAPE.width(); x++) {
          channel[y + sides][x + sides] = image[next++];
        }
      }
    }
    return padded;
  }

  private static float[] crop(float[][][] padded, int sides, int down, int right) {
    float[] crop = new float[SHAPE.size()];
    int next = 0;
    for (float[][] channel : padded) {
      for (int y = down; y < channel.length - 2 * sides + down; y++) {
        for (int x = right; x < SHAPE.width() + right; x++) {
          crop[next++] = channel[y][x];
        }
      }
    }
    return crop;
  }

  private static List<Float> listed(float[] image) {
    List<Float> values = new ArrayList<>();
    for (float value : image) {
      values.add(value);
    }
    return values;
  }
}
