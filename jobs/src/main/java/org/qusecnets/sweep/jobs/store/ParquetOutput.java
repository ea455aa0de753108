package org.qusecnets.sweep.jobs.store;

import java.io.IOException;
import java.io.OutputStream;
import org.apache.commons.io.output.CountingOutputStream;
import org.apache.parquet.io.DelegatingPositionOutputStream;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.io.PositionOutputStream;

/** A stream as the file that Parquet writes to; whoever has opened the stream closes it. */
record ParquetOutput(OutputStream stream) implements OutputFile {
  @Override
  public PositionOutputStream create(long blockSize) {
    return new Counted(new CountingOutputStream(stream));
  }

  @Override
  public PositionOutputStream createOrOverwrite(long blockSize) {
    return create(blockSize);
  }

  @Override
  public boolean supportsBlockSize() {
    return false;
  }

  @Override
  public long defaultBlockSize() {
    return 0;
  }

  /** Passes on what is written, and counts it. */
  private static final class Counted extends DelegatingPositionOutputStream {
    private final CountingOutputStream counting;

    Counted(CountingOutputStream counting) {
      super(counting);
      this.counting = counting;
    }

    @Override
    public long getPos() {
      return counting.getByteCount();
    }

    @Override
    public void close() throws IOException {
      flush();
    }
  }
}
