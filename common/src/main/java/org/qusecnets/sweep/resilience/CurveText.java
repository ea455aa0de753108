package org.qusecnets.sweep.resilience;

import static org.qusecnets.sweep.resilience.Figures.plain;
import static org.qusecnets.sweep.resilience.Figures.points;

import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/**
 * A curve as a table with bars: one line for each strength, a bar for its accuracy, a mark where
 * the least tolerated accuracy is, and a line where the Maximum Tolerable Noise is.
 */
record CurveText(ResilienceCurve curve) {
  private static final int BAR = 50;
  private static final String[] EIGHTHS = {"", "▏", "▎", "▍", "▌", "▋", "▊", "▉"};

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(ResilienceReport.title(curve)).append('\n');
    text.append(line("s", "RMS", "accuracy", "95 % interval", "fitted", ""));
    List<NoiseMeasurement> measurements = curve.measurements();
    OptionalDouble most = curve.tolerable().strength();
    for (int i = 0; i < measurements.size(); i++) {
      NoiseMeasurement measurement = measurements.get(i);
      if (i > 0
          && most.isPresent()
          && measurements.get(i - 1).strength() <= most.getAsDouble()
          && most.getAsDouble() < measurement.strength()) {
        text.append(mark());
      }
      text.append(
          line(
              plain(measurement.strength()),
              String.format(Locale.ROOT, "%.4f", measurement.rmsChange()),
              points(measurement.accuracy()),
              ResilienceReport.interval(measurement.interval()),
              points(curve.fitted(i)),
              bar(measurement.accuracy())));
    }
    return text.append(conclusion()).toString();
  }

  private static String line(
      String strength, String rms, String accuracy, String interval, String fitted, String bar) {
    return String.format(
                Locale.ROOT,
                "%8s%9s%10s%16s%9s  %s",
                strength,
                rms,
                accuracy,
                interval,
                fitted,
                bar)
            .stripTrailing()
        + "\n";
  }

  /** A bar of blocks, in steps of a quarter point, with the least tolerated accuracy marked. */
  private String bar(double accuracy) {
    int eighths = (int) Math.round(accuracy * BAR * 8);
    String filled = "█".repeat(eighths / 8) + EIGHTHS[eighths % 8];
    int least = (int) Math.floor(Math.max(0, curve.leastAccuracy()) * BAR);
    return filled.length() > least ? filled : filled + " ".repeat(least - filled.length()) + "┊";
  }

  private static String mark() {
    return "  -- MTN " + "-".repeat(45 + BAR) + "\n";
  }

  private String conclusion() {
    TolerableNoise tolerable = curve.tolerable();
    String interval =
        " (95 % interval over images: "
            + orMore(tolerable.low())
            + " to "
            + orMore(tolerable.high())
            + ")";
    return "Maximum Tolerable Noise: s = %s%s; values change by %s (RMS)\n"
        .formatted(orMore(tolerable.strength()), interval, plain(tolerable.rmsChange()));
  }

  private String orMore(OptionalDouble strength) {
    return strength.isPresent()
        ? plain(strength.getAsDouble())
        : plain(curve.strongest()) + " or more";
  }
}
