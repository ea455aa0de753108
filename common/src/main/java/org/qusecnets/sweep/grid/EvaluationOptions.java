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
 */
public record EvaluationOptions(int chunkSize) implements Serializable {
  /** Checks the chunk size. */
  public EvaluationOptions {
    if (chunkSize < 1 || chunkSize > 10_000) {
      throw new InvalidOption("chunk-size", "must be from 1 to 10000", chunkSize);
    }
  }

  /** 500 images a task. */
  public static EvaluationOptions defaults() {
    return new EvaluationOptions(500);
  }

  /** Reads the {@code evaluation} section. */
  public static EvaluationOptions read(Options options) {
    return new EvaluationOptions(options.integer("chunk-size", defaults().chunkSize));
  }

  /** All parameters by their configuration keys. */
  public SortedMap<String, Object> parameters() {
    SortedMap<String, Object> parameters = new TreeMap<>();
    parameters.put("chunk-size", chunkSize);
    return parameters;
  }
}
