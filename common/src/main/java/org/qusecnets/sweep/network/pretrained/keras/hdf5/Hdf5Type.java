package org.qusecnets.sweep.network.pretrained.keras.hdf5;

import io.jhdf.exceptions.HdfException;
import io.jhdf.object.datatype.DataType;
import java.nio.ByteBuffer;

/** Types of numbers and of text. */
final class Hdf5Type {
  private static final int INTEGER = 0;
  private static final int REAL = 1;
  private static final int TEXT = 3;
  private static final int OF_ANY_LENGTH = 9;

  /** Where the type begins that there is any number of. */
  private static final int PARENT = 8;

  private Hdf5Type() {}

  /**
   * That of a message.
   *
   * @throws HdfException if it is made of others, which may nest
   */
  static DataType read(ByteBuffer message) {
    int kind = kind(message, 0);
    if (kind == OF_ANY_LENGTH) {
      kind = kind(message, PARENT);
    }
    if (kind != INTEGER && kind != REAL && kind != TEXT) {
      throw new HdfException("neither numbers nor text");
    }
    return DataType.readDataType(message);
  }

  private static int kind(ByteBuffer message, int place) {
    return message.get(place) & 0x0f;
  }
}
