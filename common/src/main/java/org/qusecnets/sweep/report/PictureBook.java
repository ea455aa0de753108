package org.qusecnets.sweep.report;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToIntFunction;
import org.qusecnets.sweep.table.ExampleRow;
import org.qusecnets.sweep.table.ImageColumns;

/**
 * The pictures of examples, each distinct one once: clean and adversarial image and their
 * difference, before and behind all that the defense puts before the network. A difference is shown
 * around a middle grey, amplified so that its largest change becomes black or white. Where a
 * defense makes more channels of an image, the first is shown, which is said beside it.
 */
final class PictureBook {
  private static final List<String> COLUMNS =
      List.of(
          "cell_id",
          "image_index",
          "label",
          "target",
          "attacked",
          "clean_prediction",
          "clean_confidence",
          "adversarial_prediction",
          "adversarial_confidence",
          "success",
          "changed_values",
          "l0",
          "l2",
          "linf");

  private final Map<String, Integer> pictures = new LinkedHashMap<>();

  private final Map<String, ImageColumns> images;

  private PictureBook(Map<String, ImageColumns> images) {
    this.images = images;
  }

  /**
   * Rows of examples with the names of their classes and the numbers of their pictures, and the
   * pictures.
   *
   * @param images what the images of a cell are, by its id; of other cells there are no pictures
   */
  static ObjectNode json(List<ExampleRow> examples, Map<String, ImageColumns> images) {
    PictureBook book = new PictureBook(images);
    TableJson table = TableJson.of(ExampleRow.SCHEMA, examples, COLUMNS);
    book.addClasses(table, "label_name", examples, ExampleRow::label);
    book.addClasses(table, "clean_name", examples, ExampleRow::cleanPrediction);
    book.addClasses(table, "adversarial_name", examples, ExampleRow::adversarialPrediction);
    book.add(table, "", examples, ExampleRow::cleanPixels, ExampleRow::adversarialPixels);
    book.add(
        table,
        "network_input_",
        examples,
        ExampleRow::networkInputClean,
        ExampleRow::networkInputAdversarial);
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.set("table", table.node());
    book.pictures.keySet().forEach(json.putArray("pictures")::add);
    return json;
  }

  /** How to find pixels in a row. */
  private interface Pixels {
    float[] of(ExampleRow row);
  }

  private void addClasses(
      TableJson table, String column, List<ExampleRow> examples, ToIntFunction<ExampleRow> number) {
    table.add(
        column,
        examples.stream().map(row -> className(row.cellId(), number.applyAsInt(row))).toList());
  }

  private String className(String cell, int number) {
    ImageColumns known = images.get(cell);
    return known == null ? Integer.toString(number) : known.className(number);
  }

  private void add(
      TableJson table, String place, List<ExampleRow> examples, Pixels clean, Pixels adversarial) {
    List<Integer> cleans = new ArrayList<>();
    List<Integer> adversarials = new ArrayList<>();
    List<Integer> noises = new ArrayList<>();
    List<Double> gains = new ArrayList<>();
    List<String> parts = new ArrayList<>();
    for (ExampleRow row : examples) {
      float[] before = clean.of(row);
      float[] after = adversarial.of(row);
      ImageColumns known = images.get(row.cellId());
      cleans.add(picture(before, known));
      adversarials.add(picture(after, known));
      parts.add(before == null || known == null ? null : Png.shownPart(before, known).orElse(null));
      boolean both = before != null && after != null && before.length == after.length;
      double gain = both ? gain(before, after) : 0;
      gains.add(both ? gain : null);
      noises.add(both ? picture(noise(before, after, gain), known) : null);
    }
    table.add(place + "clean", cleans);
    table.add(place + "adversarial", adversarials);
    table.add(place + "noise", noises);
    table.add(place + "gain", gains);
    table.add(place + "part", parts);
  }

  private Integer picture(float[] values, ImageColumns known) {
    if (values == null || known == null) {
      return null;
    }
    Optional<String> uri = Png.dataUri(values, known);
    return uri.isEmpty() ? null : pictures.computeIfAbsent(uri.get(), u -> pictures.size());
  }

  /** What makes the largest change 1; 0 if there is none. */
  static double gain(float[] before, float[] after) {
    double largest = 0;
    for (int i = 0; i < before.length; i++) {
      largest = Math.max(largest, Math.abs((double) after[i] - before[i]));
    }
    return largest == 0 ? 0 : 1 / largest;
  }

  static float[] noise(float[] before, float[] after, double gain) {
    float[] noise = new float[before.length];
    for (int i = 0; i < noise.length; i++) {
      noise[i] = (float) (0.5 + 0.5 * gain * ((double) after[i] - before[i]));
    }
    return noise;
  }
}
