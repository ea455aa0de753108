package org.qusecnets.sweep.network.onnx;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.util.Map;
import java.util.stream.IntStream;
import org.qusecnets.sweep.dataset.ImageShape;

/** A model of one input and one output in ONNX Runtime. */
public final class OnnxSession implements AutoCloseable {
  private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
  private final OrtSession session;

  /** The session of a file. */
  public OnnxSession(byte[] model) throws OrtException {
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(1);
      session = environment.createSession(model, options);
    }
  }

  OrtSession session() {
    return session;
  }

  /** The shape of what it takes; -1 where it is open. */
  public long[] inputShape() throws OrtException {
    return input().getShape();
  }

  private TensorInfo input() throws OrtException {
    return (TensorInfo) session.getInputInfo().values().iterator().next().getInfo();
  }

  /** The logits of images, one row after another. */
  float[] logits(float[] images, ImageShape shape) throws OrtException {
    long count = images.length / shape.size();
    return outputs(images, count, shape.channels(), shape.height(), shape.width());
  }

  /** What comes out, in C order. */
  public float[] outputs(float[] values, long... sides) throws OrtException {
    String name = session.getInputNames().iterator().next();
    try (OnnxTensor tensor = tensor(values, sides);
        OrtSession.Result result = session.run(Map.of(name, tensor))) {
      OnnxTensor output = (OnnxTensor) result.get(0);
      if (output.getInfo().type == OnnxJavaType.DOUBLE) {
        DoubleBuffer doubles = output.getDoubleBuffer();
        float[] rounded = new float[doubles.remaining()];
        for (int i = 0; i < rounded.length; i++) {
          rounded[i] = (float) doubles.get();
        }
        return rounded;
      }
      float[] floats = new float[output.getFloatBuffer().remaining()];
      output.getFloatBuffer().get(floats);
      return floats;
    }
  }

  private OnnxTensor tensor(float[] values, long... sides) throws OrtException {
    if (input().type == OnnxJavaType.DOUBLE) {
      double[] doubles = IntStream.range(0, values.length).mapToDouble(i -> values[i]).toArray();
      return OnnxTensor.createTensor(environment, DoubleBuffer.wrap(doubles), sides);
    }
    return OnnxTensor.createTensor(environment, FloatBuffer.wrap(values), sides);
  }

  @Override
  public void close() throws OrtException {
    session.close();
  }
}
