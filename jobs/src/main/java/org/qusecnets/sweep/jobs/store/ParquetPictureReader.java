package org.qusecnets.sweep.jobs.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.avro.generic.GenericRecord;
import org.apache.parquet.filter2.compat.FilterCompat;
import org.qusecnets.sweep.dataset.ImageShape;
import org.qusecnets.sweep.dataset.format.ClassNumbers;
import org.qusecnets.sweep.dataset.format.DamagedPicture;
import org.qusecnets.sweep.dataset.format.Picture;
import org.qusecnets.sweep.dataset.format.PictureFile;

/** Reads the images of Parquet files, one file after another. */
final class ParquetPictureReader {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final String OF_HUGGING_FACE = "huggingface";

  /** What Avro takes as the name of a column. */
  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

  private final ParquetImages format;
  private final List<ParquetPictures.Content> images = new ArrayList<>();
  private final List<Object> labels = new ArrayList<>();
  private final List<String> places = new ArrayList<>();
  private List<String> names = List.of();

  ParquetPictureReader(ParquetImages format) {
    this.format = format;
  }

  void read(Path file) throws IOException {
    ParquetRecords records =
        new ParquetRecords(
            Storage.of(file.toAbsolutePath().getParent().toString()),
            file.getFileName().toString());
    Set<String> wanted = Set.of(format.image(), format.label());
    if (!records.columns().containsAll(wanted)) {
      throw new DamagedPicture(
          "has in %s the columns %s"
              .formatted(file.getFileName(), String.join(", ", records.columns())),
          "say which hold image and label");
    }
    for (String name : wanted) {
      if (!NAME.matcher(name).matches()) {
        throw new DamagedPicture(
            "has the column \"%s\", whose name is not made of letters, digits and _"
                .formatted(name),
            "rename it");
      }
    }
    List<String> found = classNames(records.metadata(OF_HUGGING_FACE), names);
    if (!names.isEmpty() && !names.equals(found)) {
      throw new DamagedPicture(
          "has other class names in %s than in another file".formatted(file.getFileName()),
          "take files of one dataset");
    }
    names = found;
    try (Stream<GenericRecord> rows = records.read(wanted, FilterCompat.NOOP)) {
      int row = 0;
      for (GenericRecord each : (Iterable<GenericRecord>) rows::iterator) {
        places.add("row " + row++ + " of " + file);
        images.add(content(each.get(format.image())));
        labels.add(label(each.get(format.label())));
      }
    }
  }

  private List<String> classNames(String metadata, List<String> otherwise) throws DamagedPicture {
    if (metadata == null) {
      return otherwise;
    }
    try {
      JsonNode feature =
          MAPPER.readTree(metadata).path("info").path("features").path(format.label());
      List<String> found = new ArrayList<>();
      feature.path("names").forEach(name -> found.add(name.asText()));
      return found.isEmpty() ? otherwise : found;
    } catch (JsonProcessingException e) {
      throw new DamagedPicture(
          "has metadata that are not JSON: " + e.getOriginalMessage(), DamagedPicture.REPLACE);
    }
  }

  private ParquetPictures.Content content(Object stored) {
    Object inner =
        stored instanceof GenericRecord structure && structure.getSchema().getField("bytes") != null
            ? structure.get("bytes")
            : stored;
    if (inner instanceof ByteBuffer buffer) {
      byte[] file = new byte[buffer.remaining()];
      buffer.duplicate().get(file);
      return () -> PictureFile.decode(file);
    }
    if (inner instanceof Collection<?> lists) {
      return pixels(lists);
    }
    String kind = inner == null ? "nothing" : inner.getClass().getSimpleName();
    return () -> {
      throw new DamagedPicture(
          "has " + kind + " in " + format.image() + ", neither bytes nor lists of pixels",
          "set image to another column");
    };
  }

  /** What lists hold is made small at once. */
  private ParquetPictures.Content pixels(Collection<?> lists) {
    List<Integer> sides = new ArrayList<>();
    Object level = lists;
    while (level instanceof Collection<?> list && !list.isEmpty()) {
      sides.add(list.size());
      level = list.iterator().next();
    }
    try {
      ImageShape shape =
          format.layout().shape(sides.stream().mapToInt(Integer::intValue).toArray());
      ByteArrayOutputStream written = new ByteArrayOutputStream();
      flatten(lists, sides, 0, written);
      byte[] stored = written.toByteArray();
      byte[] values = new byte[stored.length];
      for (int i = 0; i < stored.length; i++) {
        values[format.layout().place(shape, i)] = stored[i];
      }
      return () -> new Picture(shape, values);
    } catch (DamagedPicture e) {
      return () -> {
        throw e;
      };
    }
  }

  private static void flatten(
      Object value, List<Integer> sides, int depth, ByteArrayOutputStream written)
      throws DamagedPicture {
    if (depth < sides.size()) {
      if (!(value instanceof Collection<?> list) || list.size() != sides.get(depth)) {
        throw new DamagedPicture("has lists of pixels of different lengths", "correct the file");
      }
      for (Object each : list) {
        flatten(each, sides, depth + 1, written);
      }
      return;
    }
    double number = value instanceof Number pixel ? pixel.doubleValue() : Double.NaN;
    boolean whole = value instanceof Integer || value instanceof Long;
    if (!(number >= 0 && number <= (whole ? 255 : 1))) {
      throw new DamagedPicture(
          "has the pixel " + value + ", neither a byte nor a fraction in [0, 1]",
          "convert the pixels");
    }
    written.write((int) (whole ? number : Math.round(255 * number)));
  }

  private Object label(Object stored) throws DamagedPicture {
    if (stored instanceof Integer || stored instanceof Long) {
      return ClassNumbers.of(((Number) stored).longValue(), places.get(places.size() - 1));
    }
    if (stored instanceof CharSequence word) {
      return word.toString();
    }
    throw new DamagedPicture(
        "has in %s %s where a label, a whole number or a word, is expected"
            .formatted(places.get(places.size() - 1), stored),
        "set label to another column");
  }

  ParquetPictures pictures() throws DamagedPicture {
    boolean words = labels.stream().anyMatch(String.class::isInstance);
    if (words && !labels.stream().allMatch(String.class::isInstance)) {
      throw new DamagedPicture(
          "has labels that are numbers and labels that are words", "write all as one of both");
    }
    if (words) {
      names = new ArrayList<>(new TreeSet<>(labels.stream().map(String::valueOf).toList()));
      return new ParquetPictures(
          images, labels.stream().mapToInt(names::indexOf).toArray(), names, places);
    }
    int[] numbers = labels.stream().mapToInt(Integer.class::cast).toArray();
    int most = IntStream.of(numbers).max().orElse(-1);
    if (!names.isEmpty() && most >= names.size()) {
      throw new DamagedPicture(
          "has the label " + most + " of " + names.size() + " named classes",
          "name all classes or none");
    }
    List<String> all = names.isEmpty() ? ClassNumbers.names(most + 1) : names;
    return new ParquetPictures(images, numbers, all, places);
  }
}
