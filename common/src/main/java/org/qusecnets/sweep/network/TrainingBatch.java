package org.qusecnets.sweep.network;

import java.util.Arrays;
import java.util.Optional;
import org.qusecnets.sweep.dataset.ImageShape;
import org.qusecnets.sweep.recipe.BoxCentres;
import org.qusecnets.sweep.recipe.CertifiedTraining;
import org.qusecnets.sweep.recipe.Classifier;
import org.qusecnets.sweep.recipe.CleanAugmentation;
import org.qusecnets.sweep.recipe.TrainingAugmentation;
import org.qusecnets.sweep.recipe.TrainingAugmentation.Original;

/**
 * What a network learns from in one step: images, and what augmentations make of them.
 *
 * <p>Every row has a seed, a hash of that of the epoch and the image's number. An augmentation's
 * random numbers come from the row's seed and the augmentation's place, so that they depend neither
 * on the order of the images nor on the batch, and the rows of one image differ.
 */
final class TrainingBatch {
  /** In place of the number of an augmentation. */
  private static final long NETWORK = -1;

  /** Likewise for what finds small boxes. */
  private static final long BOXES = -2;

  /** Likewise for what changes images before all augmentations of defenses. */
  private static final long CLEAN = -3;

  private final TrainingImages images;
  private final Optional<SoftLabels> soft;
  private final ImageShape shape;
  private final CleanAugmentation clean;
  private final int size;
  private final float[] pixels;
  private final int[] labels;
  private final float[] targets;
  private final long[] seeds;
  private int count;

  /**
   * Room for a batch.
   *
   * @param images where images come from
   * @param soft what the network is to say of them, if not their labels
   * @param shape the shape of an image
   * @param clean what becomes of images before anything else
   * @param rows the most rows
   */
  TrainingBatch(
      TrainingImages images,
      Optional<SoftLabels> soft,
      ImageShape shape,
      CleanAugmentation clean,
      int rows) {
    this.images = images;
    this.soft = soft;
    this.shape = shape;
    this.clean = clean;
    size = shape.size();
    pixels = new float[rows * size];
    labels = new int[rows];
    targets = new float[rows * targetSize()];
    seeds = new long[rows];
  }

  /**
   * Takes the images numbered {@code numbers[from]} to {@code numbers[to - 1]}, and no others, and
   * mirrors and shifts them as options of training say.
   */
  void fill(int[] numbers, int from, int to, long epochSeed) {
    count = to - from;
    for (int row = 0; row < count; row++) {
      int image = numbers[from + row];
      int offset = row * targetSize();
      images.copy(image, pixels, row * size);
      labels[row] = images.label(image);
      soft.ifPresent(s -> s.copy(image, targets, offset));
      seeds[row] = Mixing.of(epochSeed, image);
      clean.change(pixels, row * size, shape, Mixing.of(seeds[row], CLEAN));
    }
  }

  /**
   * Puts the changed rows behind the others or in their place.
   *
   * @param place number of the augmentation, from 0
   * @param network the network as it is now
   */
  void augment(TrainingAugmentation augmentation, int place, Classifier network) {
    long[] drawn = new long[count];
    for (int row = 0; row < count; row++) {
      drawn[row] = Mixing.of(seeds[row], place);
    }
    float[] changed =
        augmentation.augment(
            network,
            Arrays.copyOf(pixels, count * size),
            Arrays.copyOf(labels, count),
            drawn.clone());
    int to = augmentation.original() == Original.KEPT ? count : 0;
    System.arraycopy(changed, 0, pixels, to * size, count * size);
    System.arraycopy(drawn, 0, seeds, to, count);
    System.arraycopy(labels, 0, labels, to, count);
    System.arraycopy(targets, 0, targets, to * targetSize(), count * targetSize());
    count += to;
  }

  /** Probabilities of a row; none where labels are the targets. */
  private int targetSize() {
    return soft.map(SoftLabels::classes).orElse(0);
  }

  /** Seeds of the random numbers that a network in training draws for each row. */
  long[] drawSeeds() {
    long[] drawn = new long[count];
    for (int row = 0; row < count; row++) {
      drawn[row] = Mixing.of(seeds[row], NETWORK);
    }
    return drawn;
  }

  /** The rows, [channels, height, width] each. */
  float[] pixels() {
    return pixels;
  }

  /** The classes of the rows. */
  int[] labels() {
    return labels;
  }

  /**
   * The middles of boxes around the rows: the images themselves, or where small boxes lie.
   *
   * @param network the network as it is now
   * @param radius half the width of the large boxes
   */
  float[] centres(CertifiedTraining certified, Classifier network, double radius) {
    if (certified.small().isEmpty()) {
      return pixels;
    }
    BoxCentres small = certified.small().get();
    long[] drawn = new long[count];
    for (int row = 0; row < count; row++) {
      drawn[row] = Mixing.of(seeds[row], BOXES);
    }
    return small.find(
        network,
        Arrays.copyOf(pixels, count * size),
        Arrays.copyOf(labels, count),
        drawn,
        radius * (1 - small.share()));
  }

  /** Number of rows. */
  int count() {
    return count;
  }

  /** Writes the gradient of the rows' mean loss with respect to their logits. */
  void differentiate(TrainingLoss loss, float[] logits, float[] gradient) {
    if (soft.isPresent()) {
      loss.differentiate(logits, labels, targets, count, gradient);
    } else {
      loss.differentiate(logits, labels, count, gradient);
    }
  }
}
