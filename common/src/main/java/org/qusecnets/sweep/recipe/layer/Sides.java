package org.qusecnets.sweep.recipe.layer;

import java.io.Serializable;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.qusecnets.sweep.options.Word;

/**
 * A number of rows and one of columns, written {@code 3} where they are the same, else {@code 3x5}.
 *
 * @param rows from 1 to 1024
 * @param columns from 1 to 1024
 */
public record Sides(int rows, int columns) implements Word, Serializable {
  private static final int MOST = 1024;
  private static final Pattern WRITTEN = Pattern.compile("([1-9]\\d{0,3})(?:x([1-9]\\d{0,3}))?");

  /** As many rows as columns. */
  public Sides(int both) {
    this(both, both);
  }

  /** The sides that users write so, if they are any. */
  public static Optional<Sides> parse(String word) {
    Matcher written = WRITTEN.matcher(word);
    if (!written.matches()) {
      return Optional.empty();
    }
    int rows = Integer.parseInt(written.group(1));
    int columns = written.group(2) == null ? rows : Integer.parseInt(written.group(2));
    return Math.max(rows, columns) > MOST
        ? Optional.empty()
        : Optional.of(new Sides(rows, columns));
  }

  /** What users can write. */
  public static List<String> words() {
    return List.of("N", "ROWSxCOLUMNS");
  }

  @Override
  public String word() {
    return rows == columns ? String.valueOf(rows) : rows + "x" + columns;
  }

  /** As of a kernel: {@code 3x3}. */
  String times() {
    return rows + "x" + columns;
  }
}
