package org.qusecnets.sweep.jobs.publication;

import java.io.Serializable;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.Map;
import org.qusecnets.sweep.table.ExampleRow;

/** Which images of one or several cells are broken, by what that is to mean. */
final class BrokenImages implements Serializable {
  private static final long serialVersionUID = 1L;

  /** What an image is broken by. */
  enum By {
    /** By nothing but itself: the model gets it wrong without an attack. */
    NOTHING,
    /** By its adversarial image in float32, or by nothing. */
    ADVERSARIAL,
    /** By the same rounded to 8 bits, or by nothing. */
    ROUNDED,
    /** By an image in float32 that the detector lets pass, the clean one included. */
    UNDETECTED
  }

  private final Map<By, BitSet> images = new EnumMap<>(By.class);

  BrokenImages() {
    for (By by : By.values()) {
      images.put(by, new BitSet());
    }
  }

  void add(ExampleRow row) {
    boolean cleanWrong = row.cleanPrediction() != row.label();
    boolean wrong = row.adversarialPrediction() != row.label();
    mark(By.NOTHING, row, cleanWrong);
    mark(By.ADVERSARIAL, row, cleanWrong || wrong);
    mark(By.ROUNDED, row, cleanWrong || row.roundedPrediction() != row.label());
    mark(
        By.UNDETECTED,
        row,
        (cleanWrong && !Boolean.TRUE.equals(row.cleanDetected()))
            || (wrong && !Boolean.TRUE.equals(row.adversarialDetected())));
  }

  private void mark(By by, ExampleRow row, boolean broken) {
    if (broken) {
      images.get(by).set(row.imageIndex());
    }
  }

  void add(By by, BitSet more) {
    images.get(by).or(more);
  }

  void addAll(BrokenImages other) {
    images.forEach((by, own) -> own.or(other.images.get(by)));
  }

  /** The numbers of the images. */
  BitSet by(By by) {
    return (BitSet) images.get(by).clone();
  }

  int count(By by) {
    return images.get(by).cardinality();
  }
}
