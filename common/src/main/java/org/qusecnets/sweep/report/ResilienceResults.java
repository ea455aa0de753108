package org.qusecnets.sweep.report;

import java.util.List;
import java.util.Map;
import org.qusecnets.sweep.resilience.GreyValues;
import org.qusecnets.sweep.resilience.ModelResilience;
import org.qusecnets.sweep.table.ResilienceRow;

/**
 * What a page of resilience is made of.
 *
 * @param origin which noise analysis it is
 * @param rows of the table, those of each curve in ascending strength
 * @param samples the images, each with the models that were measured on them
 * @param epsilons for which to bound n, each above 0 and at most 1
 */
public record ResilienceResults(
    Origin origin, List<ResilienceRow> rows, List<Sample> samples, List<Double> epsilons) {
  /** Models that a page shows at most. */
  public static final int MAXIMUM_MODELS = 2_000;

  /** Copies the lists. */
  public ResilienceResults {
    rows = List.copyOf(rows);
    samples = List.copyOf(samples);
    epsilons = List.copyOf(epsilons);
  }

  /**
   * Which noise analysis it is.
   *
   * @param name the sweep's
   * @param publication which publication of the noise analysis this is
   * @param version of the program that made it
   */
  public record Origin(String name, String publication, String version) {}

  /**
   * Images of one dataset.
   *
   * @param name what people call them
   * @param values of the images
   * @param models those measured on them, by id, in the order of the sweep
   */
  public record Sample(String name, GreyValues values, Map<String, ModelResilience> models) {}
}
