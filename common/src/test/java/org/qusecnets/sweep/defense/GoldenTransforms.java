package org.qusecnets.sweep.defense;

import java.util.Arrays;
import java.util.Map;
import org.qusecnets.sweep.dataset.ImageShape;
import org.qusecnets.sweep.network.GoldenArrays;
import org.qusecnets.sweep.recipe.InputTransform;

/** What {@code golden_transforms.py} wrote: images, and what public libraries make of them. */
final class GoldenTransforms {
  private static final Map<String, float[]> ARRAYS = GoldenArrays.read("/golden/transforms.npz");

  private GoldenTransforms() {}

  /** An array as it was written, such as {@code median-2-grey}. */
  static float[] array(String name) {
    return ARRAYS.get(name).clone();
  }

  /**
   * Images of 8 bits with their values in [0, 1], one after another.
   *
   * @param kind {@code grey} or {@code colour}
   */
  static float[] images(String kind) {
    float[] images = array(kind);
    for (int i = 0; i < images.length; i++) {
      images[i] /= 255;
    }
    return images;
  }

  /** The shape of one of the images. */
  static ImageShape shape(String kind) {
    return kind.equals("grey") ? new ImageShape(1, 28, 28) : new ImageShape(3, 32, 32);
  }

  /** What a transform makes of the images, one after another. */
  static float[] transformed(InputTransform transform, String kind) {
    ImageShape shape = shape(kind);
    float[] images = images(kind);
    int count = images.length / shape.size();
    int size = transform.output(shape).size();
    float[] transformed = new float[count * size];
    for (int i = 0; i < count; i++) {
      float[] image = Arrays.copyOfRange(images, i * shape.size(), (i + 1) * shape.size());
      System.arraycopy(transform.transform(image, shape, 0), 0, transformed, i * size, size);
    }
    return transformed;
  }

  /** Differences, in grey levels, from the images. */
  static float[] differences(InputTransform transform, String kind) {
    return differences(transformed(transform, kind), array(kind));
  }

  /** Differences, in grey levels, from what a library makes of the images. */
  static float[] differences(InputTransform transform, String library, String kind) {
    return differences(transformed(transform, kind), array(library + "-" + kind));
  }

  private static float[] differences(float[] ours, float[] theirs) {
    float[] differences = new float[ours.length];
    for (int i = 0; i < ours.length; i++) {
      differences[i] = Math.abs(ours[i] * 255 - theirs[i]);
    }
    return differences;
  }
}
