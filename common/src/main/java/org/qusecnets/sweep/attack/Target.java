package org.qusecnets.sweep.attack;

import java.io.Serializable;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.qusecnets.sweep.options.Options;
import org.qusecnets.sweep.options.Word;
import org.qusecnets.sweep.recipe.Logits;

/**
 * Which class a targeted attack is to reach.
 *
 * @param number of a class, or of classes; 0 where the kind has no use for it
 */
public record Target(Kind kind, int number) implements Word, Serializable {
  /** None: any class but the label. */
  public static final Target NONE = new Target(Kind.NONE, 0);

  /** The class after the label; after the last comes the first. */
  public static final Target NEXT = new Target(Kind.NEXT, 0);

  /** The class whose clean logit is smallest. */
  public static final Target LEAST_LIKELY = new Target(Kind.LEAST_LIKELY, 0);

  /** The class whose clean logit is largest but the label's. */
  public static final Target RUNNER_UP = new Target(Kind.RUNNER_UP, 0);

  /** A class other than the label, drawn for each image. */
  public static final Target RANDOM = new Target(Kind.RANDOM, 0);

  /** What the option is, for its declaration. */
  public static final String SAYS = "The class that the attack is to reach.";

  private static final List<Target> WITHOUT_NUMBER =
      List.of(NONE, NEXT, LEAST_LIKELY, RUNNER_UP, RANDOM);
  private static final Pattern NUMBERED = Pattern.compile("(plus|class)-(0|[1-9]\\d{0,5})");

  /** The kinds of targets. */
  public enum Kind {
    /** {@link Target#NONE}. */
    NONE,
    /** {@link Target#NEXT}. */
    NEXT,
    /** {@link Target#LEAST_LIKELY}. */
    LEAST_LIKELY,
    /** {@link Target#RUNNER_UP}. */
    RUNNER_UP,
    /** {@link Target#RANDOM}. */
    RANDOM,
    /** The class so many after the label, from 2 on. */
    PLUS,
    /** The class of this number; images of this class are not attacked. */
    CLASS
  }

  /** The target that users write so, if there is one. */
  public static Optional<Target> parse(String word) {
    Matcher numbered = NUMBERED.matcher(word);
    if (numbered.matches()) {
      int number = Integer.parseInt(numbered.group(2));
      boolean plus = numbered.group(1).equals("plus");
      return plus && number < 2
          ? Optional.empty()
          : Optional.of(new Target(plus ? Kind.PLUS : Kind.CLASS, number));
    }
    return WITHOUT_NUMBER.stream().filter(target -> target.word().equals(word)).findFirst();
  }

  /** What users can write, {@code N} for a number. */
  public static List<String> words() {
    return Stream.concat(WITHOUT_NUMBER.stream().map(Target::word), Stream.of("plus-N", "class-N"))
        .toList();
  }

  @Override
  public String word() {
    String name = Options.nameOf(kind);
    return kind == Kind.PLUS || kind == Kind.CLASS ? name + "-" + number : name;
  }

  /**
   * One target for each other class: together they lead each image to every class but its own.
   *
   * @param classes number of classes, at least 2
   */
  public static List<Target> others(int classes) {
    return IntStream.range(1, classes)
        .mapToObj(distance -> distance == 1 ? NEXT : new Target(Kind.PLUS, distance))
        .toList();
  }

  /** Whether there is such a class where there are so many; else no image can be led there. */
  public boolean isWithin(int classes) {
    return number < classes;
  }

  /** Whether it depends on what a model makes of the clean image. */
  public boolean usesLogits() {
    return kind == Kind.LEAST_LIKELY || kind == Kind.RUNNER_UP;
  }

  /**
   * The class for one image.
   *
   * @param label its class
   * @param logits the clean logits of a batch, [images, classes]; the image's begin at {@code from}
   * @param seed of the image's random numbers
   * @return the class, or {@link AttackBatch#UNTARGETED}
   */
  public int of(int label, float[] logits, int from, int classes, long seed) {
    return switch (kind) {
      case NONE -> AttackBatch.UNTARGETED;
      case NEXT -> (label + 1) % classes;
      case LEAST_LIKELY -> leastLikely(label, logits, from, classes);
      case RUNNER_UP -> Losses.runnerUp(logits, from, classes, label);
      case RANDOM -> (label + 1 + new SplittableRandom(seed).nextInt(classes - 1)) % classes;
      case PLUS -> (label + number) % classes;
      case CLASS -> number;
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
