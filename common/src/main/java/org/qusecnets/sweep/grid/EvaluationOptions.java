package org.qusecnets.sweep.grid;

import java.io.Serializable;
import java.util.SortedMap;
import java.util.TreeMap;
import org.qusecnets.sweep.options.InvalidOption;
import org.qusecnets.sweep.options.Options;

/**
 * How attacks are run and scored.
 *
 * @param chunkSize test images that one attack task handles at once, 1 to 10000
 * @param pictures test images of each cell whose pixels the table of examples keeps, 0 to the chunk
 *     size
 */
public record EvaluationOptions(int chunkSize, int pictures) implements Serializable {
  /** Checks both numbers. */
  public EvaluationOptions {
    if (chunkSize < 1 || chunkSize > 10_000) {
      throw new InvalidOption("chunk-size", "must be from 1 to 10000", chunkSize);
    }
    if (pictures < 0 || pictures > chunkSize) {
      throw new InvalidOption("pictures", "must be from 0 to chunk-size", pictures);
    }
  }

  /** 500 images a task, pixels of the first 5. */
  public static EvaluationOptions defaults() {
    return new EvaluationOptions(500, 5);
  }

  /** Reads the {@code evaluation} section. */
  public static EvaluationOptions read(Options options) {
    EvaluationOptions defaults = defaults();
    int chunkSize = options.integer("chunk-size", defaults.chunkSize);
    return new EvaluationOptions(
        chunkSize, options.integer("pictures", Math.min(defaults.pictures, chunkSize)));
  }

  /** All parameters by their configuration keys. */
  public SortedMap<String, Object> parameters() {
    SortedMap<String, Object> parameters = new TreeMap<>();
    parameters.put("chunk-size", chunkSize);
    parameters.put("pictures", pictures);
    return parameters;
  }
}
