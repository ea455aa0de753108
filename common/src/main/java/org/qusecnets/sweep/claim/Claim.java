package org.qusecnets.sweep.claim;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.qusecnets.sweep.options.OptionDescription;
import org.qusecnets.sweep.options.Options;
import org.qusecnets.sweep.options.Reading;

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
  /** Checks that the parts go together. */
  public Claim {
    heading(id, claim, source, measure, comparison, paper, note);
    comparison.check(measure, paper);
  }

  /** What comes of an entry of {@code claims}: the claim, or all that is wrong with its scalars. */
  public static Reading<Claim> reading(Options options, Terms terms) {
    Reading<Comparison> comparison =
        ClaimHeading.comparison(options)
            .map(type -> type.reading(options, terms))
            .orElseGet(Reading::unknown);
    return ClaimHeading.DECLARATION
        .reading(options)
        .and(
            comparison,
            (heading, compared) ->
                new Claim(
                    heading.id(),
                    heading.claim(),
                    heading.source(),
                    heading.measure(),
                    compared,
                    terms.reported(heading.paperImages()),
                    heading.note()))
        .unlessSpoilt(options, Terms.KEYS);
  }

  /** What there is to say of the scalars of an entry of {@code claims}. */
  public static List<OptionDescription> options() {
    List<OptionDescription> options = new ArrayList<>(ClaimHeading.DECLARATION.options());
    for (Comparison.Type type : Comparison.Type.values()) {
      String where = "compare is " + Options.nameOf(type);
      type.declaration().options().stream()
          .map(option -> option.onlyWhere(where))
          .forEach(options::add);
    }
    return options;
  }

  /** All that it says by its configuration keys: an entry of {@code claims}. */
  public SortedMap<String, Object> parameters() {
    SortedMap<String, Object> parameters = new TreeMap<>(comparison.parameters());
    parameters.putAll(heading(id, claim, source, measure, comparison, paper, note).parameters());
    if (paper == null) {
      parameters.remove(Paper.IMAGES);
    } else {
      parameters.put(
          Paper.KEY,
          paper.low() == paper.high() ? paper.low() : List.of(paper.low(), paper.high()));
    }
    return parameters;
  }

  private static ClaimHeading heading(
      String id,
      String claim,
      String source,
      Measure measure,
      Comparison comparison,
      Paper paper,
      String note) {
    int images = paper == null ? 0 : paper.images();
    return new ClaimHeading(id, claim, source, note, comparison.type(), measure, images);
  }
}
