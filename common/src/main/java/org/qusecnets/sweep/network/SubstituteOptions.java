package org.qusecnets.sweep.network;

import java.io.Serializable;
import java.util.SortedMap;
import java.util.TreeMap;
import org.qusecnets.sweep.options.Options;

/** Stand-in. */
public record SubstituteOptions(int holdOut, int rounds, double lambda) implements Serializable {
  public static SubstituteOptions defaults() {
    return new SubstituteOptions(150, 6, 0.1);
  }

  public static SubstituteOptions read(Options options) {
    return new SubstituteOptions(
        options.integer("hold-out", 150),
        options.integer("rounds", 6),
        options.number("lambda", 0.1));
  }

  public SortedMap<String, Object> parameters() {
    SortedMap<String, Object> parameters = new TreeMap<>();
    parameters.put("hold-out", holdOut);
    parameters.put("rounds", rounds);
    parameters.put("lambda", lambda);
    return parameters;
  }

  public long queries() {
    return (long) holdOut << (rounds - 1);
  }

  /** Images shown to the substitute in all epochs. */
  public long trainingImages() {
    return 10 * (((long) holdOut << rounds) - holdOut);
  }

  public int totalEpochs() {
    return rounds * 10;
  }

  public ModelRecipe recipe() {
    return ModelRecipe.undefended(NetworkOptions.defaults(), TrainingOptions.defaults());
  }
}
