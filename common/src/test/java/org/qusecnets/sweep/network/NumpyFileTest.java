package org.qusecnets.sweep.network;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class NumpyFileTest {
  @Test
  void readsWhatNd4jWrites() {
    float[][] values = {{1, 2, 3}, {4, 5, 6}};

    INDArray read = NumpyFile.read(Nd4j.toNpyByteArray(Nd4j.createFromArray(values)));

    assertThat(read.toFloatMatrix()).isDeepEqualTo(values);
  }
}
