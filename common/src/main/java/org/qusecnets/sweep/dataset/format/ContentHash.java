package org.qusecnets.sweep.dataset.format;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import org.qusecnets.sweep.Sha256;
import org.qusecnets.sweep.dataset.ImageSet;
import org.qusecnets.sweep.dataset.ImageShape;

/**
 * The SHA-256 of a dataset's content: the names of its classes, each behind its length, channels,
 * height and width, then of the training and of the test images how many there are, all labels, and
 * all values. Numbers have four bytes, the highest first; names are in UTF-8.
 */
final class ContentHash {
  private ContentHash() {}

  static String of(List<String> classNames, ImageSet train, ImageSet test) {
    MessageDigest digest = Sha256.digest();
    add(digest, classNames.size());
    for (String name : classNames) {
      byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
      add(digest, bytes.length);
      digest.update(bytes);
    }
    ImageShape shape = train.shape();
    add(digest, shape.channels());
    add(digest, shape.height());
    add(digest, shape.width());
    for (ImageSet set : List.of(train, test)) {
      add(digest, set.size());
      for (int i = 0; i < set.size(); i++) {
        add(digest, set.label(i));
      }
      for (int i = 0; i < set.size(); i++) {
        digest.update(set.pixelBytes(i));
      }
    }
    return Sha256.hexadecimal(digest);
  }

  private static void add(MessageDigest digest, int number) {
    digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(number).array());
  }
}
