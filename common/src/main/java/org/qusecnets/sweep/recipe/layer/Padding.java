package org.qusecnets.sweep.recipe.layer;

import java.io.Serializable;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.qusecnets.sweep.options.Options;
import org.qusecnets.sweep.options.Word;

/**
 * What is around the input of a convolution or a pool.
 *
 * @param zeros on each side of {@link Kind#ZEROS}, else 0
 */
public record Padding(Kind kind, int zeros) implements Word, Serializable {
  /** As many zeros as make the output the input's size divided by the stride. */
  public static final Padding SAME = new Padding(Kind.SAME, 0);

  /** None. */
  public static final Padding VALID = new Padding(Kind.VALID, 0);

  private static final Pattern NUMBER = Pattern.compile("0|[1-9]\\d{0,2}");

  /** How many rows and columns it has. */
  public enum Kind {
    /** {@link Padding#SAME}; of an odd number one more lies behind the image than before it. */
    SAME,
    /** {@link Padding#VALID}. */
    VALID,
    /** So many on each side. */
    ZEROS
  }

  /** So many zeros on each side. */
  public static Padding of(int zeros) {
    return zeros == 0 ? VALID : new Padding(Kind.ZEROS, zeros);
  }

  /** The padding that users write so, if it is any. */
  public static Optional<Padding> parse(String word) {
    return switch (word) {
      case "same" -> Optional.of(SAME);
      case "valid" -> Optional.of(VALID);
      default ->
          NUMBER.matcher(word).matches()
              ? Optional.of(of(Integer.parseInt(word)))
              : Optional.empty();
    };
  }

  /** What users can write. */
  public static List<String> words() {
    return List.of("same", "valid", "N");
  }

  @Override
  public String word() {
    return kind == Kind.ZEROS ? String.valueOf(zeros) : Options.nameOf(kind);
  }
}
