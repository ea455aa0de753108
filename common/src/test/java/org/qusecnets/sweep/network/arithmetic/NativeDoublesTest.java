package org.qusecnets.sweep.network.arithmetic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NativeDoublesTest {
  @ParameterizedTest
  @CsvSource({"1, 7, 5", "4, 1, 3", "13, 64, 9", "64, 33, 130"})
  void productsAreThoseOfSumsOneByOne(int rows, int depth, int columns) {
    Random random = new Random(rows);
    double[] left = random.doubles((long) rows * depth, -1, 1).toArray();
    double[] right = random.doubles((long) depth * columns, -1, 1).toArray();
    double[] expected = new double[rows * columns];
    for (int r = 0; r < rows; r++) {
      for (int c = 0; c < columns; c++) {
        for (int d = 0; d < depth; d++) {
          expected[r * columns + c] += left[r * depth + d] * right[d * columns + c];
        }
      }
    }
    double[] found = new double[expected.length];
    try (NativeDoubles product = new NativeDoubles();
        NativeDoubles plain = new NativeDoubles(left);
        NativeDoubles turned = new NativeDoubles(transposed(left, rows, depth));
        NativeDoubles other = new NativeDoubles(right);
        NativeDoubles otherTurned = new NativeDoubles(transposed(right, depth, columns))) {
      product.reserve(found.length);
      product.setProduct(turned, other, rows, depth, columns);
      product.read(0, found, 0, found.length);
      assertThat(found).containsExactly(expected, within(1e-12));
      product.setProductByTransposed(plain, otherTurned, rows, depth, columns);
      product.read(0, found, 0, found.length);
      assertThat(found).containsExactly(expected, within(1e-12));
    }
  }

  private static double[] transposed(double[] matrix, int rows, int columns) {
    double[] transposed = new double[matrix.length];
    for (int i = 0; i < matrix.length; i++) {
      transposed[i % columns * rows + i / columns] = matrix[i];
    }
    return transposed;
  }
}
