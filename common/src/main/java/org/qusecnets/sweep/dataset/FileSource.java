package org.qusecnets.sweep.dataset;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.qusecnets.sweep.dataset.StoredFile.Compression;

/** Where the files of a dataset lie. */
interface FileSource {
  /** What is appended to the name of a compressed file. */
  String GZIP_SUFFIX = ".gz";

  /** The file that holds the content of this name, if there is one. */
  Optional<StoredFile> find(String name);

  /** In words for the user, where a file of this name would lie, and what looks like it. */
  String expected(String name);

  /**
   * The files of a folder; a plain file goes before a compressed one.
   *
   * @param shown what users call the folder
   */
  static FileSource directory(Path directory, String shown) {
    return new FileSource() {
      @Override
      public Optional<StoredFile> find(String name) {
        return stored(name, Compression.NONE)
            .or(() -> stored(name + GZIP_SUFFIX, Compression.GZIP));
      }

      private Optional<StoredFile> stored(String file, Compression compression) {
        Path path = directory.resolve(file);
        return Files.isRegularFile(path)
            ? Optional.of(new StoredFile(shown + "/" + file, path.toUri(), compression))
            : Optional.empty();
      }

      @Override
      public String expected(String name) {
        return shown
            + "/"
            + name
            + " or "
            + name
            + GZIP_SUFFIX
            + NearMiss.of(directory, name)
                .map(found -> ", but there is " + found + "; move it there if it is that one")
                .orElse("");
      }
    };
  }

  /** The compressed files that come with the program, in a folder beside this class. */
  static FileSource resources(String directory) {
    return new FileSource() {
      @Override
      public Optional<StoredFile> find(String name) {
        URL resource = FileSource.class.getResource(directory + "/" + name + GZIP_SUFFIX);
        return Optional.ofNullable(resource)
            .map(url -> new StoredFile(url.toString(), uri(url), Compression.GZIP));
      }

      @Override
      public String expected(String name) {
        return "the program's resource " + directory + "/" + name + GZIP_SUFFIX;
      }
    };
  }

  private static URI uri(URL url) {
    try {
      return url.toURI();
    } catch (URISyntaxException e) {
      throw new IllegalStateException(url.toString(), e);
    }
  }
}
