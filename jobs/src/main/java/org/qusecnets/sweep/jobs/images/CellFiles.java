package org.qusecnets.sweep.jobs.images;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.qusecnets.sweep.Sha256;
import org.qusecnets.sweep.UserException;
import org.qusecnets.sweep.dataset.ImageSet;
import org.qusecnets.sweep.grid.AttackUnit;
import org.qusecnets.sweep.jobs.images.ChosenCells.Complete;
import org.qusecnets.sweep.network.export.NumpyArchive;
import org.qusecnets.sweep.report.Png;
import org.qusecnets.sweep.table.ExampleRow;
import org.qusecnets.sweep.table.ImageColumns;

/**
 * Writes the files of one cell into a folder of its own: NumPy archives of all images, PNG files of
 * the first ones, and the SHA-256 of all these as {@code sha256sum} writes it. Each image is
 * compared with what the sweep recorded of it.
 */
final class CellFiles {
  /** The file with the SHA-256 of the other files of a cell. */
  static final String CHECKSUMS = "SHA256SUMS";

  private static final String PICTURES = "png";

  /** Of the name of a class in the name of a file. */
  private static final int LONGEST_NAME = 30;

  private final Path folder;
  private final Complete complete;
  private final StagedAttacks staged;
  private final ImageSet test;
  private final ImageColumns images;
  private final StringBuilder checksums = new StringBuilder();

  /**
   * The files of a cell.
   *
   * @param folder of this cell, which is not there
   * @param staged what the attacks on its chunks have made
   * @param test the test split of its dataset
   */
  CellFiles(Path folder, Complete complete, StagedAttacks staged, ImageSet test) {
    this.folder = folder;
    this.complete = complete;
    this.staged = staged;
    this.test = test;
    images = ImageColumns.of(complete.cell().dataset().description());
  }

  /**
   * Writes them.
   *
   * @param pictures of how many images to write PNG files
   * @param partBytes how many bytes of adversarial images an archive holds at most, unless one
   *     chunk has more
   * @param cannot begins messages
   * @return the archives and the file of checksums, each with its SHA-256
   * @throws UserException if something else was made than the sweep recorded
   */
  ArrayNode write(int pictures, long partBytes, String cannot) throws IOException {
    Files.createDirectories(pictures > 0 ? folder.resolve(PICTURES) : folder);
    String cell = complete.cell().id();
    List<StagedChunk> chunks = new ArrayList<>();
    for (AttackUnit unit : complete.units()) {
      int chunk = unit.chunk();
      chunks.add(new StagedChunk(staged.images(cell, chunk), staged.rows(cell, chunk)));
    }
    compare(chunks, pictures, cannot);
    ArrayNode files = JsonNodeFactory.instance.arrayNode();
    for (List<StagedChunk> part : parts(chunks, partBytes)) {
      CellArchive archive = new CellArchive(complete.cell(), test, part);
      String name = "images-%04d.npz".formatted(files.size() + 1);
      files.add(
          written(name, out -> NumpyArchive.write(archive.arrays(), out))
              .put("images", archive.images()));
    }
    byte[] sums = checksums.toString().getBytes(StandardCharsets.UTF_8);
    files.add(written(CHECKSUMS, out -> out.write(sums)));
    return files;
  }

  /** Compares every image with what was recorded, and writes pictures of the first ones. */
  private void compare(List<StagedChunk> chunks, int pictures, String cannot) throws IOException {
    Map<Integer, ExampleRow> recorded = complete.recorded().rows();
    int[] drawn = {0};
    float[] clean = new float[test.shape().size()];
    for (StagedChunk chunk : chunks) {
      chunk.forEach(
          clean.length,
          (row, adversarial) -> {
            test.scale(row.imageIndex(), clean, 0);
            Optional<String> difference =
                Optional.ofNullable(recorded.remove(row.imageIndex()))
                    .map(known -> RowDifference.of(row, known, clean, adversarial))
                    .orElse(Optional.of("it is not there"));
            if (difference.isPresent()) {
              throw different(cannot, row.imageIndex(), difference.get());
            }
            if (drawn[0]++ < pictures) {
              draw(row, "clean", row.cleanPrediction(), clean);
              draw(row, "adversarial", row.roundedPrediction(), adversarial);
            }
          });
    }
    for (int image : recorded.keySet()) {
      throw different(cannot, image, "it was not attacked again");
    }
  }

  private UserException different(String cannot, int image, String how) {
    return new UserException(
        "%s: what was made again is not what %s say of image %d of cell %s: %s; export them where the sweep was run, or run it again into another folder"
            .formatted(cannot, complete.recorded().place(), image, complete.cell().id(), how));
  }

  private void draw(ExampleRow row, String which, int prediction, float[] values)
      throws IOException {
    byte[] png = Png.file(values, images).orElseThrow();
    String name =
        "%s/%05d-%s-%s-%s.png"
            .formatted(PICTURES, row.imageIndex(), named(row.label()), which, named(prediction));
    written(name, out -> out.write(png));
  }

  /** The name of a class as names of files can be everywhere; its number if nothing is left. */
  private String named(int number) {
    String name = images.className(number).replaceAll("[^A-Za-z0-9]+", "_");
    return name.matches("_?")
        ? Integer.toString(number)
        : name.substring(0, Math.min(LONGEST_NAME, name.length()));
  }

  private static List<List<StagedChunk>> parts(List<StagedChunk> chunks, long most)
      throws IOException {
    List<List<StagedChunk>> parts = new ArrayList<>();
    long bytes = 0;
    for (StagedChunk chunk : chunks) {
      long more = Files.size(chunk.images());
      if (parts.isEmpty() || bytes + more > most) {
        parts.add(new ArrayList<>());
        bytes = 0;
      }
      bytes += more;
      parts.get(parts.size() - 1).add(chunk);
    }
    return parts;
  }

  /** What writes the content of a file. */
  private interface Content {
    void writeTo(OutputStream out) throws IOException;
  }

  /** Writes a file and remembers its SHA-256. */
  private ObjectNode written(String name, Content content) throws IOException {
    Path file = folder.resolve(name);
    MessageDigest digest = Sha256.digest();
    try (OutputStream out =
        new DigestOutputStream(new BufferedOutputStream(Files.newOutputStream(file)), digest)) {
      content.writeTo(out);
    }
    String hash = Sha256.hexadecimal(digest);
    checksums.append(hash).append("  ").append(name).append('\n');
    return JsonNodeFactory.instance
        .objectNode()
        .put("file", name)
        .put("bytes", Files.size(file))
        .put("sha256", hash);
  }
}
