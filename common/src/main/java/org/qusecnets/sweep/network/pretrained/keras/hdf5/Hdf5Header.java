package org.qusecnets.sweep.network.pretrained.keras.hdf5;

import io.jhdf.exceptions.HdfException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * What an object says of itself: messages of numbered kinds.
 *
 * @see <a href="https://support.hdfgroup.org/documentation/hdf5/latest/_f_m_t3.html">HDF5 File
 *     Format Specification, version 1 of object headers</a>
 */
final class Hdf5Header {
  static final int SPACE = 0x01;
  static final int TYPE = 0x03;
  static final int LAYOUT = 0x08;
  static final int SYMBOLS = 0x11;
  private static final int ATTRIBUTE = 0x0c;
  private static final int CONTINUED = 0x10;
  private static final int PREFIX = 16;
  private static final int SHARED = 2;

  private final List<Message> messages = new ArrayList<>();

  private record Message(int kind, ByteBuffer body) {}

  /**
   * An attribute.
   *
   * @param type what its value is
   * @param space how many there are
   * @param data the value
   */
  record Attribute(String name, ByteBuffer type, ByteBuffer space, ByteBuffer data) {}

  private Hdf5Header() {}

  /**
   * That of an object at a place.
   *
   * @throws HdfException if there is none of the version that Keras writes
   */
  static Hdf5Header read(Hdf5Bytes file, long address) {
    ByteBuffer prefix = file.map(address, PREFIX);
    if (prefix.get(0) != 1) {
      throw new HdfException("no header of version 1");
    }
    int count = Short.toUnsignedInt(prefix.getShort(2));
    Hdf5Header header = new Hdf5Header();
    Deque<ByteBuffer> blocks = new ArrayDeque<>();
    blocks.add(file.map(address + PREFIX, Integer.toUnsignedLong(prefix.getInt(8))));
    while (!blocks.isEmpty() && header.messages.size() < count) {
      ByteBuffer block = blocks.remove();
      while (block.remaining() >= 8 && header.messages.size() < count) {
        Message message = message(block);
        header.messages.add(message);
        if (message.kind() == CONTINUED) {
          blocks.add(file.map(message.body().getLong(0), message.body().getLong(8)));
        }
      }
    }
    return header;
  }

  private static Message message(ByteBuffer block) {
    int kind = Short.toUnsignedInt(block.getShort());
    int size = Short.toUnsignedInt(block.getShort());
    boolean isElsewhere = (block.get() & SHARED) != 0;
    block.position(block.position() + 3);
    ByteBuffer body = part(block, size);
    if (isElsewhere) {
      throw new HdfException("a shared message");
    }
    return new Message(kind, body);
  }

  private static ByteBuffer part(ByteBuffer bytes, int size) {
    ByteBuffer part = bytes.slice(bytes.position(), size).order(ByteOrder.LITTLE_ENDIAN);
    bytes.position(bytes.position() + size);
    return part;
  }

  /** The message of a kind, if there is one. */
  Optional<ByteBuffer> message(int kind) {
    return messages.stream()
        .filter(message -> message.kind() == kind)
        .map(message -> message.body().duplicate().order(ByteOrder.LITTLE_ENDIAN))
        .findFirst();
  }

  /** The attribute of a name, if there is one. */
  Optional<Attribute> attribute(String name) {
    return messages.stream()
        .filter(message -> message.kind() == ATTRIBUTE)
        .map(message -> attribute(message.body().duplicate().order(ByteOrder.LITTLE_ENDIAN)))
        .filter(attribute -> attribute.name().equals(name))
        .findFirst();
  }

  private static Attribute attribute(ByteBuffer body) {
    byte version = body.get();
    boolean isElsewhere = body.get() != 0 && version > 1;
    int nameSize = Short.toUnsignedInt(body.getShort());
    int typeSize = Short.toUnsignedInt(body.getShort());
    int spaceSize = Short.toUnsignedInt(body.getShort());
    if (version < 1 || version > 3 || isElsewhere) {
      throw new HdfException("an attribute in another version");
    }
    if (version == 3) {
      // How its name is written: in ASCII, or in UTF-8, which has the same characters.
      body.get();
    }
    int step = version == 1 ? 8 : 1;
    String name = StandardCharsets.UTF_8.decode(padded(body, nameSize, step)).toString();
    ByteBuffer type = padded(body, typeSize, step);
    ByteBuffer space = padded(body, spaceSize, step);
    int end = name.indexOf(0);
    return new Attribute(
        end < 0 ? name : name.substring(0, end), type, space, part(body, body.remaining()));
  }

  /** A part that is followed by as much as makes it a multiple of a step. */
  private static ByteBuffer padded(ByteBuffer bytes, int size, int step) {
    ByteBuffer part = part(bytes, size);
    int padding = (step - size % step) % step;
    bytes.position(bytes.position() + padding);
    return part;
  }
}
