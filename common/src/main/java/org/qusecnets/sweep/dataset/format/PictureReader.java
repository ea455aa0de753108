package org.qusecnets.sweep.dataset.format;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.qusecnets.sweep.dataset.ImageSet;
import org.qusecnets.sweep.dataset.ImageShape;

/** Makes images of one shape of what a format reads, by all processors, into one array of bytes. */
final class PictureReader {
  /** How many faulty images a message names. */
  private static final int NAMED = 3;

  /** What to do about a file that the system or a library does not read. */
  static final String CHECK = "check it and its permissions";

  private final SourceOptions options;
  private final ReadProgress progress;

  PictureReader(SourceOptions options, ReadProgress progress) {
    this.options = options;
    this.progress = progress;
  }

  /**
   * All images.
   *
   * @param of the file or folder, for messages
   * @param names what the classes are called
   * @throws DamagedPicture if there are none, one cannot be used or they have several shapes
   */
  ImageSet read(Pictures pictures, String of, List<String> names) throws DamagedPicture {
    int count = pictures.count();
    if (count == 0) {
      throw new DamagedPicture(of + " has no images", "put some there");
    }
    ImageShape shape = first(pictures, of).shape();
    long bytes = (long) count * shape.size();
    long most = Math.min(WholeFile.MOST_BYTES, Runtime.getRuntime().maxMemory() / 2);
    if (bytes > most) {
      throw new DamagedPicture(
          String.format(
              Locale.ROOT,
              "%s: %,d images of %s take %,d MB, more than %,d MB that there is room for",
              of,
              count,
              words(shape),
              bytes / 1_000_000,
              most / 1_000_000),
          "set a smaller size, or give more memory (SWEEP_HEAP), up to 2,147 MB");
    }
    byte[] values = new byte[(int) bytes];
    SortedMap<Integer, DamagedPicture> faults = new ConcurrentSkipListMap<>();
    AtomicInteger read = new AtomicInteger();
    IntStream.range(0, count)
        .parallel()
        .forEach(
            i -> {
              try {
                Picture picture = changed(pictures.read(i));
                check(picture.shape(), shape, pictures.where(0));
                System.arraycopy(picture.values(), 0, values, i * shape.size(), shape.size());
              } catch (IOException | RuntimeException e) {
                faults.put(i, fault(e));
              }
              progress.read(of, read.incrementAndGet(), count);
            });
    if (!faults.isEmpty()) {
      throw all(faults, pictures, of);
    }
    int[] labels = IntStream.range(0, count).map(pictures::label).toArray();
    return new ImageSet(shape, Math.max(1, names.size()), values, labels);
  }

  private Picture first(Pictures pictures, String of) throws DamagedPicture {
    try {
      return changed(pictures.read(0));
    } catch (IOException | RuntimeException e) {
      throw all(new TreeMap<>(Map.of(0, fault(e))), pictures, of);
    }
  }

  private Picture changed(Picture picture) throws DamagedPicture {
    Picture changed =
        options.channels() == null
            ? picture
            : picture.withChannels(Integer.parseInt(options.channels()));
    if (options.size() == null) {
      return changed;
    }
    long halfway = (long) changed.shape().height() * options.width();
    if (halfway > PictureFile.MOST_PIXELS) {
      throw new DamagedPicture(
          "is of %s, too many rows to be made %d columns wide"
              .formatted(words(changed.shape()), options.width()),
          "set a smaller size");
    }
    return Resampling.resized(changed, options.height(), options.width());
  }

  private static void check(ImageShape found, ImageShape expected, String first)
      throws DamagedPicture {
    if (!found.equals(expected)) {
      throw new DamagedPicture(
          "is of %s, but %s of %s".formatted(words(found), first, words(expected)),
          "set " + (found.channels() == expected.channels() ? "size" : "channels"));
    }
  }

  /** A shape as messages write it. */
  static String words(ImageShape shape) {
    return shape.height()
        + " x "
        + shape.width()
        + (shape.channels() == 1 ? " grey" : " x " + shape.channels())
        + " pixels";
  }

  private static DamagedPicture fault(Exception e) {
    return e instanceof DamagedPicture known
        ? known
        : new DamagedPicture("cannot be read: " + e, CHECK);
  }

  /** The first of them and how many others there are, then what to do about these. */
  private static DamagedPicture all(
      SortedMap<Integer, DamagedPicture> faults, Pictures pictures, String of) {
    String named =
        faults.entrySet().stream()
            .limit(NAMED)
            .map(
                fault ->
                    named(pictures.where(fault.getKey()), of) + " " + fault.getValue().reason())
            .collect(Collectors.joining("; "));
    int more = faults.size() - NAMED;
    return new DamagedPicture(
        more > 0 ? named + "; and " + more + " more" : named,
        faults.values().stream()
            .limit(NAMED)
            .map(DamagedPicture::remedy)
            .distinct()
            .collect(Collectors.joining("; ")));
  }

  /** An image of an array is told with the file. */
  private static String named(String where, String of) {
    return where.contains(of) ? where : where + " of " + of;
  }

  /**
   * Checks that there are at least two classes, and images of each.
   *
   * @throws DamagedPicture if not
   */
  static void checkClasses(ImageSet images, List<String> names, String of) throws DamagedPicture {
    if (names.size() < 2) {
      throw new DamagedPicture(
          of + " has images of one class only, " + names.get(0), "add those of another");
    }
    int[] counts = images.counts();
    List<String> missing =
        IntStream.range(0, counts.length).filter(c -> counts[c] == 0).mapToObj(names::get).toList();
    if (!missing.isEmpty()) {
      throw new DamagedPicture(
          "%s has no image of %d of %d classes: %s"
              .formatted(of, missing.size(), names.size(), shortened(missing)),
          "add some, or number classes from 0 without gaps");
    }
  }

  static String shortened(List<String> names) {
    return names.size() <= 10
        ? String.join(", ", names)
        : String.join(", ", names.subList(0, 10)) + " and others";
  }
}
