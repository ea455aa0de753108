package org.qusecnets.sweep.plan;

import java.util.LongSummaryStatistics;
import org.qusecnets.sweep.grid.Cell;
import org.qusecnets.sweep.grid.CertifiedCell;
import org.qusecnets.sweep.grid.DatasetOptions;
import org.qusecnets.sweep.grid.Grid;
import org.qusecnets.sweep.grid.ModelSpecification;

/**
 * About how much of a disk results take, in bytes, as sweeps of MNIST and CIFAR-10 did.
 *
 * @param models the models' archives
 * @param largest the largest file: a model, or a file of the table of images
 * @param receipts what tables are made of
 * @param tables one publication; while a sweep that has grown publishes there are two
 */
public record DiskEstimate(long models, long largest, long receipts, long tables) {
  private static final int RECEIPT_OF_AN_IMAGE = 60;
  private static final int ROW_OF_AN_IMAGE = 25;

  /** How many rows the table of images has in one file; the last one may have twice as many. */
  public static final long ROWS_A_FILE = 250_000;

  /** Clean and adversarial pixels as float32, compressed to about half. */
  private static final int PICTURE_OF_A_VALUE = 4;

  /** Of a grid. */
  public static DiskEstimate of(Grid grid) {
    LongSummaryStatistics models =
        grid.models().stream().mapToLong(DiskEstimate::model).summaryStatistics();
    long images = 0;
    long pictured = 0;
    for (Cell cell : grid.cells()) {
      int tested = cell.dataset().testImages();
      images += tested;
      pictured +=
          (long) Math.min(tested, grid.evaluation().pictures())
              * cell.dataset().shape().size()
              * PICTURE_OF_A_VALUE;
    }
    for (CertifiedCell cell : grid.certifiedCells()) {
      images += cell.obstacle().isPresent() ? 0 : cell.dataset().testImages();
    }
    return new DiskEstimate(
        models.getSum(),
        Math.max(models.getMax(), (images * ROW_OF_AN_IMAGE + pictured) / files(images)),
        images * RECEIPT_OF_AN_IMAGE + pictured,
        images * ROW_OF_AN_IMAGE + pictured);
  }

  /** Into how many files the table of images is written. */
  private static long files(long images) {
    return Math.max(1, images / ROWS_A_FILE);
  }

  /** All of it. */
  public long total() {
    return models + receipts + tables;
  }

  /** Four bytes a parameter. */
  private static long model(ModelSpecification model) {
    DatasetOptions dataset = model.dataset();
    long parameters =
        model.recipe().network().architecture().parameters(dataset.shape(), dataset.classes());
    return parameters * Float.BYTES;
  }
}
