package org.qusecnets.sweep.dataset;

import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.qusecnets.sweep.UserException;

/**
 * A dataset that a configuration can name: what it holds, and how to load it from its files.
 *
 * <p>Its files, their checksums and where they can be had are in the resource {@code
 * manifest.json}.
 */
public abstract class DatasetDefinition {
  private final ManifestEntry manifest;
  private final ImageShape shape;
  private final int classes;
  private final int trainSize;
  private final int testSize;

  DatasetDefinition(
      ManifestEntry manifest, ImageShape shape, int classes, int trainSize, int testSize) {
    this.manifest = manifest;
    this.shape = shape;
    this.classes = classes;
    this.trainSize = trainSize;
    this.testSize = testSize;
  }

  /** Its name in configurations, such as {@code mnist}. */
  public final String name() {
    return manifest.name();
  }

  /** The shape of each image. */
  public final ImageShape shape() {
    return shape;
  }

  /** All that is known of it without its files. */
  public final DatasetDescription description() {
    return new DatasetDescription(
        name(), shape, classNames(), trainSize, testSize, "", Collections.emptySortedMap());
  }

  /** What the classes are called, in the order of their numbers: where they are digits, these. */
  List<String> classNames() {
    return IntStream.range(0, classes).mapToObj(String::valueOf).toList();
  }

  /** Number of classes. */
  public final int classes() {
    return classes;
  }

  /** Number of training images. */
  public final int trainSize() {
    return trainSize;
  }

  /** Number of test images. */
  public final int testSize() {
    return testSize;
  }

  /** The terms under which its publishers let it be used. */
  public final String licence() {
    return manifest.licence();
  }

  /** How to cite it. */
  public final String citation() {
    return manifest.citation();
  }

  /** The web page of its publishers. */
  public final String homepage() {
    return manifest.homepage();
  }

  /**
   * Reads the dataset and checks each file's structure and SHA-256.
   *
   * @param dataDir the folder that datasets are fetched into
   * @throws UserException if a file is missing, damaged or cannot be read
   */
  public final Dataset load(Path dataDir) {
    return load(source(dataDir, dataDir.toString()), remedy(dataDir.toString()));
  }

  /**
   * The same from a copy of the files.
   *
   * @param copy a folder that holds them as the folder that datasets are fetched into does
   * @param origin where they were copied from, which messages name
   * @throws UserException if a file is missing, damaged or cannot be read
   */
  public final Dataset load(Path copy, String origin) {
    return load(source(copy, origin), remedy("DIR") + " and copy DIR to " + origin);
  }

  private Dataset load(FileSource source, String remedy) {
    DatasetFiles files = new DatasetFiles(manifest, source, remedy);
    return new Dataset(name(), train(files), test(files), files.sha256());
  }

  /**
   * Compares each file with its size and SHA-256, uncompressed.
   *
   * @param dataDir the folder that datasets are fetched into
   */
  public final List<FileReport> verify(Path dataDir) {
    return verify(dataDir, dataDir.toString());
  }

  /**
   * The same with a copy of the files.
   *
   * @param copy a folder that holds them as the folder that datasets are fetched into does
   * @param origin where they were copied from, which reports name
   */
  public final List<FileReport> verify(Path copy, String origin) {
    return manifest.verify(source(copy, origin));
  }

  /**
   * What it reads from the folder that datasets are fetched into, relative to that: the places of
   * each file, of which the first that is there counts. None if it comes with the program.
   */
  public List<List<String>> places() {
    return manifest.places();
  }

  final ManifestEntry manifest() {
    return manifest;
  }

  /** Where its files lie, and what users call the folder. */
  FileSource source(Path dataDir, String name) {
    return FileSource.directory(manifest.directory(dataDir), name + "/" + manifest.directory());
  }

  /** What the user can do about a file that is missing or damaged. */
  String remedy(String dataDir) {
    return "run `sweep data fetch " + name() + " --data-dir " + dataDir + "`";
  }

  /** Reads the training images. */
  abstract ImageSet train(DatasetFiles files);

  /** Reads the test images. */
  abstract ImageSet test(DatasetFiles files);
}
