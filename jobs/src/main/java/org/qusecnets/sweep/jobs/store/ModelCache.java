package org.qusecnets.sweep.jobs.store;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.qusecnets.sweep.network.TrainedModel;

/**
 * The models that this JVM's tasks used last, so that each reaches an executor once while its units
 * are worked off.
 */
final class ModelCache {
  private static final int MODELS = 16;

  private static final Map<String, CompletableFuture<TrainedModel>> CACHE =
      new LinkedHashMap<>(MODELS, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(
            Map.Entry<String, CompletableFuture<TrainedModel>> eldest) {
          return size() > MODELS;
        }
      };

  private ModelCache() {}

  /** Reads a model. */
  @FunctionalInterface
  interface Reader {
    TrainedModel read() throws IOException;
  }

  /** The model, read if it is not there. Tasks that ask at the same time wait for one reading. */
  static TrainedModel get(String folder, ModelReference reference, Reader reader)
      throws IOException {
    String key = folder + "/" + reference.id() + "/" + reference.sha256();
    CompletableFuture<TrainedModel> mine = new CompletableFuture<>();
    CompletableFuture<TrainedModel> found;
    synchronized (CACHE) {
      found = CACHE.putIfAbsent(key, mine);
    }
    if (found == null) {
      try {
        mine.complete(reader.read());
      } catch (IOException | RuntimeException | Error e) {
        mine.completeExceptionally(e);
        synchronized (CACHE) {
          CACHE.remove(key, mine);
        }
        throw e;
      }
      return mine.join();
    }
    try {
      return found.join();
    } catch (CompletionException e) {
      throw new IOException(e.getCause());
    }
  }
}
