package org.qusecnets.sweep.jobs.command;

import java.util.ArrayList;
import java.util.List;
import org.qusecnets.sweep.options.OptionDescription;

/** Lists for a terminal of 80 columns. */
final class ListedText {
  private static final int WIDTH = 80;

  private ListedText() {}

  /** A line or two for each: its name and what it is. */
  static String brief(List<Listed> all) {
    int column = 2 + all.stream().mapToInt(listed -> listed.name().length()).max().orElse(0);
    StringBuilder text = new StringBuilder();
    all.forEach(listed -> text.append(row(0, column, listed.name(), listed.says())));
    return text.toString();
  }

  /** Everything there is to say of one. */
  static String detailed(Listed listed) {
    StringBuilder text = new StringBuilder(row(0, 0, "", heading(listed)));
    if (!listed.source().isEmpty()) {
      text.append(row(0, 8, "Source:", listed.source()));
    }
    listed.facts().forEach((fact, value) -> text.append(row(2, 16, fact, String.valueOf(value))));
    if (!listed.options().isEmpty()) {
      text.append("\nOptions\n");
      listed.options().forEach(option -> text.append(option(option)));
    }
    if (!listed.shared().isEmpty()) {
      text.append("\nOptions of all of this kind\n");
      listed.shared().forEach(option -> text.append(option(option)));
    }
    return text.toString();
  }

  /** A plug-in may say nothing of itself. */
  private static String heading(Listed listed) {
    return listed.says().isEmpty() ? listed.name() : listed.name() + ": " + listed.says();
  }

  private static String option(OptionDescription option) {
    List<String> parts = new ArrayList<>();
    parts.add(
        option.choices().isEmpty()
            ? option.type() + (option.range().isEmpty() ? "" : " " + option.range())
            : "one of " + String.join(", ", option.choices()));
    parts.add(option.otherwise().isEmpty() ? "required" : "default " + option.otherwise());
    if (!option.where().isEmpty()) {
      parts.add("only where " + option.where());
    }
    StringBuilder text = new StringBuilder(row(2, 6, option.key(), ""));
    text.append(row(6, 6, "", option.says()));
    text.append(row(6, 6, "", capitalised(String.join("; ", parts)) + "."));
    if (!option.source().isEmpty()) {
      text.append(row(6, 6, "", "Source: " + option.source()));
    }
    return text.toString();
  }

  private static String capitalised(String text) {
    return Character.toUpperCase(text.charAt(0)) + text.substring(1);
  }

  /**
   * A heading, and beside it a text that is wrapped at words.
   *
   * @param indent column of the heading
   * @param column where the text begins
   */
  private static String row(int indent, int column, String heading, String text) {
    StringBuilder all = new StringBuilder();
    StringBuilder line = new StringBuilder(" ".repeat(indent)).append(heading);
    line.append(" ".repeat(Math.max(0, column - line.length())));
    boolean empty = true;
    for (String word : text.split(" ", -1)) {
      if (!empty && line.length() + 1 + word.length() > WIDTH) {
        all.append(line.toString().stripTrailing()).append('\n');
        line.setLength(0);
        line.append(" ".repeat(column));
        empty = true;
      }
      line.append(empty ? "" : " ").append(word);
      empty = false;
    }
    return all.append(line.toString().stripTrailing()).append('\n').toString();
  }
}
