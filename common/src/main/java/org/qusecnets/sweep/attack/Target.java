package org.qusecnets.sweep.attack;

import java.util.List;
import java.util.SplittableRandom;
import org.qusecnets.sweep.recipe.Logits;

/** Which class a targeted attack is to reach. */
public enum Target {
  /** None: any class but the label. */
  NONE,
  /** The class after the label; after the last comes the first. */
  NEXT,
  /** The class whose clean logit is smallest. */
  LEAST_LIKELY,
  /** The class whose clean logit is largest but the label's. */
  RUNNER_UP,
  /** A class other than the label, drawn for each image. */
  RANDOM,
  /** The class so many after the label. */
  PLUS_2(2),
  PLUS_3(3),
  PLUS_4(4),
  PLUS_5(5),
  PLUS_6(6),
  PLUS_7(7),
  PLUS_8(8),
  PLUS_9(9),
  /** This class; images of this class are not attacked. */
  CLASS_0(0),
  CLASS_1(1),
  CLASS_2(2),
  CLASS_3(3),
  CLASS_4(4),
  CLASS_5(5),
  CLASS_6(6),
  CLASS_7(7),
  CLASS_8(8),
  CLASS_9(9);

  /** What the option is, for its declaration. */
  public static final String SAYS = "The class that the attack is to reach.";

  private final int number;

  Target() {
    this(0);
  }

  Target(int number) {
    this.number = number;
  }

  /** One target for each other class: together they lead each image to every class but its own. */
  public static List<Target> others() {
    return List.of(NEXT, PLUS_2, PLUS_3, PLUS_4, PLUS_5, PLUS_6, PLUS_7, PLUS_8, PLUS_9);
  }

  /** Whether it depends on what a model makes of the clean image. */
  public boolean usesLogits() {
    return this == LEAST_LIKELY || this == RUNNER_UP;
  }

  /**
   * The class for one image.
   *
   * @param label its class
   * @param logits the clean logits of a batch; the image's begin at {@code from}
   * @param seed of the image's random numbers
   * @return the class, or {@link AttackBatch#UNTARGETED}
   */
  public int of(int label, float[] logits, int from, int classes, long seed) {
    return switch (this) {
      case NONE -> AttackBatch.UNTARGETED;
      case NEXT -> (label + 1) % classes;
      case LEAST_LIKELY -> leastLikely(label, logits, from, classes);
      case RUNNER_UP -> Losses.runnerUp(logits, from, classes, label);
      case RANDOM -> (label + 1 + new SplittableRandom(seed).nextInt(classes - 1)) % classes;
      case PLUS_2, PLUS_3, PLUS_4, PLUS_5, PLUS_6, PLUS_7, PLUS_8, PLUS_9 ->
          (label + number) % classes;
      case CLASS_0,
          CLASS_1,
          CLASS_2,
          CLASS_3,
          CLASS_4,
          CLASS_5,
          CLASS_6,
          CLASS_7,
          CLASS_8,
          CLASS_9 ->
          number;
    };
  }

  private static int leastLikely(int label, float[] logits, int from, int classes) {
    float[] negative = new float[classes];
    for (int c = 0; c < classes; c++) {
      negative[c] = c == label ? Float.NEGATIVE_INFINITY : -logits[from + c];
    }
    return Logits.argmax(negative, 0, classes);
  }
}
