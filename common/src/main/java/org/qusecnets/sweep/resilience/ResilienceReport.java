package org.qusecnets.sweep.resilience;

import static org.qusecnets.sweep.resilience.Figures.percent;
import static org.qusecnets.sweep.resilience.Figures.plain;
import static org.qusecnets.sweep.resilience.Figures.points;

import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.DoubleFunction;
import java.util.stream.Collectors;
import org.qusecnets.sweep.evaluation.Wilson;
import org.qusecnets.sweep.options.Options;

/** The resilience of networks on the images of one dataset, as text for a terminal. */
public final class ResilienceReport {
  private static final int WIDTH = 100;
  private static final int MOST_LISTED = 8;

  private final GreyValues values;
  private final List<Double> epsilons;

  /**
   * A report.
   *
   * @param values of the images
   * @param epsilons for which to advise on n, each above 0 and at most 1
   */
  public ResilienceReport(GreyValues values, List<Double> epsilons) {
    this.values = values;
    this.epsilons = List.copyOf(epsilons);
  }

  /**
   * What constant quantization does to the images.
   *
   * @param models whose advice is in the table
   */
  public String levels(List<ModelResilience> models) {
    StringBuilder text =
        new StringBuilder(
            "Constant quantization of these images: levels k/(n-1), thresholds at k/n taken as hard.\n");
    text.append("With z = 50 a threshold is a slope: from 10 to 90 % it is 0.09 wide.\n\n");
    boolean shares = !epsilons.isEmpty();
    text.append(
        row("", "", "RMS error", "if evenly", "", shares ? "% of values farther from" : ""));
    text.append(
        row("n", "1/(2n)", "here", "spread", "largest", shares ? "every threshold than" : ""));
    if (shares) {
      text.append(row("", "", "", "", "", columns(Figures::plain)));
    }
    for (int n : listed(models)) {
      text.append(
          row(
              String.valueOf(n),
              format("%.4f", ConstantLevels.halfDistance(n)),
              format("%.4f", values.rmsError(n)),
              format("%.4f", ConstantLevels.evenRmsError(n)),
              format("%.4f", values.largestError(n)),
              columns(epsilon -> points(values.shareFartherThan(epsilon, n)))));
    }
    return text.toString();
  }

  private String columns(DoubleFunction<String> column) {
    return epsilons.stream()
        .map(epsilon -> format("%7s", column.apply(epsilon)))
        .collect(Collectors.joining());
  }

  private static String row(
      String n, String half, String error, String even, String largest, String last) {
    return format("%5s%10s%10s%13s%9s   %s", n, half, error, even, largest, last).stripTrailing()
        + "\n";
  }

  /** The first few n, and those around every advice. */
  private Set<Integer> listed(List<ModelResilience> models) {
    Set<Integer> listed = new TreeSet<>();
    for (int n = ConstantLevels.FEWEST; n <= MOST_LISTED; n++) {
      listed.add(n);
    }
    for (double epsilon : epsilons) {
      ConstantLevels.largestFor(epsilon)
          .ifPresent(
              n -> {
                listed.add(n);
                listed.add(Math.min(n + 1, ConstantLevels.MOST));
              });
    }
    models.stream()
        .filter(ModelResilience::takesAdvice)
        .forEach(
            model -> listed.add(values.fewestWithin(model.strictest().tolerable().rmsChange())));
    return listed;
  }

  /** One network: its accuracy under each kind of noise, what it tolerates, and the advice. */
  public String model(ModelResilience model) {
    NoiseMeasurement clean = model.curves().get(0).clean();
    StringBuilder text = new StringBuilder();
    text.append(model.name()).append('\n').append("=".repeat(model.name().length())).append('\n');
    text.append(
        "Clean accuracy %s (%s); a loss of %s points is tolerated: %s.\n"
            .formatted(
                percent(clean.accuracy()),
                interval(clean.interval()),
                plain(100 * model.curves().get(0).toleratedLoss()),
                percent(model.curves().get(0).leastAccuracy())));
    model.curves().forEach(curve -> text.append('\n').append(new CurveText(curve)));
    text.append('\n');
    if (!model.takesAdvice()) {
      text.append(
          wrapped(
              "No advice on n: there is something in front of this network already (%s)."
                  .formatted(String.join(", ", model.front())),
              ""));
    } else {
      text.append(advice(model.strictest()));
    }
    return text.toString();
  }

  private String advice(ResilienceCurve strictest) {
    StringBuilder text = new StringBuilder("Number of levels n for constant quantization\n");
    text.append(wrapped("MTN: " + LevelAdvice.whatTheNoiseSays(values, strictest), "  "));
    text.append(
        wrapped(
            epsilons.isEmpty()
                ? "Epsilon: none is named, so there is no more to say."
                : "Epsilon: thresholds are 1/n apart; a value halfway between two stays there as long as it changes by less than 1/(2n).",
            "  "));
    epsilons.forEach(epsilon -> text.append(advice(LevelAdvice.of(epsilon, values, strictest))));
    return text.toString();
  }

  private static String advice(LevelAdvice advice) {
    OptionalInt levels = advice.levels();
    return "  epsilon %s: %s\n"
            .formatted(
                plain(advice.epsilon()), levels.isPresent() ? "n = " + levels.getAsInt() : "no n")
        + advice.reasoning().stream()
            .map(sentence -> wrapped(sentence, "    "))
            .collect(Collectors.joining());
  }

  static String interval(Wilson interval) {
    return points(interval.low()) + " to " + points(interval.high());
  }

  private static String wrapped(String text, String indent) {
    StringBuilder lines = new StringBuilder();
    StringBuilder line = new StringBuilder();
    for (String word : text.split(" ", -1)) {
      if (indent.length() + line.length() + word.length() > WIDTH) {
        lines.append(indent).append(line.toString().stripTrailing()).append('\n');
        line.setLength(0);
      }
      line.append(word).append(' ');
    }
    return lines.append(indent).append(line.toString().stripTrailing()).append('\n').toString();
  }

  private static String format(String pattern, Object... values) {
    return String.format(Locale.ROOT, pattern, values);
  }

  static String title(ResilienceCurve curve) {
    return Options.nameOf(curve.noise()) + " noise, " + curve.noise().meaning();
  }
}
