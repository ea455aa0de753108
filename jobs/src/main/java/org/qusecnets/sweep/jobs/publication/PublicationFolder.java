package org.qusecnets.sweep.jobs.publication;

import java.io.IOException;
import java.util.Optional;
import org.qusecnets.sweep.UserException;
import org.qusecnets.sweep.jobs.store.Lease;
import org.qusecnets.sweep.jobs.store.ResultFolder;
import org.qusecnets.sweep.jobs.store.Storage;

/** The publications in a result folder. */
public final class PublicationFolder {
  private final ResultFolder results;

  /** Those in this folder. */
  public PublicationFolder(ResultFolder results) {
    this.results = results;
  }

  /** The publication of tables that counts, if it is of this folder's grid. */
  public Optional<Publication> published() {
    return newest().filter(publication -> publication.grid().equals(results.grid().id()));
  }

  /** The publication of tables that counts, be it of a grid from which this one has grown. */
  public Optional<Publication> newest() {
    return current(Publication.TABLES);
  }

  private Optional<Publication> current(String series) {
    try {
      Optional<Publication> current = Publication.current(storage(), series);
      // A copy may have left it out.
      return current.isPresent() && storage().exists(current.get().folder())
          ? current
          : Optional.empty();
    } catch (IOException e) {
      throw new UserException("Cannot read " + storage() + ": " + e + "; check its permissions", e);
    }
  }

  /**
   * Removes what is left of former publications and of killed runs. Only who has the lease may do
   * so.
   */
  public void tidy() {
    try {
      Publication.tidy(storage());
    } catch (IOException e) {
      throw cannotWrite(e);
    }
  }

  /**
   * Puts in order what a run has left that published and was then killed, and what copying has
   * changed.
   */
  public void tidyPublished() {
    try {
      if (results.takeFromDead()) {
        Publication.tidy(storage());
      } else if (Lease.read(storage()).isEmpty()) {
        newest().ifPresent(tables -> PublicationLink.set(storage(), Publication.TABLES, tables));
      }
    } catch (IOException e) {
      throw cannotWrite(e);
    }
  }

  private UserException cannotWrite(IOException cause) {
    return new UserException(
        "Cannot write to " + storage() + ": " + cause + "; check its permissions", cause);
  }

  /** Where people find the tables. */
  public String tables() {
    return place(Publication.TABLES);
  }

  /** Where people find the noise analysis. */
  public String resilience() {
    return place(Publication.RESILIENCE);
  }

  private String place(String series) {
    return PublicationLink.place(storage(), series, current(series).orElseThrow());
  }

  private Storage storage() {
    return results.storage();
  }
}
