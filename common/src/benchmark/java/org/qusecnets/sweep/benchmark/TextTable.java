package org.qusecnets.sweep.benchmark;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Rows in aligned columns; the first column's are words, the others' are numbers. */
final class TextTable {
  private final List<List<String>> rows = new ArrayList<>();

  TextTable(List<String> headers) {
    rows.add(List.copyOf(headers));
  }

  void add(List<String> cells) {
    rows.add(List.copyOf(cells));
  }

  /** A number with so many decimals, or a dash for none. */
  static String number(double value, int decimals) {
    return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, "%,." + decimals + "f", value);
  }

  /** A share as per cent, or a dash for none. */
  static String percent(double share) {
    return Double.isNaN(share) ? "-" : number(100 * share, 0) + " %";
  }

  /** Prints the rows, if there are any. */
  void print(PrintStream out) {
    if (rows.size() == 1) {
      return;
    }
    int[] widths = new int[rows.get(0).size()];
    for (List<String> row : rows) {
      for (int column = 0; column < widths.length; column++) {
        widths[column] = Math.max(widths[column], row.get(column).length());
      }
    }
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int column = 0; column < widths.length; column++) {
        String padding = " ".repeat(widths[column] - row.get(column).length());
        line.append(column == 0 ? row.get(column) + padding : "  " + padding + row.get(column));
      }
      out.println(line);
    }
    out.println();
  }
}
