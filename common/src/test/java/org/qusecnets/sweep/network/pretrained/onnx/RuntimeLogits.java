package org.qusecnets.sweep.network.pretrained.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import ai.onnxruntime.OrtException;
import java.io.IOException;
import onnx.Onnx.GraphProto;
import onnx.Onnx.ModelProto;
import org.qusecnets.sweep.dataset.ImageShape;
import org.qusecnets.sweep.network.PretrainedLogits;
import org.qusecnets.sweep.network.Samples;
import org.qusecnets.sweep.network.onnx.OnnxSession;
import org.qusecnets.sweep.network.pretrained.PretrainedNetwork;

/** Networks that are read beside what ONNX Runtime computes of the same file. */
final class RuntimeLogits {
  /** As many as a model takes that is of a fixed number. */
  private static final int IMAGES = 2;

  private RuntimeLogits() {}

  /** Checks that a file's network gives the logits of ONNX Runtime; returns the network. */
  static PretrainedNetwork assertSame(byte[] file, long seed) throws IOException, OrtException {
    PretrainedNetwork network = new OnnxFormat().read(file);
    ImageShape shape = network.input();
    float[] images = Samples.randomImages(shape, IMAGES, seed);
    GraphProto graph = ModelProto.parseFrom(file).getGraph();
    String end = graph.getNode(graph.getNodeCount() - 1).getOpType();
    float[] logits = PretrainedLogits.of(network, images);
    float[] ours = end.endsWith("Softmax") ? ended(logits, network.classes(), end) : logits;
    float[] expected = outputs(file, images, shape);

    assertThat(ours).hasSameSizeAs(expected);
    for (int i = 0; i < ours.length; i++) {
      assertThat(ours[i])
          .as("logit %d of %s", i, network.hidden())
          .isCloseTo(expected[i], offset(1e-4f * Math.max(1, Math.abs(expected[i]))));
    }
    return network;
  }

  private static float[] outputs(byte[] file, float[] images, ImageShape shape)
      throws OrtException {
    try (OnnxSession session = new OnnxSession(file)) {
      long[] sides = session.inputShape();
      sides[0] = IMAGES;
      boolean channelsLast = sides.length == 4 && sides[1] != shape.channels();
      return session.outputs(channelsLast ? channelsLast(images, shape) : images, sides);
    }
  }

  private static float[] channelsLast(float[] images, ImageShape shape) {
    int plane = shape.height() * shape.width();
    float[] moved = new float[images.length];
    for (int i = 0; i < images.length; i++) {
      int image = i / shape.size();
      int channel = i % shape.size() / plane;
      moved[image * shape.size() + i % plane * shape.channels() + channel] = images[i];
    }
    return moved;
  }

  /** What a softmax at the end makes of logits, or its logarithm. */
  private static float[] ended(float[] logits, int classes, String end) {
    float[] ended = new float[logits.length];
    for (int first = 0; first < logits.length; first += classes) {
      double sum = 0;
      for (int i = first; i < first + classes; i++) {
        sum += Math.exp(logits[i]);
      }
      for (int i = first; i < first + classes; i++) {
        double logarithm = logits[i] - Math.log(sum);
        ended[i] = (float) (end.equals("LogSoftmax") ? logarithm : Math.exp(logarithm));
      }
    }
    return ended;
  }
}
