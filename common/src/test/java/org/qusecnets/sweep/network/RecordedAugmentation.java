package org.qusecnets.sweep.network;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.qusecnets.sweep.recipe.Classifier;
import org.qusecnets.sweep.recipe.TrainingAugmentation;

/** Changes every value alike, and notes what it is given. */
public final class RecordedAugmentation implements TrainingAugmentation {
  /** What it was given for one batch; {@code logits} is what the network made of the images. */
  record Call(float[] images, int[] labels, long[] seeds, float[] logits) {}

  final transient List<Call> calls = new ArrayList<>();
  private final Original original;
  private final int gradients;
  private final transient UnaryOperator<Float> change;

  public RecordedAugmentation(Original original, UnaryOperator<Float> change) {
    this(original, 0, change);
  }

  public RecordedAugmentation(Original original, int gradients, UnaryOperator<Float> change) {
    this.original = original;
    this.gradients = gradients;
    this.change = change;
  }

  /** Training on the images themselves. */
  static RecordedAugmentation nothing() {
    return new RecordedAugmentation(Original.REPLACED, x -> x);
  }

  /** Training on negatives beside the images. */
  static RecordedAugmentation negative() {
    return new RecordedAugmentation(Original.KEPT, x -> 1 - x);
  }

  @Override
  public String type() {
    return "recorded";
  }

  @Override
  public SortedMap<String, Object> parameters() {
    return new TreeMap<>();
  }

  @Override
  public Original original() {
    return original;
  }

  @Override
  public int gradients() {
    return gradients;
  }

  @Override
  public float[] augment(Classifier network, float[] images, int[] labels, long[] seeds) {
    calls.add(
        new Call(
            images.clone(), labels.clone(), seeds.clone(), network.logits(images, labels.length)));
    float[] changed = new float[images.length];
    for (int i = 0; i < changed.length; i++) {
      changed[i] = change.apply(images[i]);
    }
    return changed;
  }
}
