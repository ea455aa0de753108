package org.qusecnets.sweep.dataset.format;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.qusecnets.sweep.UserException;
import org.qusecnets.sweep.dataset.Dataset;
import org.qusecnets.sweep.dataset.DatasetDescription;
import org.qusecnets.sweep.dataset.ImageSet;
import org.qusecnets.sweep.dataset.StratifiedSample;

/**
 * A dataset that a configuration describes: images of a user's own.
 *
 * @param name its name in configurations and tables
 */
public record DatasetSource(String name, DatasetFormat format, SourceOptions options) {
  /** What the content's SHA-256 is called among those of a dataset's files. */
  private static final String CONTENT = "content";

  /** A dataset and what is known of it. */
  public record Loaded(DatasetDescription description, Dataset dataset) {}

  /**
   * Reads all images.
   *
   * @throws UserException if one cannot be used, with its file, or all of them make no dataset
   */
  public Loaded load(ReadProgress progress) {
    try {
      PictureReader reader = new PictureReader(options, progress);
      return options.path() != null && options.testShare() > 0
          ? divided(reader)
          : ofParts(reader, parts());
    } catch (DamagedPicture e) {
      throw new UserException("Cannot load " + name + ": " + e.getMessage(), e);
    }
  }

  private DatasetFormat.Parts parts() throws DamagedPicture {
    return options.path() != null
        ? at(options.path(), format::parts)
        : new DatasetFormat.Parts(
            at(options.train(), format::open), at(options.test(), format::open));
  }

  /** Something that is done with a file or a folder. */
  private interface Opening<T> {
    T at(Path path) throws IOException;
  }

  private static <T> T at(String path, Opening<T> opening) throws DamagedPicture {
    try {
      return opening.at(Path.of(path));
    } catch (DamagedPicture e) {
      throw new DamagedPicture(path + " " + e.reason(), e.remedy());
    } catch (IOException | RuntimeException e) {
      // Libraries throw whatever comes of a file that is not what it says.
      throw new DamagedPicture(path + " cannot be read: " + e, PictureReader.CHECK);
    }
  }

  private Loaded divided(PictureReader reader) throws DamagedPicture {
    Pictures pictures = at(options.path(), format::open);
    ImageSet all = reader.read(pictures, options.path(), pictures.classNames());
    PictureReader.checkClasses(all, pictures.classNames(), options.path());
    int tests = options.tests(all.size());
    if (tests < 1 || tests >= all.size()) {
      throw new DamagedPicture(
          options.path()
              + " has "
              + all.size()
              + " images, of which test-share leaves none for "
              + (tests < 1 ? "tests" : "training"),
          "set a " + (tests < 1 ? "larger" : "smaller") + " one");
    }
    int[] tested = StratifiedSample.proportional(all, tests);
    ImageSet train = all.select(StratifiedSample.others(all, tested));
    PictureReader.checkClasses(
        train, pictures.classNames(), "what test-share leaves of " + options.path());
    return loaded(pictures.classNames(), train, all.select(tested));
  }

  private Loaded ofParts(PictureReader reader, DatasetFormat.Parts parts) throws DamagedPicture {
    String of = options.path() == null ? options.train() : options.path();
    String ofTests = options.path() == null ? options.test() : options.path();
    List<String> names = classNames(parts);
    ImageSet train = reader.read(parts.train(), of, names);
    PictureReader.checkClasses(train, names, of);
    ImageSet test = reader.read(parts.test(), ofTests, names);
    if (!train.shape().equals(test.shape())) {
      throw new DamagedPicture(
          "training images are of "
              + PictureReader.words(train.shape())
              + ", test images of "
              + PictureReader.words(test.shape()),
          "set size and channels");
    }
    return loaded(names, train, test);
  }

  /** The classes of both parts; numbered ones may lack the last of them in one. */
  private static List<String> classNames(DatasetFormat.Parts parts) throws DamagedPicture {
    List<String> ofTraining = parts.train().classNames();
    List<String> ofTests = parts.test().classNames();
    List<String> longer = ofTraining.size() < ofTests.size() ? ofTests : ofTraining;
    boolean numbered = longer.equals(ClassNumbers.names(longer.size()));
    boolean begin =
        longer.subList(0, ofTraining.size()).equals(ofTraining)
            && longer.subList(0, ofTests.size()).equals(ofTests);
    if (!ofTraining.equals(ofTests) && !(numbered && begin)) {
      throw new DamagedPicture(
          "training images are of the classes "
              + PictureReader.shortened(ofTraining)
              + ", test images of "
              + PictureReader.shortened(ofTests),
          "give both the same");
    }
    return longer;
  }

  private Loaded loaded(List<String> names, ImageSet train, ImageSet test) throws DamagedPicture {
    String content = ContentHash.of(names, train, test);
    if (options.sha256() != null && !options.sha256().equals(content)) {
      throw new DamagedPicture(
          "the SHA-256 of its content is "
              + content
              + ", expected "
              + options.sha256()
              + ": images, labels or what is made of them changed",
          "restore them, or set sha256 to what it is now");
    }
    DatasetDescription description =
        new DatasetDescription(
            name, train.shape(), names, train.size(), test.size(), content, written());
    return new Loaded(
        description, new Dataset(name, train, test, new TreeMap<>(Map.of(CONTENT, content))));
  }

  /** As a configuration writes it, but for its name and the content's SHA-256. */
  private SortedMap<String, Object> written() {
    SortedMap<String, Object> written = new TreeMap<>(format.parameters());
    written.putAll(options.parameters());
    written.put("format", format.type());
    return written;
  }
}
