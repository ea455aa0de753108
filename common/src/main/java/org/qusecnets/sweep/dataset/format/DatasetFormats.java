package org.qusecnets.sweep.dataset.format;

import java.util.Map;
import java.util.Set;
import org.qusecnets.sweep.options.Declaration;
import org.qusecnets.sweep.options.Options;
import org.qusecnets.sweep.options.Reading;
import org.qusecnets.sweep.options.Registry;

/** The formats that a configuration can name. */
public final class DatasetFormats {
  private static final Registry<DatasetFormat> REGISTRY =
      new Registry<>(
          DatasetFormat.class,
          DatasetFormatPlugin.class,
          DatasetFormat::type,
          Map.of(
              ImageFolder.TYPE,
              Declaration.of(ImageFolder.class)
                  .described(
                      "A folder of PNG, JPEG, BMP, PPM or PGM files for each class.",
                      "torchvision's ImageFolder"),
              NumpyArchive.TYPE,
              Declaration.of(NumpyArchive.class)
                  .described("Arrays of images and labels, or Keras' four.", "NumPy"),
              IdxFiles.TYPE,
              Declaration.of(IdxFiles.class).described("Grey images as MNIST's.", "LeCun"),
              CsvFile.TYPE,
              Declaration.of(CsvFile.class)
                  .described("A row for each image: its label and its pixels.", ""),
              CifarBinary.TYPE,
              Declaration.of(CifarBinary.class)
                  .described(
                      "CIFAR's binary version, with 10 classes or 100.", "Krizhevsky 2009")));

  private DatasetFormats() {}

  /** Their names, in alphabetical order. */
  public static Set<String> types() {
    return REGISTRY.types();
  }

  /** The options of the format of this name, one of {@link #types}. */
  public static Declaration<?> declaration(String type) {
    return REGISTRY.declaration(type);
  }

  /** What comes of the options of the format of this name, one of {@link #types}. */
  public static Reading<DatasetFormat> reading(String type, Options options) {
    return REGISTRY.reading(type, options);
  }
}
