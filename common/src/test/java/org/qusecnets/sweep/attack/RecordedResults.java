package org.qusecnets.sweep.attack;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;

/** Keeps what an attack proposes, as it proposes it. */
final class RecordedResults implements AttackResults {
  final Map<Integer, float[]> images = new TreeMap<>();
  final Map<Integer, boolean[]> reused = new TreeMap<>();
  final Map<Integer, int[]> queries = new TreeMap<>();
  final Map<Integer, String[]> foundBy = new TreeMap<>();
  float[] nearest;

  @Override
  public void propose(int epsilonIndex, float[] proposed, boolean[] ofSmaller) {
    assertThat(images.put(epsilonIndex, proposed.clone())).as("second proposal").isNull();
    reused.put(epsilonIndex, ofSmaller.clone());
  }

  @Override
  public void queries(int epsilonIndex, int[] asked) {
    assertThat(images).as("told too late").doesNotContainKey(epsilonIndex);
    queries.put(epsilonIndex, asked.clone());
  }

  @Override
  public void foundBy(int epsilonIndex, String[] parts) {
    assertThat(images).as("told too late").doesNotContainKey(epsilonIndex);
    foundBy.put(epsilonIndex, parts.clone());
  }

  @Override
  public void proposeNearest(float[] proposed) {
    assertThat(nearest).as("second proposal").isNull();
    nearest = proposed.clone();
  }
}
