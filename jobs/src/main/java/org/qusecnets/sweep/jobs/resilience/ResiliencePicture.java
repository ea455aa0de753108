package org.qusecnets.sweep.jobs.resilience;

import static org.qusecnets.sweep.resilience.ConstantLevels.FEWEST;

import java.awt.BasicStroke;
import java.awt.Color;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import org.knowm.xchart.AnnotationText;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.BitmapEncoder.BitmapFormat;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.style.Styler.ChartTheme;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;
import org.qusecnets.sweep.options.Options;
import org.qusecnets.sweep.resilience.ConstantLevels;
import org.qusecnets.sweep.resilience.GreyValues;
import org.qusecnets.sweep.resilience.ModelResilience;
import org.qusecnets.sweep.resilience.NoiseMeasurement;
import org.qusecnets.sweep.resilience.ResilienceCurve;

/**
 * The picture of one network's resilience: its accuracy over the strength of each kind of noise
 * with the Maximum Tolerable Noise, and beside it, if there is nothing in front of it, what epsilon
 * and that noise say of the number of levels.
 */
final class ResiliencePicture {
  private static final int WIDTH = 800;
  private static final int HEIGHT = 560;

  /** Numbers of levels that are shown: at least up to, and at most up to. */
  private static final int LEAST = 8;

  private static final int MOST = 40;
  private static final Color GREY = new Color(0x80, 0x80, 0x80);

  /** Told apart by colour-blind readers too (Okabe and Ito). */
  private static final List<Color> COLOURS =
      List.of(
          new Color(0x00, 0x72, 0xB2), new Color(0xD5, 0x5E, 0x00), new Color(0x00, 0x9E, 0x73));

  private static final List<Marker> MARKERS =
      List.of(SeriesMarkers.CIRCLE, SeriesMarkers.SQUARE, SeriesMarkers.TRIANGLE_UP);
  private static final BasicStroke SOLID = new BasicStroke(2f);
  private static final BasicStroke DASHED =
      new BasicStroke(
          1.5f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 10f, new float[] {6f, 5f}, 0f);

  private static final MathContext DIGITS = new MathContext(3);

  private final ModelResilience model;
  private final GreyValues values;
  private final List<Double> epsilons;

  ResiliencePicture(ModelResilience model, GreyValues values, List<Double> epsilons) {
    this.model = model;
    this.values = values;
    this.epsilons = epsilons;
  }

  /** The picture as PNG. */
  byte[] png() throws IOException {
    List<XYChart> charts = new ArrayList<>();
    charts.add(accuracy());
    if (model.takesAdvice()) {
      charts.add(levels());
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    BitmapEncoder.saveBitmap(charts, 1, charts.size(), bytes, BitmapFormat.PNG);
    return bytes.toByteArray();
  }

  private XYChart accuracy() {
    XYChart chart = chart(model.name(), "strength s of the noise", "accuracy in %");
    chart.getStyler().setYAxisMin(0.0).setYAxisMax(100.0);
    double strongest =
        model.curves().stream().mapToDouble(ResilienceCurve::strongest).max().orElseThrow();
    double least = 100 * model.curves().get(0).leastAccuracy();
    for (int i = 0; i < model.curves().size(); i++) {
      band(chart, model.curves().get(i), COLOURS.get(i));
    }
    line(
        chart,
        "least accuracy tolerated: " + figure(least) + " %",
        0,
        least,
        strongest,
        least,
        GREY);
    for (int i = 0; i < model.curves().size(); i++) {
      curve(chart, model.curves().get(i), COLOURS.get(i), MARKERS.get(i), least);
    }
    return chart;
  }

  /** The 95 % intervals. */
  private static void band(XYChart chart, ResilienceCurve curve, Color colour) {
    List<NoiseMeasurement> measured = curve.measurements();
    int count = measured.size();
    double[] x = new double[2 * count];
    double[] y = new double[2 * count];
    for (int i = 0; i < count; i++) {
      x[i] = measured.get(i).strength();
      y[i] = 100 * measured.get(i).interval().low();
      x[2 * count - 1 - i] = x[i];
      y[2 * count - 1 - i] = 100 * measured.get(i).interval().high();
    }
    XYSeries band = chart.addSeries("interval " + curve.noise(), x, y);
    band.setXYSeriesRenderStyle(XYSeriesRenderStyle.PolygonArea);
    Color light = new Color(colour.getRed(), colour.getGreen(), colour.getBlue(), 45);
    band.setFillColor(light);
    style(band, light, SOLID, SeriesMarkers.NONE).setShowInLegend(false);
  }

  private static void curve(
      XYChart chart, ResilienceCurve curve, Color colour, Marker marker, double least) {
    List<NoiseMeasurement> measured = curve.measurements();
    String name = Options.nameOf(curve.noise());
    double[] x = measured.stream().mapToDouble(NoiseMeasurement::strength).toArray();
    double[] fitted = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      fitted[i] = 100 * curve.fitted(i);
    }
    XYSeries fit = chart.addSeries("fit " + name, x, fitted);
    style(fit, colour, SOLID, SeriesMarkers.NONE).setShowInLegend(false);
    double[] accuracy = measured.stream().mapToDouble(m -> 100 * m.accuracy()).toArray();
    String tolerable =
        curve.tolerable().strength().isPresent()
            ? "MTN " + figure(curve.tolerable().strength().getAsDouble())
            : "MTN above " + figure(curve.strongest());
    XYSeries points = chart.addSeries(name + ": " + tolerable, x, accuracy);
    points.setXYSeriesRenderStyle(XYSeriesRenderStyle.Scatter);
    style(points, colour, SOLID, marker);
    curve
        .tolerable()
        .strength()
        .ifPresent(
            most ->
                line(chart, "MTN " + name, most, 0, most, least, colour).setShowInLegend(false));
  }

