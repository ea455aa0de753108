package org.qusecnets.sweep.network.pretrained.keras;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/** Models that Keras saved, and what others are made of them. */
final class SavedModel {
  static final String FOLDER = "/pretrained/keras/";
  static final String CONFIGURATION = "config.json";
  static final String WEIGHTS = "model.weights.h5";

  private SavedModel() {}

  /** A file of Keras's. */
  static byte[] bytes(String file) throws IOException {
    try (InputStream content = SavedModel.class.getResourceAsStream(FOLDER + file)) {
      return content.readAllBytes();
    }
  }

  /** What an archive holds. */
  static Map<String, byte[]> entries(String file) throws IOException {
    Map<String, byte[]> entries = new LinkedHashMap<>();
    try (ZipInputStream archive = new ZipInputStream(new ByteArrayInputStream(bytes(file)))) {
      for (ZipEntry entry = archive.getNextEntry(); entry != null; entry = archive.getNextEntry()) {
        entries.put(entry.getName(), archive.readAllBytes());
      }
    }
    return entries;
  }

  /** An archive that holds this. */
  static byte[] archive(Map<String, byte[]> entries) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream archive = new ZipOutputStream(bytes)) {
      for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
        archive.putNextEntry(new ZipEntry(entry.getKey()));
        archive.write(entry.getValue());
      }
    }
    return bytes.toByteArray();
  }

  /** An archive with another entry in the place of one. */
  static byte[] with(String file, String name, byte[] content) throws IOException {
    Map<String, byte[]> entries = entries(file);
    entries.put(name, content);
    return archive(entries);
  }

  /** An archive with something else for what its configuration says in one place. */
  static byte[] saying(String file, String instead, String of) throws IOException {
    String configuration = new String(entries(file).get(CONFIGURATION), StandardCharsets.UTF_8);
    assertThat(configuration).contains(of);
    int place = configuration.indexOf(of);
    String changed =
        configuration.substring(0, place) + instead + configuration.substring(place + of.length());
    return with(file, CONFIGURATION, changed.getBytes(StandardCharsets.UTF_8));
  }
}
