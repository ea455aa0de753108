package org.qusecnets.sweep.jobs.command;

import org.qusecnets.sweep.grid.Grid;
import org.qusecnets.sweep.jobs.run.Display;

/** How much a grid asks for, for people. */
final class GridCounts {
  private GridCounts() {}

  /** Such as {@code 36 cells, 6 models, 12 attack units}; certificates where there are any. */
  static String of(Grid grid) {
    String counts =
        String.join(
            ", ",
            Display.counted(grid.cells().size(), "cell"),
            Display.counted(grid.models().size(), "model"),
            Display.counted(grid.units().size(), "attack unit"));
    return grid.certifiedCells().isEmpty()
        ? counts
        : counts
            + ", "
            + Display.counted(grid.certifiedCells().size(), "certified cell")
            + " in "
            + Display.counted(grid.certificateUnits().size(), "unit");
  }
}
