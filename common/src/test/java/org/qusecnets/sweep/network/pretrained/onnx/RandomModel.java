package org.qusecnets.sweep.network.pretrained.onnx;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** A model of random layers, each of which has a way to be said in layers of ours. */
final class RandomModel {
  private static final int CLASSES = 3;

  private final Random random;
  private final OnnxModel model;
  private String value = OnnxModel.INPUT;
  private int channels;
  private int rows;
  private int columns;

  private RandomModel(long seed) {
    random = new Random(seed);
    channels = between(1, 4);
    rows = between(5, 10);
    columns = between(5, 10);
    model = new OnnxModel(17, seed, channels, rows, columns);
  }

  /** The model of a seed. */
  static byte[] of(long seed) {
    RandomModel made = new RandomModel(seed);
    int layers = made.between(2, 7);
    for (int i = 0; i < layers; i++) {
      made.layer();
    }
    return made.end();
  }

  private int between(int least, int most) {
    return least + random.nextInt(most - least + 1);
  }

  private void layer() {
    switch (random.nextInt(9)) {
      case 0, 1, 2 -> convolve();
      case 3 -> normalize();
      case 4, 5 -> value = function(value);
      case 6 -> pool();
      case 7 -> arithmetic();
      default -> block();
    }
  }

  private void convolve() {
    int kernelRows = between(1, Math.min(3, rows));
    int kernelColumns = between(1, Math.min(3, columns));
    Map<String, Object> attributes = new HashMap<>();
    boolean isStrided = random.nextInt(3) == 0;
    int stride = isStrided ? 2 : 1;
    attributes.put("strides", List.of(stride, stride));
    int dilation = kernelRows * 2 <= rows && kernelColumns * 2 <= columns ? between(1, 2) : 1;
    int above = 0;
    int before = 0;
    int below = 0;
    int behind = 0;
    String padded = value;
    switch (random.nextInt(4)) {
      case 0 -> {
        int both = between(0, 2);
        above = both;
        before = both;
        below = both;
        behind = both;
      }
      case 1 -> {
        // Of zeros that are even with gaps no kernel makes up for others.
        dilation = 1;
        above = between(0, 2);
        before = between(0, 2);
        below = between(0, 2);
        behind = between(0, 2);
      }
      case 2 -> {
        dilation = 1;
        above = between(0, 2);
        behind = between(0, 2);
        padded = model.node("Pad", value, model.row(0, 0, above, 0, 0, 0, 0, behind));
      }
      default -> {
        dilation = 1;
        attributes.put("auto_pad", random.nextBoolean() ? "SAME_UPPER" : "SAME_LOWER");
      }
    }
    attributes.put("dilations", List.of(dilation, dilation));
    boolean isAutomatic = attributes.containsKey("auto_pad");
    if (padded.equals(value) && !isAutomatic) {
      attributes.put("pads", List.of(above, before, below, behind));
    }
    boolean isDepthwise = random.nextInt(3) == 0;
    int filters = isDepthwise ? channels * between(1, 2) : between(1, 4);
    attributes.put("group", isDepthwise ? channels : 1);
    String weights = model.weights(filters, isDepthwise ? 1 : channels, kernelRows, kernelColumns);
    value =
        random.nextBoolean()
            ? model.node("Conv", attributes, padded, weights, model.weights(filters))
            : model.node("Conv", attributes, padded, weights);
    channels = filters;
    rows =
        isAutomatic
            ? (rows + stride - 1) / stride
            : (rows + above + below - (kernelRows - 1) * dilation - 1) / stride + 1;
    columns =
        isAutomatic
            ? (columns + stride - 1) / stride
            : (columns + before + behind - (kernelColumns - 1) * dilation - 1) / stride + 1;
  }

  private void normalize() {
    value =
        model.node(
            "BatchNormalization",
            Map.of("epsilon", 1e-3),
            value,
            model.weights(channels),
            model.weights(channels),
            model.weights(channels),
            model.positive(channels));
  }

