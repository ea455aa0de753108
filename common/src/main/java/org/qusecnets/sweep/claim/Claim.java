package org.qusecnets.sweep.claim;

import java.io.Serializable;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.qusecnets.sweep.options.InvalidOption;
import org.qusecnets.sweep.options.Options;

/**
 * A claim of a publication that a sweep is to put to the test; no part of the grid.
 *
 * @param id its name, made of a to z, 0 to 9 and hyphens
 * @param claim what is claimed, in a sentence
 * @param source where, such as {@code Section V, Fig. 9}
 * @param measure what the numbers are
 * @param comparison what it says of which cells
 * @param paper the publication's number, or null
 * @param note why ours is other than that, where known, or null
 */
public record Claim(
    String id,
    String claim,
    String source,
    Measure measure,
    Comparison comparison,
    Paper paper,
    String note)
    implements Serializable {
  private static final Pattern ID = Pattern.compile("[a-z0-9-]+");

  /** Checks that the parts go together. */
  public Claim {
    if (!ID.matcher(id).matches()) {
      throw new InvalidOption("id", "must be made of a to z, 0 to 9 and -", "\"" + id + "\"");
    }
    comparison.check(measure, paper);
  }

  /** Reads an entry of {@code claims}. */
  public static Claim read(Options options, Terms terms) {
    String id = options.requiredText("id");
    String claim = options.requiredText("claim");
    String source = options.requiredText("source");
    String note = options.text("note", null);
    Comparison.Type type = options.requiredChoice("compare", Comparison.Type.class);
    Measure usual =
        type == Comparison.Type.REDUCES_SLIGHTLY ? Measure.CLEAN_ACCURACY : Measure.ACCURACY;
    Measure measure = options.choice("measure", usual);
    int images = options.integer(Paper.IMAGES, 0);
    Comparison comparison = type.read(options, terms);
    return new Claim(id, claim, source, measure, comparison, terms.reported(images), note);
  }

  /** All that it says by its configuration keys: an entry of {@code claims}. */
  public SortedMap<String, Object> parameters() {
    SortedMap<String, Object> parameters = new TreeMap<>(comparison.parameters());
    parameters.put("id", id);
    parameters.put("claim", claim);
    parameters.put("source", source);
    parameters.put("compare", Options.nameOf(comparison.type()));
    parameters.put("measure", Options.nameOf(measure));
    if (paper != null) {
      parameters.put(
          Paper.KEY,
          paper.low() == paper.high() ? paper.low() : List.of(paper.low(), paper.high()));
      parameters.put(Paper.IMAGES, paper.images());
    }
    if (note != null) {
      parameters.put("note", note);
    }
    return parameters;
  }
}
