package org.qusecnets.sweep.grid;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.qusecnets.sweep.Sha256;

/**
 * Seeds of random numbers, each derived by hash from what it is for.
 *
 * <p>A seed never comes from the order of calls, such as the next number of a shared generator:
 * results would then depend on partitions, retries and the size of the cluster.
 */
public final class Seeds {
  private Seeds() {}

  /**
   * The seed for one purpose: the first 64 bits of the SHA-256 of the sweep's seed, the purpose and
   * the ids. Each is hashed behind its length, so that no two different lists are hashed alike.
   *
   * @param sweepSeed a value of the {@code seeds} axis
   * @param purpose what the random numbers are for, such as {@code weights}
   * @param ids what they belong to: strings, {@code Integer}s or {@code Long}s; a number counts as
   *     its decimal text
   * @throws IllegalArgumentException if an id is of another type
   */
  public static long derive(long sweepSeed, String purpose, Object... ids) {
    ByteArrayOutputStream message = new ByteArrayOutputStream();
    message.writeBytes(ByteBuffer.allocate(Long.BYTES).putLong(sweepSeed).array());
    append(message, purpose);
    for (Object id : ids) {
      if (!(id instanceof String || id instanceof Integer || id instanceof Long)) {
        throw new IllegalArgumentException("an id is a string or a whole number, was " + id);
      }
      append(message, id.toString());
    }
    return ByteBuffer.wrap(Sha256.digest().digest(message.toByteArray())).getLong();
  }

  private static void append(ByteArrayOutputStream message, String part) {
    byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
    message.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
    message.writeBytes(bytes);
  }
}
