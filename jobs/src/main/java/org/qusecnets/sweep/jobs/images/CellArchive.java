package org.qusecnets.sweep.jobs.images;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;
import org.qusecnets.sweep.dataset.ImageSet;
import org.qusecnets.sweep.dataset.ImageShape;
import org.qusecnets.sweep.grid.Cell;
import org.qusecnets.sweep.network.export.NumpyArray;
import org.qusecnets.sweep.options.Options;
import org.qusecnets.sweep.table.ExampleRow;

/**
 * The arrays of some of a cell's chunks, with the names that the tables have for the same.
 *
 * @param test the test split of the cell's dataset
 */
record CellArchive(Cell cell, ImageSet test, List<StagedChunk> chunks) {
  /** What stands for the target of an attack that has none. */
  private static final int NO_TARGET = -1;

  /** The images and what is known of each, by name. */
  Map<String, NumpyArray> arrays() {
    List<ExampleRow> rows = rows();
    Map<String, NumpyArray> arrays = new LinkedHashMap<>();
    arrays.put("clean_pixels", images(this::writeClean));
    arrays.put("adversarial_pixels", images(this::writeAdversarial));
    arrays.put("image_index", integers(rows, ExampleRow::imageIndex));
    arrays.put("label", integers(rows, ExampleRow::label));
    arrays.put("target", integers(rows, row -> row.target() == null ? NO_TARGET : row.target()));
    arrays.put("attacked", booleans(rows, ExampleRow::attacked));
    arrays.put("success", booleans(rows, ExampleRow::success));
    arrays.put("clean_prediction", integers(rows, ExampleRow::cleanPrediction));
    arrays.put("adversarial_prediction", integers(rows, ExampleRow::adversarialPrediction));
    arrays.put("rounded_prediction", integers(rows, ExampleRow::roundedPrediction));
    arrays.put("class_names", NumpyArray.texts(cell.dataset().description().classNames()));
    arrays.put("cell_id", NumpyArray.text(cell.id()));
    arrays.put("model_id", NumpyArray.text(cell.model().id()));
    arrays.put("norm", NumpyArray.text(Options.nameOf(cell.attack().norm())));
    arrays.put("epsilon", NumpyArray.decimal(cell.epsilon()));
    return arrays;
  }

  private List<ExampleRow> rows() {
    return chunks.stream().flatMap(chunk -> chunk.rows().stream()).toList();
  }

  /** Number of images. */
  int images() {
    return rows().size();
  }

  private NumpyArray images(NumpyArray.Values values) {
    ImageShape shape = test.shape();
    return NumpyArray.floats(values, images(), shape.channels(), shape.height(), shape.width());
  }

  private void writeClean(OutputStream out) throws IOException {
    float[] image = new float[test.shape().size()];
    for (ExampleRow row : rows()) {
      test.scale(row.imageIndex(), image, 0);
      out.write(NumpyArray.floatBytes(image, 0, image.length));
    }
  }

  private void writeAdversarial(OutputStream out) throws IOException {
    for (StagedChunk chunk : chunks) {
      Files.copy(chunk.images(), out);
    }
  }

  private static NumpyArray integers(List<ExampleRow> rows, ToIntFunction<ExampleRow> column) {
    return NumpyArray.integers(rows.stream().mapToInt(column).asLongStream().toArray());
  }

  private static NumpyArray booleans(List<ExampleRow> rows, Predicate<ExampleRow> column) {
    boolean[] values = new boolean[rows.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = column.test(rows.get(i));
    }
    return NumpyArray.booleans(values);
  }
}
