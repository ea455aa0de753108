package org.qusecnets.sweep.jobs.store;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * The intermediate state of a sweep, apart from the tables that people read:
 *
 * <pre>
 * work/units/KE/KEY-SHA256.avro   a receipt of each finished unit
 * work/started/KEY.ATTEMPT        a mark of each unit that was begun and has not finished
 * work/traces/SHA256.txt          stack traces of units that failed
 * </pre>
 *
 * <p>A receipt is the only thing that counts as finished. It is written once, under a name that
 * holds the hash of its content, so that nothing has to be renamed and nothing half written can be
 * taken for whole.
 */
public final class Ledger implements Serializable {
  public static final String FOLDER = "work";
  private static final long serialVersionUID = 1L;
  private static final String UNITS = "units/";
  private static final String STARTED = "started";
  private static final String TRACES = "traces/";
  private static final int BUCKET = 2;

  private final Storage storage;

  public Ledger(Storage results) {
    storage = results.below(FOLDER);
  }

  private static String place(String file) {
    return UNITS + file.substring(0, BUCKET) + "/" + file;
  }

  /** The names of all receipts, by the keys of their units. */
  public Map<String, List<String>> receipts() throws IOException {
    Map<String, List<String>> receipts = new HashMap<>();
    for (String bucket : storage.list(UNITS)) {
      for (String file : storage.list(UNITS + bucket)) {
        receipts.computeIfAbsent(Receipt.keyOf(file), key -> new ArrayList<>()).add(file);
      }
    }
    receipts.remove("");
    return receipts;
  }

  /** The receipts of one unit. */
  public List<String> receipts(String key) throws IOException {
    return storage.list(UNITS + key.substring(0, BUCKET)).stream()
        .filter(file -> Receipt.keyOf(file).equals(key))
        .toList();
  }

  /**
   * Reads and verifies a receipt.
   *
   * @throws Receipt.Damaged if it is not what was written
   */
  public Receipt read(String file) throws IOException {
    byte[] bytes;
    try {
      bytes = storage.read(place(file));
    } catch (NoSuchFileException | FileNotFoundException e) {
      throw new Receipt.Damaged(file, "it is no longer there");
    }
    return Receipt.read(file, bytes);
  }

  /** Where a receipt lies, for people. */
  String describe(String file) {
    return storage.describe(place(file));
  }

  /** Makes a unit finished; returns the name of its receipt. */
  public String finish(Receipt receipt) throws IOException {
    byte[] bytes = receipt.bytes();
    String file = Receipt.fileName(receipt.key(), bytes);
    storage.write(place(file), bytes);
    return file;
  }

  /** Deletes a receipt: its unit is to be done again. */
  public void forget(String file) throws IOException {
    storage.deleteFile(place(file));
  }

  /** Keeps a stack trace. */
  public void keepTrace(String sha256, String trace) throws IOException {
    storage.write(
        TRACES + sha256 + ".txt", trace.getBytes(java.nio.charset.StandardCharsets.UTF_8));
  }

  /** Marks that a unit begins; returns the mark. */
  public String begin(String key) throws IOException {
    String mark = key + "." + UUID.randomUUID();
    storage.touch(STARTED + "/" + mark);
    return mark;
  }

  /** Takes the mark of a unit that has finished away. */
  public void end(String mark) throws IOException {
    storage.deleteFile(STARTED + "/" + mark);
  }

  /** The keys of units that were begun and whose process has not lived to finish them. */
  public Set<String> unfinished() throws IOException {
    Set<String> keys = new HashSet<>();
    for (String mark : storage.list(STARTED)) {
      int dot = mark.indexOf('.');
      // What else file servers put into folders is no mark.
      if (dot > 0) {
        keys.add(mark.substring(0, dot));
      }
    }
    return keys;
  }

  /** Takes all marks of a unit away. */
  public void endAll(String key) throws IOException {
    for (String mark : storage.list(STARTED)) {
      if (mark.startsWith(key + ".")) {
        end(mark);
      }
    }
  }
}
