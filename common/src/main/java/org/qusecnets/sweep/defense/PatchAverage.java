package org.qusecnets.sweep.defense;

/**
 * The means of non-local means for grey levels.
 *
 * <p>One step of the search window after another is taken for the whole image, so that sums over
 * patches are running sums: each pixel's costs a few additions, whatever the size of a patch.
 */
final class PatchAverage {
  private final PatchWeights weights;
  private final int patch;
  private final int half;
  private final int height;
  private final int width;
  private final int[] rows;
  private final int[] columns;

  PatchAverage(PatchWeights weights, int height, int width) {
    this.weights = weights;
    this.patch = weights.patch();
    this.half = weights.search() / 2;
    this.height = height;
    this.width = width;
    this.rows = mirrored(height);
    this.columns = mirrored(width);
  }

  /**
   * The denoised channels.
   *
   * @param channels the channels, which have their weights in common
   */
  int[][] of(int[]... channels) {
    int[][] extended = new int[channels.length][];
    for (int channel = 0; channel < channels.length; channel++) {
      extended[channel] = extended(channels[channel]);
    }
    int[][] sums = new int[channels.length][height * width];
    int[] total = new int[height * width];
    int[] squares = new int[(height + patch - 1) * (width + patch - 1)];
    for (int down = -half; down <= half; down++) {
      for (int across = -half; across <= half; across++) {
        int step = down * columns.length + across;
        square(extended, step, squares);
        add(extended, step, squares, sums, total);
      }
    }
    for (int[] sum : sums) {
      for (int i = 0; i < sum.length; i++) {
        sum[i] = (int) (((long) sum[i] + total[i] / 2) / total[i]);
      }
    }
    return sums;
  }

  /** Squared differences between pixels and those a step on, as far as patches reach. */
  private void square(int[][] extended, int step, int[] squares) {
    int across = width + patch - 1;
    for (int row = 0; row < height + patch - 1; row++) {
      int start = (row + half) * columns.length + half;
      int target = row * across;
      for (int channel = 0; channel < extended.length; channel++) {
        int[] levels = extended[channel];
        for (int i = 0; i < across; i++) {
          int difference = levels[start + i] - levels[start + i + step];
          int before = channel == 0 ? 0 : squares[target + i];
          squares[target + i] = before + difference * difference;
        }
      }
    }
  }

  /** Adds the pixels that one step leads to. */
  private void add(int[][] extended, int step, int[] squares, int[][] sums, int[] total) {
    int across = width + patch - 1;
    int[] columnSums = new int[across];
    for (int row = 0; row < patch - 1; row++) {
      for (int i = 0; i < across; i++) {
        columnSums[i] += squares[row * across + i];
      }
    }
    for (int row = 0; row < height; row++) {
      int leaving = row * across;
      int entering = leaving + (patch - 1) * across;
      for (int i = 0; i < across; i++) {
        columnSums[i] += squares[entering + i];
      }
      addRow(row, columnSums, extended, step, sums, total);
      for (int i = 0; i < across; i++) {
        columnSums[i] -= squares[leaving + i];
      }
    }
  }

  private void addRow(
      int row, int[] columnSums, int[][] extended, int step, int[][] sums, int[] total) {
    int[] rowWeights = new int[width];
    int sum = 0;
    for (int i = 0; i < patch - 1; i++) {
      sum += columnSums[i];
    }
    for (int i = 0; i < width; i++) {
      sum += columnSums[i + patch - 1];
      rowWeights[i] = weights.of(sum);
      sum -= columnSums[i];
    }
    int margin = half + patch / 2;
    int source = (row + margin) * columns.length + margin + step;
    int target = row * width;
    for (int i = 0; i < width; i++) {
      total[target + i] += rowWeights[i];
    }
    for (int channel = 0; channel < sums.length; channel++) {
      int[] channelSums = sums[channel];
      int[] levels = extended[channel];
      for (int i = 0; i < width; i++) {
        channelSums[target + i] += rowWeights[i] * levels[source + i];
      }
    }
  }

  /** The channel with as much beyond its borders as patches reach. */
  private int[] extended(int[] channel) {
    int[] extended = new int[rows.length * columns.length];
    for (int row = 0; row < rows.length; row++) {
      for (int column = 0; column < columns.length; column++) {
        extended[row * columns.length + column] = channel[rows[row] * width + columns[column]];
      }
    }
    return extended;
  }

  /** Rows or columns of the extended channel: mirrored at the border, which is not repeated. */
  private int[] mirrored(int length) {
    int margin = half + patch / 2;
    int period = Math.max(1, 2 * length - 2);
    int[] places = new int[length + 2 * margin];
    for (int i = 0; i < places.length; i++) {
      int place = Math.floorMod(i - margin, period);
      places[i] = Math.min(place, period - place);
    }
    return places;
  }
}
