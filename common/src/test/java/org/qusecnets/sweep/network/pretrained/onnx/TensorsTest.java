package org.qusecnets.sweep.network.pretrained.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.stream.Stream;
import onnx.Onnx.TensorProto;
import onnx.Onnx.TensorProto.DataType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.shade.protobuf.ByteString;
import org.qusecnets.sweep.network.pretrained.UnreadableNetwork;

/** Numbers in the forms that a file may have them in. */
class TensorsTest {
  /** Numbers that 16 bits of either kind hold. */
  private static final float[] NUMBERS = {1, -2.5f, 0, 0x1p-14f};

  private static final short[] HALVES = {0x3c00, (short) 0xc100, 0, 0x0400};
  private static final short[] BRAINS = {0x3f80, (short) 0xc020, 0, 0x3880};

  static Stream<Arguments> forms() {
    return Stream.of(
        Arguments.of("bytes of float32", tensor(DataType.FLOAT).setRawData(bytes(DataType.FLOAT))),
        Arguments.of(
            "a list of float32",
            tensor(DataType.FLOAT).addAllFloatData(List.of(1f, -2.5f, 0f, 0x1p-14f))),
        Arguments.of(
            "bytes of float64", tensor(DataType.DOUBLE).setRawData(bytes(DataType.DOUBLE))),
        Arguments.of(
            "a list of float64",
            tensor(DataType.DOUBLE).addAllDoubleData(List.of(1.0, -2.5, 0.0, 0x1p-14))),
        Arguments.of(
            "bytes of float16", tensor(DataType.FLOAT16).setRawData(bytes(DataType.FLOAT16))),
        Arguments.of(
            "a list of float16",
            tensor(DataType.FLOAT16).addAllInt32Data(List.of(0x3c00, 0xc100, 0, 0x0400))),
        Arguments.of(
            "bytes of bfloat16", tensor(DataType.BFLOAT16).setRawData(bytes(DataType.BFLOAT16))),
        Arguments.of(
            "a list of bfloat16",
            tensor(DataType.BFLOAT16).addAllInt32Data(List.of(0x3f80, 0xc020, 0, 0x3880))));
  }

  private static TensorProto.Builder tensor(DataType type) {
    return TensorProto.newBuilder().setDataType(type.getNumber()).addDims(2).addDims(2);
  }

  private static ByteString bytes(DataType type) {
    ByteBuffer bytes = ByteBuffer.allocate(64).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < NUMBERS.length; i++) {
      switch (type) {
        case FLOAT -> bytes.putFloat(NUMBERS[i]);
        case DOUBLE -> bytes.putDouble(NUMBERS[i]);
        case FLOAT16 -> bytes.putShort(HALVES[i]);
        default -> bytes.putShort(BRAINS[i]);
      }
    }
    return ByteString.copyFrom(bytes.flip());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("forms")
  void realNumbersAreTheSameInEveryForm(String form, TensorProto.Builder tensor)
      throws UnreadableNetwork {
    Constant read = Tensors.read(tensor.build(), new Budget(0));

    assertThat(read)
        .isInstanceOfSatisfying(
            Constant.Floats.class,
            floats -> {
              assertThat(floats.dims()).containsExactly(2, 2);
              assertThat(floats.values()).containsExactly(NUMBERS);
            });
  }

  @Test
  void halfPrecisionHasNumbersBelowItsUsualOnesAndBeyondAll() throws UnreadableNetwork {
    Constant read =
        Tensors.read(
            TensorProto.newBuilder()
                .setDataType(DataType.FLOAT16.getNumber())
                .addDims(4)
                .addAllInt32Data(List.of(0x0001, 0x83ff, 0x7bff, 0xfc00))
                .build(),
            new Budget(0));

    assertThat(((Constant.Floats) read).values())
        .containsExactly(0x1p-24f, -1023 * 0x1p-24f, 65_504, Float.NEGATIVE_INFINITY);
  }

  @Test
  void integersAreTheSameInEveryForm() throws UnreadableNetwork {
    ByteBuffer longs =
        ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN).putLong(-1).putLong(7);
    ByteBuffer integers =
        ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putInt(-1).putInt(7);
    List<TensorProto.Builder> forms =
        List.of(
            row(DataType.INT64).setRawData(ByteString.copyFrom(longs.flip())),
            row(DataType.INT64).addInt64Data(-1).addInt64Data(7),
            row(DataType.INT32).setRawData(ByteString.copyFrom(integers.flip())),
            row(DataType.INT32).addInt32Data(-1).addInt32Data(7));
    for (TensorProto.Builder form : forms) {
      Constant read = Tensors.read(form.build(), new Budget(0));

      assertThat(((Constant.Integers) read).values()).containsExactly(-1, 7);
    }
  }

  private static TensorProto.Builder row(DataType type) {
    return TensorProto.newBuilder().setDataType(type.getNumber()).addDims(2);
  }
}
