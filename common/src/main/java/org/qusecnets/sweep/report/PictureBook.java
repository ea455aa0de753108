package org.qusecnets.sweep.report;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.qusecnets.sweep.table.ExampleRow;

/**
 * The pictures of examples, each distinct one once: clean and adversarial image and their
 * difference, before and behind all that the defense puts before the network. A difference is shown
 * around a middle grey, amplified so that its largest change becomes black or white.
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

  private PictureBook() {}

  /** Rows of examples with the numbers of their pictures, and the pictures. */
  static ObjectNode json(List<ExampleRow> examples) {
    PictureBook book = new PictureBook();
    TableJson table = TableJson.of(ExampleRow.SCHEMA, examples, COLUMNS);
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

  private void add(
      TableJson table, String place, List<ExampleRow> examples, Pixels clean, Pixels adversarial) {
    List<Integer> cleans = new ArrayList<>();
    List<Integer> adversarials = new ArrayList<>();
    List<Integer> noises = new ArrayList<>();
    List<Double> gains = new ArrayList<>();
    for (ExampleRow row : examples) {
      float[] before = clean.of(row);
      float[] after = adversarial.of(row);
      cleans.add(picture(before));
      adversarials.add(picture(after));
      boolean both = before != null && after != null && before.length == after.length;
      double gain = both ? gain(before, after) : 0;
      gains.add(both ? gain : null);
      noises.add(both ? picture(noise(before, after, gain)) : null);
    }
    table.add(place + "clean", cleans);
    table.add(place + "adversarial", adversarials);
    table.add(place + "noise", noises);
    table.add(place + "gain", gains);
  }

  private Integer picture(float[] values) {
    if (values == null) {
      return null;
    }
    Optional<String> uri = Png.dataUri(values);
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
