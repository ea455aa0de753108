package org.qusecnets.sweep.network.pretrained.onnx;

import onnx.Onnx.ModelProto;
import org.nd4j.shade.protobuf.Descriptors.Descriptor;
import org.nd4j.shade.protobuf.Descriptors.FieldDescriptor;
import org.qusecnets.sweep.network.pretrained.UnreadableNetwork;

/**
 * How many fields a file's message has, before it is taken apart: each becomes an object of many
 * times its size.
 *
 * @see <a href="https://protobuf.dev/programming-guides/encoding/">Protocol Buffers: Encoding</a>
 */
final class MessageLimits {
  private static final int MOST_FIELDS = 2_000_000;
  private static final int DEEPEST = 24;

  private final byte[] file;
  private int place;
  private int fields;

  private MessageLimits(byte[] file) {
    this.file = file;
  }

  /**
   * Counts what is in a file.
   *
   * @throws UnreadableNetwork if that is too much, or no message of the kind
   */
  static void check(byte[] file) throws UnreadableNetwork {
    new MessageLimits(file).message(ModelProto.getDescriptor(), file.length, 0);
  }

  private void message(Descriptor kind, int end, int depth) throws UnreadableNetwork {
    if (depth > DEEPEST) {
      throw new UnreadableNetwork(
          "has parts within parts, more than %d deep".formatted(DEEPEST),
          "export the network without control flow");
    }
    while (place < end) {
      fields++;
      if (fields > MOST_FIELDS) {
        throw new UnreadableNetwork(
            "has more than %,d entries".formatted(MOST_FIELDS), "export a smaller network");
      }
      long tag = number(end);
      switch ((int) (tag & 7)) {
        case 0 -> number(end);
        case 1 -> skip(Long.BYTES, end);
        case 2 -> {
          long length = number(end);
          if (length < 0 || length > end - place) {
            throw damaged();
          }
          FieldDescriptor field = kind.findFieldByNumber((int) (tag >>> 3));
          if (field != null && field.getJavaType() == FieldDescriptor.JavaType.MESSAGE) {
            message(field.getMessageType(), place + (int) length, depth + 1);
          } else {
            skip(length, end);
          }
        }
        case 5 -> skip(Integer.BYTES, end);
        default -> throw damaged();
      }
    }
  }

  private void skip(long length, int end) throws UnreadableNetwork {
    if (length > end - place) {
      throw damaged();
    }
    place += (int) length;
  }

  /** A number of seven bits in each byte, the lowest first. */
  private long number(int end) throws UnreadableNetwork {
    long number = 0;
    for (int shift = 0; shift < Long.SIZE; shift += 7) {
      if (place >= end) {
        throw damaged();
      }
      byte next = file[place];
      place++;
      number |= (long) (next & 0x7f) << shift;
      if (next >= 0) {
        return number;
      }
    }
    throw damaged();
  }

  /** Of a file that is no message, or not a whole one. */
  static UnreadableNetwork damaged() {
    return new UnreadableNetwork(
        "is damaged or no ONNX file", "export the network again, and copy all of it");
  }
}
