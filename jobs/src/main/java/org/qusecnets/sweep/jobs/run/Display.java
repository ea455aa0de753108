package org.qusecnets.sweep.jobs.run;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;

/**
 * Where progress is shown: as one line of a terminal that is written again and again, as plain
 * lines now and then where there is none, or not at all.
 */
public final class Display {
  private static final double SECONDS_BETWEEN_LINES = 10;
  private static final double SECONDS_BETWEEN_REDRAWS = 0.5;
  private static final int MOST_OF_A_BAR = 24;
  private static final int LEAST_OF_A_BAR = 8;

  /** Erases what is right of the cursor. */
  private static final String ERASE = "\u001b[K";

  /** A terminal that has become narrower cuts the line off instead of continuing it below. */
  private static final String WITHOUT_WRAPPING = "\u001b[?7l";

  private static final String WITH_WRAPPING = "\u001b[?7h";

  private final PrintWriter out;
  private final Style style;
  private final int columns;
  private long last = System.nanoTime();
  private boolean drawn;

  /** How it is shown. */
  private enum Style {
    /** One line, written again. */
    BAR,
    /** Line by line. */
    LINES,
    /** Not at all. */
    QUIET
  }

  private Display(PrintWriter out, Style style, int columns) {
    this.out = out;
    this.style = style;
    this.columns = columns;
  }

  /** What suits this process: {@code ./sweep} says how wide the terminal is that it writes to. */
  public static Display suitable(PrintWriter out) {
    int columns = Integer.getInteger("sweep.columns", 0);
    return columns == 0 ? lines(out) : terminal(out, columns);
  }

  /** On a terminal of this width. */
  static Display terminal(PrintWriter out, int columns) {
    return new Display(out, Style.BAR, columns);
  }

  /** In a file or a pipe. */
  static Display lines(PrintWriter out) {
    return new Display(out, Style.LINES, Integer.MAX_VALUE);
  }

  /** Nowhere. */
  public static Display quiet(PrintWriter out) {
    return new Display(out, Style.QUIET, 0);
  }

  /** Whether it is time to show how far it is. */
  public boolean isDue() {
    double seconds = style == Style.BAR ? SECONDS_BETWEEN_REDRAWS : SECONDS_BETWEEN_LINES;
    return style != Style.QUIET && (System.nanoTime() - last) / 1e9 >= seconds;
  }

  /**
   * Shows how far it is.
   *
   * @param share from 0 to 1
   * @param facts what to say, the most important first: what the line has no room for is left out
   */
  public synchronized void show(double share, List<String> facts) {
    last = System.nanoTime();
    String line = fitting(facts);
    if (style == Style.BAR) {
      out.print("\r" + WITHOUT_WRAPPING + bar(share, line) + line + ERASE + WITH_WRAPPING);
      out.flush();
      drawn = true;
    } else if (style == Style.LINES) {
      out.println(line);
    }
  }

  /** The last column stays free: some terminals continue below when it is written. */
  private int room() {
    return columns - 1;
  }

  private String fitting(List<String> facts) {
    StringBuilder line = new StringBuilder();
    for (String fact : facts) {
      String more = line.isEmpty() ? fact : ", " + fact;
      if (line.length() + more.length() <= room()) {
        line.append(more);
      }
    }
    return line.toString();
  }

  private String bar(double share, String line) {
    int length = Math.min(MOST_OF_A_BAR, room() - line.length() - 3);
    if (length < LEAST_OF_A_BAR) {
      return "";
    }
    int full = (int) (length * share);
    return "[" + "=".repeat(full) + " ".repeat(length - full) + "] ";
  }

  /** Says something that stays. */
  public synchronized void say(String line) {
    if (drawn) {
      out.print("\r" + ERASE);
      drawn = false;
    }
    if (style != Style.QUIET) {
      out.println(line);
    }
  }

  /** How many there are of something, such as {@code 1 model} or {@code 1,200 models}. */
  public static String counted(long count, String what) {
    return String.format(Locale.ROOT, "%,d %s%s", count, what, count == 1 ? "" : "s");
  }

  /** Seconds as people say them. */
  public static String duration(double seconds) {
    long whole = Math.round(seconds);
    return whole < 60
        ? whole + " s"
        : whole < 3600
            ? whole / 60 + " min " + whole % 60 + " s"
            : whole / 3600 + " h " + whole % 3600 / 60 + " min";
  }
}
