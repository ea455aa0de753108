package org.qusecnets.sweep.network.pretrained.keras.hdf5;

import io.jhdf.exceptions.HdfException;
import io.jhdf.object.datatype.DataType;
import io.jhdf.object.datatype.FixedPoint;
import io.jhdf.object.datatype.FloatingPoint;
import io.jhdf.object.datatype.OrderedDataType;
import io.jhdf.object.message.DataLayoutMessage;
import io.jhdf.object.message.DataLayoutMessage.CompactDataLayoutMessage;
import io.jhdf.object.message.DataLayoutMessage.ContiguousDataLayoutMessage;
import io.jhdf.object.message.DataSpace;
import java.nio.ByteBuffer;
import java.util.BitSet;
import org.qusecnets.sweep.network.pretrained.UnreadableNetwork;

/**
 * The numbers of an array.
 *
 * @param file where they are
 * @param path the array's name in messages
 */
record Hdf5Numbers(Hdf5Bytes file, String path) {
  private static final int MOST_SIDES = 8;
  private static final String AGAIN = "load it in Keras, and save it again";

  /** Those of an array with a header. */
  Hdf5Array read(Hdf5Header header) throws UnreadableNetwork {
    DataType type = Hdf5Type.read(header.message(Hdf5Header.TYPE).orElseThrow());
    if (!isKnown(type)) {
      throw new UnreadableNetwork(
          "has the array %s of other numbers than float32 and float64".formatted(path),
          "save the model in float32");
    }
    DataSpace space =
        DataSpace.readDataSpace(
            header.message(Hdf5Header.SPACE).orElseThrow(), file.getSuperblock());
    int[] dims = space.getDimensions();
    if (dims.length > MOST_SIDES) {
      throw new HdfException("too many sides");
    }
    long count = space.getTotalLength();
    ByteBuffer bytes =
        bytes(header, Math.multiplyExact(count, type.getSize()))
            .order(((OrderedDataType) type).getByteOrder());
    float[] values = new float[Math.toIntExact(count)];
    boolean isShort = type.getSize() == Float.BYTES;
    boolean isReal = type instanceof FloatingPoint;
    for (int i = 0; i < values.length; i++) {
      values[i] =
          isReal
              ? isShort ? bytes.getFloat() : (float) bytes.getDouble()
              : isShort ? bytes.getInt() : bytes.getLong();
    }
    return new Hdf5Array(dims, values);
  }

  /** Real numbers, and the integers that are counts. */
  private static boolean isKnown(DataType type) {
    int exponent = type.getSize() == Float.BYTES ? 8 : 11;
    return (type.getSize() == Float.BYTES || type.getSize() == Double.BYTES)
        && (type instanceof FixedPoint
            || (type instanceof FloatingPoint real && real.getExponentSize() == exponent));
  }

  /** As many as the array has; a file that has fewer is damaged. */
  private ByteBuffer bytes(Hdf5Header header, long size) throws UnreadableNetwork {
    DataLayoutMessage layout =
        DataLayoutMessage.createDataLayoutMessage(
            header.message(Hdf5Header.LAYOUT).orElseThrow(), file.getSuperblock(), new BitSet());
    if (layout instanceof ContiguousDataLayoutMessage contiguous) {
      return file.numbers(contiguous.getAddress(), size);
    }
    if (layout instanceof CompactDataLayoutMessage compact) {
      return compact.getDataBuffer().slice(0, Math.toIntExact(size));
    }
    throw new UnreadableNetwork("has the array %s in chunks".formatted(path), AGAIN);
  }
}
