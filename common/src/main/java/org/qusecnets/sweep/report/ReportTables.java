package org.qusecnets.sweep.report;

import java.util.List;
import java.util.Map;
import org.qusecnets.sweep.table.CellRow;
import org.qusecnets.sweep.table.CertifiedRow;
import org.qusecnets.sweep.table.ExampleRow;
import org.qusecnets.sweep.table.ImageColumns;
import org.qusecnets.sweep.table.ModelRow;
import org.qusecnets.sweep.table.WorstCaseRow;

/**
 * What a report is made of.
 *
 * @param origin which sweep it is
 * @param cells rows in the table's order, at most {@link #MAXIMUM_CELLS}
 * @param failed rows of cells that are not complete and not of a benchmark of the scheduler, at
 *     most {@link #MAXIMUM_FAILED}
 * @param worstCase rows in the table's order, at most {@link #MAXIMUM_CELLS}
 * @param certified likewise
 * @param models rows in the table's order, at most {@link #MAXIMUM_MODELS}
 * @param datasets what the images of each dataset of all models are, by its name
 * @param examples rows with pictures, at most {@link #MAXIMUM_PICTURES}
 * @param curves what breaking each image took
 * @param claims rows of the table of claims by column, empty if there is none
 */
public record ReportTables(
    Origin origin,
    List<CellRow> cells,
    List<CellRow> failed,
    List<WorstCaseRow> worstCase,
    List<CertifiedRow> certified,
    List<ModelRow> models,
    Map<String, ImageColumns> datasets,
    List<ExampleRow> examples,
    List<ImageCurve> curves,
    List<Map<String, Object>> claims) {
  /** Cells that a page shows at most. */
  public static final int MAXIMUM_CELLS = 20_000;

  /** Failed cells that a page lists at most. */
  public static final int MAXIMUM_FAILED = 500;

  /** Models that a page lists at most. */
  public static final int MAXIMUM_MODELS = 2_000;

  /** Rows of examples of which a page shows pictures at most. */
  public static final int MAXIMUM_PICTURES = 400;

  /**
   * Which sweep it is.
   *
   * @param name the sweep's
   * @param folder where its results are, as users name it
   * @param publication which publication of its tables this is
   * @param published when, ISO 8601
   * @param version of the program that published them
   * @param cells number of cells by status
   * @param models number of models
   */
  public record Origin(
      String name,
      String folder,
      String publication,
      String published,
      String version,
      Map<String, Long> cells,
      long models) {}

  /**
   * Checks the numbers of rows.
   *
   * @throws IllegalArgumentException if there are more than a page takes
   */
  public ReportTables {
    check("cells", cells, MAXIMUM_CELLS);
    check("failed cells", failed, MAXIMUM_FAILED);
    check("rows of the worst case", worstCase, MAXIMUM_CELLS);
    check("certified cells", certified, MAXIMUM_CELLS);
    check("models", models, MAXIMUM_MODELS);
    check("examples", examples, MAXIMUM_PICTURES);
  }

  private static void check(String what, List<?> rows, int most) {
    if (rows.size() > most) {
      throw new IllegalArgumentException(rows.size() + " " + what + " are more than " + most);
    }
  }
}
