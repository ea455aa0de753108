package org.qusecnets.sweep.network.arithmetic;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;

/** Matrix products that depend on the number of images, kept for the numbers last used. */
final class PreparedProducts implements AutoCloseable {
  private static final int KEPT = 8;

  private final IntFunction<List<MatrixProduct>> preparation;
  private final Map<Integer, List<MatrixProduct>> prepared = new LinkedHashMap<>(KEPT, 1f, true);

  /**
   * Nothing prepared yet.
   *
   * @param preparation the products for a number of images
   */
  PreparedProducts(IntFunction<List<MatrixProduct>> preparation) {
    this.preparation = preparation;
  }

  /** Computes all products for {@code count} images. */
  void compute(int count) {
    at(count).forEach(MatrixProduct::compute);
  }

  /** Computes one of the products for {@code count} images. */
  void compute(int count, int product) {
    at(count).get(product).compute();
  }

  private List<MatrixProduct> at(int count) {
    List<MatrixProduct> products = prepared.get(count);
    if (products == null) {
      if (prepared.size() == KEPT) {
        release(prepared.remove(prepared.keySet().iterator().next()));
      }
      products = preparation.apply(count);
      prepared.put(count, products);
    }
    return products;
  }

  private static void release(List<MatrixProduct> products) {
    products.forEach(MatrixProduct::close);
  }

  @Override
  public void close() {
    prepared.values().forEach(PreparedProducts::release);
    prepared.clear();
  }
}
