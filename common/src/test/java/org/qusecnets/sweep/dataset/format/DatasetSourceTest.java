package org.qusecnets.sweep.dataset.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.qusecnets.sweep.dataset.ImageSet;
import org.qusecnets.sweep.dataset.ImageShape;

/** Datasets from files as users have them. */
class DatasetSourceTest extends FilesOfUsers {
  private static byte[] map(int height, int width, int first) {
    byte[] header = text("P5 " + width + " " + height + " 255\n");
    byte[] content = new byte[header.length + height * width];
    System.arraycopy(header, 0, content, 0, header.length);
    for (int i = 0; i < height * width; i++) {
      content[header.length + i] = (byte) (first + i);
    }
    return content;
  }

  /** Ten images of each of three classes, of 2 x 3 pixels. */
  private Map<String, Object> pictures() {
    for (int i = 0; i < 30; i++) {
      String name = new String[] {"Käfer", "ant 1", "b"}[i % 3];
      write("all/" + name + "/ein Bild " + (10 + i) + ".pgm", map(2, 3, i));
    }
    write("all/.hidden/x.pgm", new byte[3]);
    write("all/b/.DS_Store", new byte[3]);
    return Map.of("path", "all", "test-share", 0.2);
  }

  @Test
  void foldersAreClassesInTheOrderOfTheirNames() {
    DatasetSource.Loaded loaded = load("image-folder", pictures());

    assertThat(loaded.description().classNames()).containsExactly("Käfer", "ant 1", "b");
    assertThat(loaded.description().shape()).isEqualTo(new ImageShape(1, 2, 3));
    ImageSet test = loaded.dataset().test();
    ImageSet train = loaded.dataset().train();
    assertThat(train.size()).isEqualTo(24);
    assertThat(test.size()).isEqualTo(6);
    Set<Integer> seen = new HashSet<>();
    for (ImageSet set : new ImageSet[] {train, test}) {
      int[] counts = new int[3];
      for (int i = 0; i < set.size(); i++) {
        counts[set.label(i)]++;
        int first = set.pixel(i, 0);
        assertThat(first % 3).isEqualTo(set.label(i));
        assertThat(set.pixel(i, 5)).isEqualTo(first + 5);
        assertThat(seen.add(first)).as("an image is in one part only").isTrue();
      }
      assertThat(counts).containsOnly(set.size() / 3);
    }
  }

  @Test
  void theContentsHashIsThatOfImagesLabelsAndClassNames() {
    Map<String, Object> options = pictures();
    String before = load("image-folder", options).description().content();
    assertThat(before).matches("[0-9a-f]{64}");
    assertThat(load("image-folder", with(options, "sha256", before)).dataset().sha256())
        .containsExactly(Map.entry("content", before));

    write("all/b/ein Bild 15.pgm", map(2, 3, 200));
    String pixel = load("image-folder", options).description().content();
    write("all/b/ein Bild 15.pgm", map(2, 3, 5));
    String again = load("image-folder", options).description().content();
    folder.resolve("all/b").toFile().renameTo(folder.resolve("all/bee").toFile());
    String name = load("image-folder", options).description().content();
    String share = load("image-folder", with(options, "test-share", 0.3)).description().content();

    assertThat(again).isEqualTo(before);
    assertThat(Set.of(before, pixel, name, share)).hasSize(4);
    assertRefused(
        "image-folder",
        with(options, "sha256", before),
        "the SHA-256 of its content is " + name + ", expected " + before);
  }

  @Test
  void imagesGetTheSizeAndTheChannelsThatAreAskedFor() {
    Map<String, Object> options = new HashMap<>(pictures());
    write("all/b/ein Bild 99.png", GoldenPictures.bytes("colour-png.file"));
    assertRefused("image-folder", options, "ein Bild 99.png is of 13 x 11 x 3 pixels, but ");
    options.put("size", "4x5");
    assertRefused(
        "image-folder", options, "ein Bild 99.png is of 4 x 5 x 3 pixels", "set channels");
    options.put("channels", "3");

    DatasetSource.Loaded loaded = load("image-folder", options);

    assertThat(loaded.description().shape()).isEqualTo(new ImageShape(3, 4, 5));
    assertThat(loaded.dataset().train().size() + loaded.dataset().test().size()).isEqualTo(31);
  }

