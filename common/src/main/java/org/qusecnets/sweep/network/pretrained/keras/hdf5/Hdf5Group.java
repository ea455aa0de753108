package org.qusecnets.sweep.network.pretrained.keras.hdf5;

import io.jhdf.GroupSymbolTableNode;
import io.jhdf.LocalHeap;
import io.jhdf.Superblock;
import io.jhdf.SymbolTableEntry;
import io.jhdf.btree.BTreeV1;
import io.jhdf.dataset.DatasetReader;
import io.jhdf.exceptions.HdfException;
import io.jhdf.object.datatype.DataType;
import io.jhdf.object.message.DataSpace;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.qusecnets.sweep.network.pretrained.UnreadableNetwork;

/**
 * A group of a file: named groups and arrays.
 *
 * @see <a href="https://support.hdfgroup.org/documentation/hdf5/latest/_f_m_t3.html">HDF5 File
 *     Format Specification</a>
 */
public final class Hdf5Group {
  private static final byte[] SIGNATURE = {(byte) 0x89, 'H', 'D', 'F', '\r', '\n', 0x1a, '\n'};
  private static final int LAST_VERSION = 1;
  private static final int ADDRESS = 8;
  private static final int MOST_BYTES = 1 << 30;
  private static final int LONGEST_NAME = 1000;

  /** The kind of an entry that is the name of another one. */
  private static final int LINK = 2;

  private final Hdf5Bytes file;
  private final Hdf5Header header;
  private final String path;
  private final Map<String, SymbolTableEntry> members;

  private Hdf5Group(Hdf5Bytes file, Hdf5Header header, String path) {
    this.file = file;
    this.header = header;
    this.path = path;
    this.members = members(file, header.message(Hdf5Header.SYMBOLS).orElseThrow());
  }

  /** What is read, by jHDF, which throws what comes to it where a file is damaged. */
  private interface Reading<T> {
    T read() throws UnreadableNetwork;
  }

  private static <T> T careful(Reading<T> reading) throws UnreadableNetwork {
    try {
      return reading.read();
    } catch (RuntimeException | StackOverflowError e) {
      throw damaged();
    }
  }

  private static UnreadableNetwork damaged() {
    return new UnreadableNetwork(
        "is damaged, or no HDF5 file that Keras wrote", "save it again, and copy all of it");
  }

  /** Whether a file is one of HDF5, as its first bytes say. */
  public static boolean isOne(byte[] file) {
    return file.length > SIGNATURE.length
        && Arrays.equals(SIGNATURE, Arrays.copyOf(file, SIGNATURE.length));
  }

  /**
   * The one that holds all others of a file.
   *
   * @throws UnreadableNetwork if the file is damaged, or of another layout than Keras writes
   */
  public static Hdf5Group root(byte[] file) throws UnreadableNetwork {
    if (!isOne(file)) {
      throw damaged();
    }
    if (file.length > MOST_BYTES) {
      throw new UnreadableNetwork(
          "has %,d bytes of weights, more than %,d".formatted(file.length, MOST_BYTES),
          "build a smaller network, and save it without its optimizer");
    }
    if (file[SIGNATURE.length] > LAST_VERSION) {
      throw new UnreadableNetwork(
          "is of a later layout of HDF5 than Keras writes", "load it in Keras, and save it again");
    }
    return careful(
        () -> {
          Superblock superblock =
              Superblock.readSuperblock(ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN));
          boolean isUsual =
              superblock.getSizeOfOffsets() == ADDRESS
                  && superblock.getSizeOfLengths() == ADDRESS
                  && superblock.getBaseAddressByte() == 0;
          if (!isUsual) {
            throw new HdfException("unusual sizes");
          }
          Hdf5Bytes bytes = new Hdf5Bytes(file, superblock);
          long root = ((Superblock.SuperblockV0V1) superblock).getRootGroupSymbolTableAddress();
          long address = new SymbolTableEntry(bytes, root).getObjectHeaderAddress();
          return new Hdf5Group(bytes, Hdf5Header.read(bytes, address), "");
        });
  }

  private static Map<String, SymbolTableEntry> members(Hdf5Bytes file, ByteBuffer symbols) {
    ByteBuffer names = new LocalHeap(file, symbols.getLong(ADDRESS)).getDataBuffer();
    Map<String, SymbolTableEntry> members = new LinkedHashMap<>();
    for (long node : BTreeV1.createGroupBTree(file, symbols.getLong(0)).getChildAddresses()) {
      for (SymbolTableEntry entry : new GroupSymbolTableNode(file, node).getSymbolTableEntries()) {
        members.put(name(names, entry.getLinkNameOffset()), entry);
      }
    }
    return members;
  }

  private static String name(ByteBuffer names, int start) {
    int end = start;
    while (names.get(end) != 0) {
      end++;
      if (end - start > LONGEST_NAME) {
        throw new HdfException("a long name");
      }
    }
    return StandardCharsets.UTF_8.decode(names.slice(start, end - start)).toString();
  }

  /** The names of its groups and arrays. */
  public Set<String> names() {
    return members.keySet();
  }

  /** A group of it, if there is one of the name. */
  public Optional<Hdf5Group> group(String name) throws UnreadableNetwork {
    Optional<Hdf5Header> member = member(name);
    if (member.isEmpty() || member.get().message(Hdf5Header.SYMBOLS).isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(careful(() -> new Hdf5Group(file, member.get(), path + name + "/")));
  }

  private Optional<Hdf5Header> member(String name) throws UnreadableNetwork {
    SymbolTableEntry entry = members.get(name);
    if (entry == null) {
      return Optional.empty();
    }
    if (entry.getCacheType() == LINK) {
      throw new UnreadableNetwork(
          "has the link " + path + name, "load it in Keras, and save it again");
    }
    return Optional.of(careful(() -> Hdf5Header.read(file, entry.getObjectHeaderAddress())));
  }

  /**
   * An array of it, if there is one of the name.
   *
   * @throws UnreadableNetwork if it is not of real numbers, or in chunks
   */
  public Optional<Hdf5Array> array(String name) throws UnreadableNetwork {
    Optional<Hdf5Header> member = member(name);
    if (member.isEmpty() || member.get().message(Hdf5Header.LAYOUT).isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(careful(() -> new Hdf5Numbers(file, path + name).read(member.get())));
  }

  /** A text that is an attribute of it, if there is one of the name. */
  public Optional<String> text(String attribute) throws UnreadableNetwork {
    Optional<Hdf5Header.Attribute> found = careful(() -> header.attribute(attribute));
    return found.isEmpty() ? Optional.empty() : Optional.of(careful(() -> text(found.get())));
  }

  private String text(Hdf5Header.Attribute attribute) {
    DataType type = Hdf5Type.read(attribute.type());
    int[] dims = DataSpace.readDataSpace(attribute.space(), file.getSuperblock()).getDimensions();
    if (dims.length == 0
        && DatasetReader.readDataset(type, attribute.data(), dims, file) instanceof String text) {
      return text;
    }
    throw new HdfException("no text");
  }
}
