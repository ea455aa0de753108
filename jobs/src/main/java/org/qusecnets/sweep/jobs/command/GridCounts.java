package org.qusecnets.sweep.jobs.command;

import org.qusecnets.sweep.grid.Grid;
import org.qusecnets.sweep.jobs.run.Display;

/** How much a grid asks for, for people. */
final class GridCounts {
  private GridCounts() {}

  /** Such as {@code 36 cells, 6 models, 12 attack units}. */
  static String of(Grid grid) {
    return String.join(
        ", ",
        Display.counted(grid.cells().size(), "cell"),
        Display.counted(grid.models().size(), "model"),
        Display.counted(grid.units().size(), "attack unit"));
  }
}
