package org.qusecnets.sweep.evaluation;

import org.qusecnets.sweep.attack.AttackResults;

/** What an attack proposes for one image that it attacks by itself. */
final class ProposedImage implements AttackResults {
  private final int[][] queries;
  private final String[][] parts;
  private final float[][] images;
  private final boolean[][] reused;
  private float[] nearest;

  /**
   * Nothing proposed yet.
   *
   * @param epsilons number of epsilons
   */
  ProposedImage(int epsilons) {
    queries = new int[epsilons][];
    parts = new String[epsilons][];
    images = new float[epsilons][];
    reused = new boolean[epsilons][];
  }

  @Override
  public void queries(int epsilonIndex, int[] asked) {
    queries[epsilonIndex] = asked.clone();
  }

  @Override
  public void foundBy(int epsilonIndex, String[] names) {
    parts[epsilonIndex] = names.clone();
  }

  @Override
  public void propose(int epsilonIndex, float[] proposals, boolean[] again) {
    images[epsilonIndex] = proposals.clone();
    reused[epsilonIndex] = again.clone();
  }

  @Override
  public void proposeNearest(float[] proposals) {
    nearest = proposals.clone();
  }

  /** Whether it tells queries. */
  boolean hasQueries(int epsilonIndex) {
    return queries[epsilonIndex] != null;
  }

  /** The queries of an epsilon; 0 where nothing was found or told. */
  int queries(int epsilonIndex) {
    return hasQueries(epsilonIndex) ? queries[epsilonIndex][0] : 0;
  }

  /** Whether it tells parts. */
  boolean hasParts(int epsilonIndex) {
    return parts[epsilonIndex] != null;
  }

  /** The part that found what is proposed for an epsilon; null where none did or it is not told. */
  String part(int epsilonIndex) {
    return hasParts(epsilonIndex) ? parts[epsilonIndex][0] : null;
  }

  /** Whether there is one image for all epsilons. */
  boolean isNearest() {
    return nearest != null;
  }

  /** What is proposed for an epsilon, [channels, height, width]. */
  float[] image(int epsilonIndex) {
    return isNearest() ? nearest : images[epsilonIndex];
  }

  /** Whether it tells what it reuses. */
  boolean hasReused(int epsilonIndex) {
    return reused[epsilonIndex].length > 0;
  }

  /** Whether what is proposed for an epsilon was found at a smaller one. */
  boolean reused(int epsilonIndex) {
    return hasReused(epsilonIndex) && reused[epsilonIndex][0];
  }
}
