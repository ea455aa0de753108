package org.qusecnets.sweep.network.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.FloatBuffer;
import java.util.Map;
import org.qusecnets.sweep.dataset.ImageShape;

/** A model in ONNX Runtime. */
final class OnnxSession implements AutoCloseable {
  private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
  private final OrtSession session;

  OnnxSession(byte[] model) throws OrtException {
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(1);
      session = environment.createSession(model, options);
    }
  }

  OrtSession session() {
    return session;
  }

  /** The logits of images, one row after another. */
  float[] logits(float[] images, ImageShape shape) throws OrtException {
    long count = images.length / shape.size();
    long[] sides = {count, shape.channels(), shape.height(), shape.width()};
    try (OnnxTensor tensor = OnnxTensor.createTensor(environment, FloatBuffer.wrap(images), sides);
        OrtSession.Result result = session.run(Map.of("images", tensor))) {
      OnnxTensor logits = (OnnxTensor) result.get("logits").orElseThrow();
      float[] values = new float[logits.getFloatBuffer().remaining()];
      logits.getFloatBuffer().get(values);
      return values;
    }
  }

  @Override
  public void close() throws OrtException {
    session.close();
  }
}
