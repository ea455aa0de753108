package org.qusecnets.sweep.recipe;

import java.io.Serializable;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.Stream;
import org.qusecnets.sweep.options.InvalidOption;
import org.qusecnets.sweep.options.Options;
import org.qusecnets.sweep.recipe.TrainingAugmentation.Original;

/**
 * What a defense does in training.
 *
 * @param augmentations what becomes of each batch, in this order
 * @param distillation how a teacher's probabilities stand in for labels, or null for labels
 * @param certification how boxes around the images are learned, or null for images alone
 */
public record TrainingDefenses(
    List<TrainingAugmentation> augmentations,
    Distillation distillation,
    CertifiedTraining certification)
    implements Serializable {
  /** Copies the list and checks that no teacher is asked about boxes. */
  public TrainingDefenses {
    augmentations = List.copyOf(augmentations);
    if (distillation != null && certification != null) {
      throw new InvalidOption(
          "defense", "must not bring both a distillation and certified training", distillation);
    }
  }

  /** Nothing. */
  static TrainingDefenses none() {
    return new TrainingDefenses(List.of(), null, null);
  }

  /** How a teacher's probabilities stand in for labels, if they do. */
  public Optional<Distillation> distilled() {
    return Optional.ofNullable(distillation);
  }

  /** How boxes around the images are learned, if they are. */
  public Optional<CertifiedTraining> certified() {
    return Optional.ofNullable(certification);
  }

  /** With an augmentation after those that are there. */
  TrainingDefenses with(TrainingAugmentation augmentation) {
    return new TrainingDefenses(
        Stream.concat(augmentations.stream(), Stream.of(augmentation)).toList(),
        distillation,
        certification);
  }

  /** With distillation. */
  TrainingDefenses with(Distillation other) {
    if (distillation != null) {
      throw new InvalidOption("defense", "must not bring a second distillation", other);
    }
    return new TrainingDefenses(augmentations, other, certification);
  }

  /** With certified training. */
  TrainingDefenses with(CertifiedTraining other) {
    if (certification != null) {
      throw new InvalidOption("defense", "must not bring a second certified training", other);
    }
    return new TrainingDefenses(augmentations, distillation, other);
  }

  /**
   * Images that the network learns from for each image: each augmentation that keeps them doubles.
   */
  public int images() {
    return images(augmentations.size());
  }

  /** How many times what training on an image takes it takes for each image. */
  public double passes() {
    return images() * certified().map(CertifiedTraining::passes).orElse(1.0);
  }

  /**
   * Gradients with respect to an image that all augmentations, and what finds small boxes, together
   * take for each image.
   */
  public long gradients() {
    long gradients = 0;
    for (int i = 0; i < augmentations.size(); i++) {
      gradients += (long) images(i) * augmentations.get(i).gradients();
    }
    return gradients
        + certified()
            .flatMap(CertifiedTraining::small)
            .map(centres -> (long) images() * centres.gradients())
            .orElse(0L);
  }

  /** Images that are there for each image after the first few augmentations. */
  private int images(int few) {
    long doubling =
        augmentations.stream().limit(few).filter(a -> a.original() == Original.KEPT).count();
    return 1 << doubling;
  }

  /** The augmentations with their parameters, in order. */
  List<SortedMap<String, Object>> parameters() {
    return augmentations.stream().map(one -> Options.typed(one.type(), one.parameters())).toList();
  }
}