  @Test
  void everyFaultyFileIsToldOfOrCounted() {
    Map<String, Object> options = pictures();
    write("all/b/ein Bild 12.pgm", new byte[0]);
    write("all/ant 1/zz ü.png", GoldenPictures.bytes("alpha-png.file"));
    write("all/b/ein Bild 30.pgm", text("P5 2 2 255\nabcd"));
    write("all/b/notes.txt", text("hello"));
    write("all/Käfer/a.gif", GoldenPictures.bytes("gif.file"));

    assertRefused("image-folder", options, folder.resolve("all/Käfer/a.gif") + " is a GIF");
    folder.resolve("all/Käfer/a.gif").toFile().delete();
    assertRefused(
        "image-folder",
        options,
        folder.resolve("all/ant 1/zz ü.png") + " has an alpha channel",
        folder.resolve("all/b/ein Bild 12.pgm") + " is empty",
        folder.resolve("all/b/ein Bild 30.pgm") + " is of 2 x 2 grey pixels, but ",
        "; and 1 more");
  }

  @Test
  void foldersForTrainingAndTestsMustHaveTheSameClasses() {
    for (int i = 0; i < 8; i++) {
      write("data/train/" + "ab".charAt(i % 2) + "/" + i + ".pgm", map(2, 3, i));
      write("data/val/" + "ab".charAt(i % 2) + "/" + i + ".pgm", map(2, 3, 50 + i));
    }
    DatasetSource.Loaded loaded = load("image-folder", Map.of("path", "data"));
    Map<String, Object> paths = Map.of("train", "data/train", "test", "data/val");

    assertThat(loaded.dataset().train().pixel(0, 0)).isEqualTo(0);
    assertThat(loaded.dataset().test().pixel(0, 0)).isEqualTo(50);
    assertThat(load("image-folder", paths).description().content())
        .isEqualTo(loaded.description().content());
    write("data/val/c/0.pgm", map(2, 3, 0));
    assertRefused(
        "image-folder",
        paths,
        "are of the classes a, b, test images of a, b, c; give both the same");
    assertRefused(
        "image-folder", Map.of("path", "data/train"), "does not say which images are for tests");
  }

  @Test
  void aClassWithoutImagesAndAFolderWithoutClassesAreRefused() throws IOException {
    Files.createDirectories(folder.resolve("all"));
    Map<String, Object> options = Map.of("path", "all", "test-share", 0.5);
    assertRefused("image-folder", options, folder.resolve("all") + " has no images");
    write("all/one/0.pgm", map(2, 3, 0));
    write("all/one/1.pgm", map(2, 3, 0));
    assertRefused("image-folder", options, "has images of one class only, one");
    Files.createDirectories(folder.resolve("all/two"));
    assertRefused("image-folder", options, "has a class without images: two is empty");
    assertRefused("image-folder", Map.of("path", "none", "test-share", 0.5), "none is no folder");
  }

  @Test
  void aClassThatTheShareLeavesNoImageOfIsRefused() {
    for (int i = 0; i < 11; i++) {
      write("few/" + (i < 10 ? "many" : "one") + "/" + i + ".pgm", map(2, 3, i));
    }

    assertRefused(
        "image-folder",
        Map.of("path", "few", "test-share", 0.5),
        "what test-share leaves of",
        "has no image of 1 of 2 classes: one");
  }

  @Test
  void filesThatAreNotWhereTheyBelongAreRefused() {
    Map<String, Object> options = pictures();
    write("all/stray.pgm", map(2, 3, 0));
    assertRefused("image-folder", options, "stray.pgm, which is no folder of a class");
    folder.resolve("all/stray.pgm").toFile().delete();
    write("all/b/inner/0.pgm", map(2, 3, 0));
    assertRefused("image-folder", options, "inner, which is no image file");
  }

  @Test
  void tooFewImagesForAShareAreRefused() {
    Map<String, Object> options = pictures();

    assertRefused("image-folder", with(options, "test-share", 0.01), "leaves none for tests");
    assertRefused("image-folder", with(options, "test-share", 0.99), "leaves none for training");
  }
}
