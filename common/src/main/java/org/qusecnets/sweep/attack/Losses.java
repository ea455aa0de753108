package org.qusecnets.sweep.attack;

import org.qusecnets.sweep.recipe.Classifier.LogitsFunction;
import org.qusecnets.sweep.recipe.Logits;

/**
 * Functions of the logits that an attack raises, by their gradients: those of a targeted image lead
 * to its target, those of another away from its label.
 */
public enum Losses {
  /** Cross-entropy: raised at the label, lowered at the target. */
  CROSS_ENTROPY {
    @Override
    public LogitsFunction of(AttackBatch batch, int classes) {
      int[] referenceLabels = new int[batch.count()];
      for (int i = 0; i < referenceLabels.length; i++) {
        referenceLabels[i] = batch.referenceLabel(i);
      }
      LogitsFunction crossEntropy = CrossEntropy.at(referenceLabels, classes);
      return (image, logits, from, gradient) -> {
        crossEntropy.differentiate(image, logits, from, gradient);
        if (batch.targeted(image)) {
          for (int c = from; c < from + classes; c++) {
            gradient[c] = -gradient[c];
          }
        }
      };
    }

    @Override
    public double value(AttackBatch batch, int image, float[] logits, int from, int classes) {
      double loss =
          Logits.logSumExp(logits, from, classes) - logits[from + batch.referenceLabel(image)];
      return batch.targeted(image) ? -loss : loss;
    }
  },
  /** The largest logit that is wanted less the largest that is not (Carlini and Wagner's f). */
  MARGIN {
    @Override
    public LogitsFunction of(AttackBatch batch, int classes) {
      return (image, logits, from, gradient) -> {
        for (int c = from; c < from + classes; c++) {
          gradient[c] = 0;
        }
        int referenceLabel = batch.referenceLabel(image);
        int runnerUp = runnerUp(logits, from, classes, referenceLabel);
        float sign = batch.targeted(image) ? 1 : -1;
        gradient[from + referenceLabel] = sign;
        gradient[from + runnerUp] = -sign;
      };
    }

    @Override
    public double value(AttackBatch batch, int image, float[] logits, int from, int classes) {
      int referenceLabel = batch.referenceLabel(image);
      int runnerUp = runnerUp(logits, from, classes, referenceLabel);
      double lead = (double) logits[from + referenceLabel] - logits[from + runnerUp];
      return batch.targeted(image) ? lead : -lead;
    }
  },
  /**
   * Difference of logits ratio: the margin as a share of the distance of the largest logit from the
   * third, or of a targeted image from the mean of third and fourth, so that neither a large scale
   * of the logits nor a small one makes gradients vanish.
   *
   * @see <a href="https://arxiv.org/abs/2003.01690">Croce, Hein 2020, equations 5 and 6</a>
   */
  DLR {
    @Override
    public LogitsFunction of(AttackBatch batch, int classes) {
      DifferenceOfLogitsRatio.check(classes);
      return (image, logits, from, gradient) -> {
        DifferenceOfLogitsRatio.of(batch, image, logits, from, classes).differentiate(gradient);
      };
    }

    @Override
    public double value(AttackBatch batch, int image, float[] logits, int from, int classes) {
      return DifferenceOfLogitsRatio.of(batch, image, logits, from, classes).value();
    }
  };

  /**
   * The loss of each image of the batch: what {@link
   * org.qusecnets.sweep.recipe.Classifier#gradient} takes.
   *
   * @param classes number of classes, at least 2
   */
  public abstract LogitsFunction of(AttackBatch batch, int classes);

  /**
   * The loss of one image.
   *
   * @param logits of a batch; the image's begin at {@code from}
   */
  public abstract double value(AttackBatch batch, int image, float[] logits, int from, int classes);

  /**
   * The class of the largest logit but one's; the first of equal ones.
   *
   * @param logits of a batch; the image's begin at {@code from}
   * @param but the class that is left out
   */
  public static int runnerUp(float[] logits, int from, int classes, int but) {
    int best = but == 0 ? 1 : 0;
    for (int c = best + 1; c < classes; c++) {
      if (c != but && logits[from + c] > logits[from + best]) {
        best = c;
      }
    }
    return best;
  }
}
