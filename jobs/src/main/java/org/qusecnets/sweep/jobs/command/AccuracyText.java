package org.qusecnets.sweep.jobs.command;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.qusecnets.sweep.table.Share;

/** What the tables that close a run have in common. */
final class AccuracyText {
  /** Characters of a number beyond which it is rounded. */
  private static final int LONGEST = 8;

  private AccuracyText() {}

  /** What epsilons of a norm measure. */
  static String epsilon(String norm) {
    return switch (norm) {
      case "linf" -> "how much each pixel in [0, 1] may change";
      case "l2" -> "the L2 norm of the change, pixels in [0, 1]";
      case "l1" -> "the L1 norm of the change, pixels in [0, 1]";
      case "l0" -> "the share of values that may change";
      default -> throw new IllegalArgumentException(norm);
    };
  }

  /** What numbers over several seeds are, as an addition to a sentence. */
  static String seeds(long seeds) {
    return seeds > 1 ? ", mean and standard deviation over " + seeds + " seeds" : "";
  }

  /** How far the 95 % Wilson intervals of shares reach at most. */
  static String interval(Stream<Share> shares) {
    return shares
        .filter(AccuracyText::hasShare)
        .mapToDouble(share -> Math.max(share.high() - share.share(), share.share() - share.low()))
        .max()
        .stream()
        .mapToObj(
            widest ->
                String.format(
                    Locale.ROOT,
                    "95 %% intervals for so many images reach at most %.1f points to either side.%n",
                    100 * widest))
        .findFirst()
        .orElse("");
  }

  /** The mean of shares in percent, with its standard deviation if there are several. */
  static String mean(List<Share> seeds) {
    if (seeds.isEmpty()) {
      return "";
    }
    double[] values = seeds.stream().mapToDouble(share -> 100 * share.share()).toArray();
    double mean = 0;
    for (double value : values) {
      mean += value / values.length;
    }
    String text = String.format(Locale.ROOT, "%.1f", mean);
    if (values.length == 1) {
      return text;
    }
    double square = 0;
    for (double value : values) {
      square += (value - mean) * (value - mean) / (values.length - 1);
    }
    return text + String.format(Locale.ROOT, " ±%.1f", Math.sqrt(square));
  }

  static boolean hasShare(Share share) {
    return share != null && share.share() != null;
  }

  /** A number without a fraction that is zero, and of a long one such as 2/255 four digits. */
  static String plain(double number) {
    if (number == Math.rint(number)) {
      return String.valueOf((long) number);
    }
    String exact = String.valueOf(number);
    return exact.length() <= LONGEST
        ? exact
        : new BigDecimal(exact).round(new MathContext(4)).toPlainString();
  }

  /** Columns side by side, the first to the left and numbers to the right. */
  static String aligned(List<List<String>> table) {
    int[] widths = new int[table.get(0).size()];
    for (List<String> line : table) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], line.get(i).length());
      }
    }
    StringBuilder text = new StringBuilder();
    for (List<String> line : table) {
      StringBuilder padded = new StringBuilder();
      for (int i = 0; i < widths.length; i++) {
        String space = " ".repeat(widths[i] - line.get(i).length());
        padded.append(i == 0 ? line.get(0) + space : "  " + space + line.get(i));
      }
      text.append(padded.toString().stripTrailing()).append('\n');
    }
    return text.toString();
  }
}