  private String function(String of) {
    return switch (random.nextInt(9)) {
      case 0 -> model.node("Relu", of);
      case 1 -> model.node("LeakyRelu", Map.of("alpha", 0.2), of);
      case 2 -> model.node("Elu", Map.of("alpha", 0.5), of);
      case 3 -> model.node("Sigmoid", of);
      case 4 -> model.node("Softplus", of);
      case 5 -> model.node("Clip", of, model.number(0), model.number(0.7));
      case 6 -> model.node("PRelu", of, model.number(0.25));
      case 7 -> gelu(of);
      default -> model.node("Tanh", of);
    };
  }

  private String gelu(String of) {
    String erf = model.node("Erf", model.node("Div", of, model.number(Math.sqrt(2))));
    String half = model.node("Mul", model.number(0.5), of);
    return random.nextBoolean()
        ? model.node("Mul", half, model.node("Add", erf, model.number(1)))
        : model.node(
            "Mul",
            of,
            model.node("Mul", model.node("Add", model.number(1), erf), model.number(0.5)));
  }

  private void pool() {
    int kernel = Math.min(between(1, 3), Math.min(rows, columns));
    int pad = kernel == 1 ? 0 : between(0, 1);
    Map<String, Object> attributes = new HashMap<>();
    attributes.put("kernel_shape", List.of(kernel, kernel));
    attributes.put("strides", List.of(1, 2));
    if (random.nextInt(3) == 0) {
      attributes.put("auto_pad", "SAME_UPPER");
      columns = (columns + 1) / 2;
    } else {
      attributes.put("pads", List.of(pad, pad, pad, pad));
      rows = rows + 2 * pad - kernel + 1;
      columns = (columns + 2 * pad - kernel) / 2 + 1;
    }
    if (random.nextBoolean()) {
      value = model.node("MaxPool", attributes, value);
    } else {
      attributes.put("count_include_pad", random.nextInt(2));
      value = model.node("AveragePool", attributes, value);
    }
  }

  private void arithmetic() {
    String constant = random.nextBoolean() ? model.number(0.7) : model.positive(channels, 1, 1);
    value =
        switch (random.nextInt(5)) {
          case 0 -> model.node("Add", value, constant);
          case 1 -> model.node("Sub", constant, value);
          case 2 -> model.node("Mul", constant, value);
          case 3 -> model.node("Sub", value, constant);
          default -> model.node("Div", value, constant);
        };
  }

  private void block() {
    Map<String, ?> same = Map.of("auto_pad", "SAME_UPPER");
    String body = value;
    for (int i = between(1, 2); i > 0; i--) {
      body = model.node("Conv", same, body, model.weights(channels, channels, 3, 3));
      body = random.nextBoolean() ? function(body) : body;
    }
    String beside =
        switch (random.nextInt(3)) {
          case 0 -> model.node("Conv", value, model.weights(channels, channels, 1, 1));
          case 1 -> function(value);
          default -> value;
        };
    value =
        random.nextBoolean() ? model.node("Add", body, beside) : model.node("Sum", beside, body);
  }

  private byte[] end() {
    int size = channels * rows * columns;
    String flat =
        switch (random.nextInt(5)) {
          case 0 -> model.node("Flatten", value);
          case 1 -> model.node("Reshape", value, model.row(0, -1));
          case 2 -> {
            // Channels last, with an activation on the way.
            String last = model.node("Transpose", Map.of("perm", List.of(0, 2, 3, 1)), value);
            yield model.node("Flatten", model.node("Tanh", last));
          }
          case 3 -> {
            size = channels;
            yield model.node("Flatten", model.node("GlobalAveragePool", value));
          }
          default -> {
            size = channels;
            yield model.node("ReduceMean", Map.of("axes", List.of(-1, -2), "keepdims", 0), value);
          }
        };
    if (random.nextInt(3) == 0) {
      flat = model.node("Sub", flat, model.weights(1, size));
    }
    String logits = model.node("MatMul", flat, model.weights(size, CLASSES));
    return model.file(
        random.nextBoolean() ? model.node("Add", logits, model.weights(CLASSES)) : logits, CLASSES);
  }
}
