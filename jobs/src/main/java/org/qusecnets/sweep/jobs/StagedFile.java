package org.qusecnets.sweep.jobs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Files that are there whole or not at all: written beside their place, then moved. */
final class StagedFile {
  /** What names of files and folders begin with that are not yet in their place. */
  static final String PREFIX = ".staged-";

  private StagedFile() {}

  static void write(Path folder, String name, byte[] content) throws IOException {
    Path staged = folder.resolve(PREFIX + name);
    Files.write(staged, content);
    move(staged, folder.resolve(name));
  }

  static void move(Path staged, Path target) throws IOException {
    Files.move(staged, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
