package org.qusecnets.sweep.benchmark;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import org.qusecnets.sweep.network.Front;
import org.qusecnets.sweep.network.Input;
import org.qusecnets.sweep.network.NetworkArithmetic;

/**
 * One figure of one network.
 *
 * @param figure what is timed
 * @param input the images
 * @param front what stands in front of the network
 * @param operationsPerImage floating-point operations an image of the network's own arithmetic
 * @param imagesPerSecond of one task
 * @param torchImagesPerSecond PyTorch's, on one thread
 * @param torchRatio ours over PyTorch's
 * @param shareOfPeak of the fastest convolution's floating-point operations a second
 * @param twoTasksImagesPerSecond of two tasks together
 * @param twoTasksRatio two tasks over one
 */
record FigureRow(
    Figure figure,
    Input input,
    Front front,
    double operationsPerImage,
    double imagesPerSecond,
    double torchImagesPerSecond,
    double torchRatio,
    double shareOfPeak,
    double twoTasksImagesPerSecond,
    double twoTasksRatio) {

  static List<FigureRow> of(Results results) {
    double peak = Peak.ofOneTask(results);
    List<FigureRow> rows = new ArrayList<>();
    for (Input input : Input.values()) {
      NetworkArithmetic arithmetic = NetworkArithmetic.of(input);
      for (Front front : Front.values()) {
        for (Figure figure : Figure.values()) {
          double operations = figure.operations(arithmetic, front);
          double one = results.get(Names.figure(input, front, figure, 1));
          double two = results.get(Names.figure(input, front, figure, 2));
          double torch = results.torch(input, front, figure);
          rows.add(
              new FigureRow(
                  figure,
                  input,
                  front,
                  operations,
                  one,
                  torch,
                  one / torch,
                  one * operations / peak,
                  two,
                  two / one));
        }
      }
    }
    return rows.stream().filter(FigureRow::measured).toList();
  }

  private boolean measured() {
    return !(Double.isNaN(imagesPerSecond) && Double.isNaN(twoTasksImagesPerSecond));
  }

  static void print(List<FigureRow> rows, PrintStream out) {
    boolean torch = rows.stream().anyMatch(row -> !Double.isNaN(row.torchImagesPerSecond));
    List<String> headers = new ArrayList<>(List.of("images/s", "1 task"));
    if (torch) {
      headers.addAll(List.of("PyTorch", "ratio"));
    }
    headers.addAll(List.of("of peak", "2 tasks", "2 tasks / 1"));
    TextTable table = new TextTable(headers);
    rows.forEach(row -> table.add(row.cells(torch)));
    table.print(out);
  }

  private List<String> cells(boolean torch) {
    List<String> cells = new ArrayList<>();
    cells.add(figure.title() + ", " + Titles.of(input) + " " + Titles.of(front));
    cells.add(TextTable.number(imagesPerSecond, 0));
    if (torch) {
      cells.add(TextTable.number(torchImagesPerSecond, 0));
      cells.add(TextTable.number(torchRatio, 2));
    }
    cells.add(TextTable.percent(shareOfPeak));
    cells.add(TextTable.number(twoTasksImagesPerSecond, 0));
    cells.add(TextTable.number(twoTasksRatio, 2));
    return cells;
  }
}
