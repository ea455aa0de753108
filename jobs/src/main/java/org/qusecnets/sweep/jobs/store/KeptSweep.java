package org.qusecnets.sweep.jobs.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.qusecnets.sweep.UserException;
import org.qusecnets.sweep.config.ConfigurationException;
import org.qusecnets.sweep.config.ConfigurationReader;
import org.qusecnets.sweep.config.ConfiguredDatasets;
import org.qusecnets.sweep.grid.Grid;
import org.qusecnets.sweep.grid.SweepConfiguration;
import org.qusecnets.sweep.network.EngineProvenance;

/**
 * A sweep whose results a local folder holds, finished or not, read without its configuration file.
 * Nothing is written there.
 *
 * @param storage the folder
 * @param configuration what the sweep does
 * @param grid its cells, models and units
 */
public record KeptSweep(Storage storage, SweepConfiguration configuration, Grid grid) {
  private static final String NAME_A_FOLDER = "name the folder that sweep run wrote to";

  /**
   * Reads which sweep it is.
   *
   * @param datasets the published datasets; those that the configuration describes are added
   * @throws UserException if it is not such a folder, or its files are damaged
   */
  public static KeptSweep read(Path folder, ConfiguredDatasets datasets) {
    if (!Files.isDirectory(folder)) {
      throw refusal(folder, "there is no such folder", NAME_A_FOLDER);
    }
    for (String file : List.of(ResultFolder.MARKER, ResultFolder.CONFIGURATION)) {
      if (!Files.isRegularFile(folder.resolve(file))) {
        throw refusal(folder, "it has no " + file, NAME_A_FOLDER);
      }
    }
    try {
      Path effective = folder.resolve(ResultFolder.CONFIGURATION);
      SweepConfiguration configuration = ConfigurationReader.read(effective, List.of(), datasets);
      Grid grid = Grid.of(configuration);
      checkGrid(folder, grid);
      return new KeptSweep(Storage.of(folder), configuration, grid);
    } catch (ConfigurationException e) {
      throw refusal(
          folder,
          String.join("\n", e.problems()),
          "see to it that its images and plug-ins are where they were, and use the version that"
              + " wrote it");
    } catch (JsonProcessingException e) {
      throw refusal(
          folder,
          ResultFolder.MARKER + " is damaged (" + e.getOriginalMessage() + ")",
          "run the sweep again, which writes it anew");
    } catch (IOException e) {
      throw refusal(
          folder,
          "it cannot be read (" + InfrastructureException.reason(e) + ")",
          "check its permissions");
    }
  }

  /** Another version of the program may make another grid of the same configuration. */
  private static void checkGrid(Path folder, Grid grid) throws IOException {
    String found =
        new ObjectMapper()
            .readTree(Files.readAllBytes(folder.resolve(ResultFolder.MARKER)))
            .path("grid")
            .asText();
    if (!found.equals(grid.id())) {
      throw refusal(
          folder,
          "it holds the results of grid " + found + ", and its configuration is of " + grid.id(),
          "use the version that wrote it, or run the sweep again into another folder");
    }
  }

  private static UserException refusal(Path folder, String reason, String remedy) {
    return new UserException("Cannot export images of " + folder + ": " + reason + "; " + remedy);
  }

  /**
   * Its models.
   *
   * @param current what works with them now
   * @param datasetHashes SHA-256 of the files of each dataset
   */
  public ModelStore models(
      EngineProvenance current, Map<String, SortedMap<String, String>> datasetHashes) {
    return new ModelStore(storage.below(ResultFolder.MODELS), current, datasetHashes);
  }

  /** What of it is finished so far. */
  public Ledger ledger() {
    return new Ledger(storage);
  }
}
