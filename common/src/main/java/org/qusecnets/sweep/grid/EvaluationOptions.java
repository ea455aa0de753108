package org.qusecnets.sweep.grid;

import java.io.Serializable;
import org.qusecnets.sweep.options.Declaration;
import org.qusecnets.sweep.options.Declared;
import org.qusecnets.sweep.options.Option;
import org.qusecnets.sweep.options.Ranges;

/** How attacks are run and scored. */
public record EvaluationOptions(
    @Option(says = "Images of a task.", otherwise = "500", from = 1, to = 10_000) int chunkSize,
    @Option(
            says = "Images of a task whose pixels are kept.",
            otherwise = "5",
            from = 0,
            atMost = "chunk-size")
        int pictures)
    implements Declared, Serializable {
  /** The options of the {@code evaluation} section. */
  public static final Declaration<EvaluationOptions> DECLARATION =
      Declaration.of(EvaluationOptions.class);

  /** Checks both numbers. */
  public EvaluationOptions {
    Ranges.check(EvaluationOptions.class, chunkSize, pictures);
  }

  /** 500 images a task, pixels of the first 5. */
  public static EvaluationOptions defaults() {
    return DECLARATION.defaults();
  }
}
