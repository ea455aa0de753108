package org.qusecnets.sweep.jobs.store;

import io.airlift.compress.snappy.SnappyCompressor;
import io.airlift.compress.snappy.SnappyDecompressor;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.io.compress.CompressionCodec;
import org.apache.hadoop.io.compress.CompressionInputStream;
import org.apache.hadoop.io.compress.CompressionOutputStream;
import org.apache.hadoop.io.compress.Compressor;
import org.apache.hadoop.io.compress.Decompressor;
import org.apache.parquet.hadoop.CodecFactory;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;

/**
 * Snappy as Parquet has it, in Java. Parquet's own codec unpacks a native library into the folder
 * of temporary files, and fails where files there must not be executed.
 */
final class JavaSnappyCodec implements CompressionCodec {
  private JavaSnappyCodec() {}

  /** Has Parquet use it in this JVM. */
  static void install() {
    Codecs.install();
  }

  /** Gives access to what Parquet knows of codecs. */
  private static final class Codecs extends CodecFactory {
    private Codecs() {
      super(new Configuration(false), 0);
    }

    private static void install() {
      CODEC_BY_NAME.put(
          CompressionCodecName.SNAPPY.getHadoopCompressionCodecClassName(), new JavaSnappyCodec());
    }
  }

  @Override
  public CompressionOutputStream createOutputStream(OutputStream out) {
    return new Compressing(out);
  }

  @Override
  public CompressionOutputStream createOutputStream(OutputStream out, Compressor compressor) {
    return createOutputStream(out);
  }

  @Override
  public CompressionInputStream createInputStream(InputStream in) throws IOException {
    byte[] compressed = in.readAllBytes();
    byte[] content = new byte[SnappyDecompressor.getUncompressedLength(compressed, 0)];
    new SnappyDecompressor()
        .decompress(compressed, 0, compressed.length, content, 0, content.length);
    return new Decompressed(new ByteArrayInputStream(content));
  }

  @Override
  public CompressionInputStream createInputStream(InputStream in, Decompressor decompressor)
      throws IOException {
    return createInputStream(in);
  }

  @Override
  public Class<? extends Compressor> getCompressorType() {
    return null;
  }

  @Override
  public Compressor createCompressor() {
    return null;
  }

  @Override
  public Class<? extends Decompressor> getDecompressorType() {
    return null;
  }

  @Override
  public Decompressor createDecompressor() {
    return null;
  }

  @Override
  public String getDefaultExtension() {
    return ".snappy";
  }

  /** Gathers a page and compresses it as a whole. */
  private static final class Compressing extends CompressionOutputStream {
    private final ByteArrayOutputStream page = new ByteArrayOutputStream();
    private boolean finished;

    Compressing(OutputStream out) {
      super(out);
    }

    @Override
    public void write(int value) {
      page.write(value);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
      page.write(bytes, offset, length);
    }

    @Override
    public void finish() throws IOException {
      if (finished) {
        // To close it finishes it once more.
        return;
      }
      finished = true;
      SnappyCompressor compressor = new SnappyCompressor();
      byte[] content = page.toByteArray();
      byte[] compressed = new byte[compressor.maxCompressedLength(content.length)];
      int length =
          compressor.compress(content, 0, content.length, compressed, 0, compressed.length);
      out.write(Arrays.copyOf(compressed, length));
    }

    @Override
    public void resetState() {
      page.reset();
      finished = false;
    }
  }

  /** A page. */
  private static final class Decompressed extends CompressionInputStream {
    Decompressed(InputStream content) throws IOException {
      super(content);
    }

    @Override
    public int read() throws IOException {
      return in.read();
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      return in.read(bytes, offset, length);
    }

    @Override
    public void resetState() {}
  }
}
