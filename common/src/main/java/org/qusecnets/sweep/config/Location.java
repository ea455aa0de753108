package org.qusecnets.sweep.config;

import java.util.Comparator;

/**
 * Where a user wrote something.
 *
 * @param rank 0 for the configuration file, 1 for files it includes, more for overrides
 * @param source a file, or an override as it stands on the command line
 * @param line line of the file, from 1; 0 for the whole of it
 */
record Location(int rank, String source, int line) implements Comparable<Location> {
  private static final Comparator<Location> ORDER =
      Comparator.comparingInt(Location::rank)
          .thenComparing(Location::source)
          .thenComparingInt(Location::line);

  @Override
  public int compareTo(Location other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return line > 0 ? source + ":" + line : source;
  }
}
