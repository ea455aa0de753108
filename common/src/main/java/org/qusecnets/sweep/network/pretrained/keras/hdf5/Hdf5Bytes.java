package org.qusecnets.sweep.network.pretrained.keras.hdf5;

import io.jhdf.Superblock;
import io.jhdf.exceptions.HdfException;
import io.jhdf.storage.HdfBackingStorage;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;

/**
 * The bytes of a file. Whoever reads far more of them than there are goes in circles, and is
 * stopped.
 */
final class Hdf5Bytes implements HdfBackingStorage {
  /** What reading anything counts at least. */
  private static final int LEAST = 64;

  private static final int TIMES = 4;
  private static final int AT_LEAST = 1 << 20;

  private final ByteBuffer file;
  private final Superblock superblock;
  private long left;
  private long leftOfNumbers;

  /**
   * Those of a file.
   *
   * @param superblock what its first bytes say
   */
  Hdf5Bytes(byte[] file, Superblock superblock) {
    this.file = ByteBuffer.wrap(file).asReadOnlyBuffer();
    this.superblock = superblock;
    this.left = (long) TIMES * file.length + AT_LEAST;
    this.leftOfNumbers = file.length;
  }

  @Override
  public ByteBuffer readBufferFromAddress(long address, int length) {
    return map(address, length);
  }

  @Override
  public ByteBuffer map(long address, long length) {
    if (address < 0 || length < 0 || length > file.limit() - address) {
      throw new HdfException("beyond the end");
    }
    left -= Math.max(LEAST, length);
    if (left < 0) {
      throw new HdfException("in circles");
    }
    return file.slice((int) address, (int) length).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** The same of bytes that are numbers of an array, all of which are as many as the file has. */
  ByteBuffer numbers(long address, long length) {
    ByteBuffer numbers = map(address, length);
    leftOfNumbers -= length;
    if (leftOfNumbers < 0) {
      throw new HdfException("twice");
    }
    return numbers;
  }

  @Override
  public ByteBuffer mapNoOffset(long address, long length) {
    return map(address, length);
  }

  @Override
  public long getUserBlockSize() {
    return 0;
  }

  @Override
  public Superblock getSuperblock() {
    return superblock;
  }

  @Override
  public FileChannel getFileChannel() {
    throw new UnsupportedOperationException();
  }

  @Override
  public int getSizeOfOffsets() {
    return superblock.getSizeOfOffsets();
  }

  @Override
  public int getSizeOfLengths() {
    return superblock.getSizeOfLengths();
  }

  @Override
  public void close() {
    // There is nothing to close.
  }

  @Override
  public long size() {
    return file.limit();
  }

  @Override
  public boolean inMemory() {
    return true;
  }
}
