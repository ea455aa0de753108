package org.qusecnets.sweep.jobs.run;

import java.io.PrintWriter;

/**
 * Where progress is shown: as one line of a terminal that is written again and again, as plain
 * lines now and then where there is none, or not at all.
 */
public final class Display {
  private static final double SECONDS_BETWEEN_LINES = 10;
  private static final double SECONDS_BETWEEN_REDRAWS = 0.5;

  /** Erases what is right of the cursor. */
  private static final String ERASE = "\u001b[K";

  private final PrintWriter out;
  private final Style style;
  private long last = System.nanoTime();
  private boolean drawn;

  /** How it is shown. */
  public enum Style {
    /** One line, written again. */
    BAR,
    /** Line by line. */
    LINES,
    /** Not at all. */
    QUIET;

    /** What suits this process: {@code ./sweep} says whether it writes to a terminal. */
    public static Style suitable() {
      return Boolean.getBoolean("sweep.terminal") ? BAR : LINES;
    }
  }

  public Display(PrintWriter out, Style style) {
    this.out = out;
    this.style = style;
  }

  Style style() {
    return style;
  }

  /** Whether it is time to show how far it is. */
  public boolean isDue() {
    double seconds = style == Style.BAR ? SECONDS_BETWEEN_REDRAWS : SECONDS_BETWEEN_LINES;
    return style != Style.QUIET && (System.nanoTime() - last) / 1e9 >= seconds;
  }

  /** Shows how far it is. */
  public synchronized void show(String line) {
    last = System.nanoTime();
    if (style == Style.BAR) {
      out.print("\r" + line + ERASE);
      out.flush();
      drawn = true;
    } else if (style == Style.LINES) {
      out.println(line);
    }
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