  private XYChart levels() {
    XYChart chart = chart("Number of levels", "n", "change of a value (range of pixels: 1)");
    int last = last();
    double[] n = new double[last + 1 - FEWEST];
    double[] half = new double[n.length];
    double[] error = new double[n.length];
    for (int i = 0; i < n.length; i++) {
      n[i] = FEWEST + i;
      half[i] = ConstantLevels.halfDistance(FEWEST + i);
      error[i] = values.rmsError(FEWEST + i);
    }
    points(chart, "half-distance of thresholds, 1/(2n)", n, half, COLOURS.get(0), MARKERS.get(0));
    points(
        chart, "quantization error, RMS on these images", n, error, COLOURS.get(1), MARKERS.get(1));
    double tolerated = model.strictest().tolerable().rmsChange();
    OptionalInt fewest = OptionalInt.of(values.fewestWithin(tolerated));
    across(chart, last, tolerated, "noise tolerated, RMS", "at least", fewest, COLOURS.get(1));
    // Right of the lines, where their names are.
    double margin = 0.2 * (last - FEWEST);
    for (double epsilon : epsilons) {
      OptionalInt most = ConstantLevels.largestFor(epsilon);
      across(chart, last, epsilon, "epsilon " + figure(epsilon), "at most", most, COLOURS.get(0));
      chart.addAnnotation(
          new AnnotationText("epsilon " + figure(epsilon), last + margin / 2, epsilon, false));
    }
    chart.getStyler().setYAxisMin(0.0).setXAxisMin(1.5).setXAxisMax(last + margin);
    return chart;
  }

  private static void across(
      XYChart chart,
      int last,
      double height,
      String what,
      String bound,
      OptionalInt levels,
      Color colour) {
    String n = levels.isPresent() ? "n " + bound + " " + levels.getAsInt() : "no n";
    line(chart, what + ": " + n, FEWEST, height, last, height, colour);
  }

  /** The largest n shown: a few more than the advice for the smallest epsilon. */
  private int last() {
    return Math.min(
        MOST,
        epsilons.stream()
            .mapToInt(epsilon -> ConstantLevels.largestFor(epsilon).orElse(FEWEST) + 2)
            .reduce(LEAST, Math::max));
  }

  private static XYChart chart(String title, String x, String y) {
    XYChart chart =
        new XYChartBuilder()
            .width(WIDTH)
            .height(HEIGHT)
            .title(title)
            .xAxisTitle(x)
            .yAxisTitle(y)
            .theme(ChartTheme.Matlab)
            .build();
    chart.getStyler().setLocale(Locale.ROOT);
    chart.getStyler().setLegendPosition(LegendPosition.OutsideS);
    chart.getStyler().setMarkerSize(7);
    chart.getStyler().setXAxisDecimalPattern("0.##").setYAxisDecimalPattern("0.##");
    return chart;
  }

  private static XYSeries line(
      XYChart chart, String name, double x1, double y1, double x2, double y2, Color colour) {
    XYSeries line = chart.addSeries(name, new double[] {x1, x2}, new double[] {y1, y2});
    return style(line, colour, DASHED, SeriesMarkers.NONE);
  }

  private static void points(
      XYChart chart, String name, double[] x, double[] y, Color colour, Marker marker) {
    style(chart.addSeries(name, x, y), colour, SOLID, marker);
  }

  private static XYSeries style(XYSeries series, Color colour, BasicStroke stroke, Marker marker) {
    series.setLineColor(colour);
    series.setLineStyle(stroke);
    series.setMarker(marker);
    series.setMarkerColor(colour);
    return series;
  }

  private static String figure(double number) {
    return BigDecimal.valueOf(number).round(DIGITS).stripTrailingZeros().toPlainString();
  }
}
