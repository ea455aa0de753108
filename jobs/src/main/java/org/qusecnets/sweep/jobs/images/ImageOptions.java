package org.qusecnets.sweep.jobs.images;

import java.util.List;

/**
 * Which images are exported.
 *
 * @param cells ids of cells, or only {@link #ALL}
 * @param pictures of how many images of each cell, from the first on, to write PNG files besides
 */
public record ImageOptions(List<String> cells, int pictures) {
  /** Stands for the ids of all cells that are complete. */
  public static final String ALL = "all";

  /** Copies the list, in which each cell counts once. */
  public ImageOptions {
    cells = cells.stream().distinct().toList();
    if (pictures < 0) {
      throw new IllegalArgumentException("no number of pictures: " + pictures);
    }
  }
}
