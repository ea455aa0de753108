package org.qusecnets.sweep.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.qusecnets.sweep.UserException;

class RegistryTest {
  interface Thing extends Declared {
    String type();
  }

  record Plain(@Option(says = "Its size.", otherwise = "1", from = 1) int size) implements Thing {
    @Override
    public String type() {
      return "plain";
    }
  }

  record Added(@Option(says = "Its size.", otherwise = "2", from = 1) int size) implements Thing {
    @Override
    public String type() {
      return "added";
    }
  }

  record Typed(@Option(says = "Its type.", otherwise = "a") String type) implements Thing {}

  /** Services differ by class. */
  public abstract static class Service implements Plugin {
    private final String type;
    private final Declaration<?> declaration;

    Service(String type, Class<? extends Record> record) {
      this.type = type;
      declaration = Declaration.of(record);
    }

    @Override
    public String type() {
      return type;
    }

    @Override
    public Declaration<?> declaration() {
      return declaration;
    }
  }

  /** Right. */
  public static final class Right extends Service {
    public Right() {
      super("added", Added.class);
    }
  }

  /** Called what another is called. */
  public static final class Doubled extends Service {
    public Doubled() {
      super("plain", Added.class);
    }
  }

  /** Not called as things are. */
  public static final class Misnamed extends Service {
    public Misnamed() {
      super("Added+more", Added.class);
    }
  }

  /** With an option that stands where the name stands. */
  public static final class TypeOption extends Service {
    public TypeOption() {
      super("typed", Typed.class);
    }
  }

  /** Of a record that has another name. */
  public static final class OtherName extends Service {
    public OtherName() {
      super("other", Added.class);
    }
  }

  /** Named as a service, but by a class that is not there. */
  public abstract static class Gone extends Service {
    Gone() {
      super("gone", Added.class);
    }
  }

  private static Registry<Thing> with(Class<? extends Plugin> service) {
    return new Registry<>(
        Thing.class, service, Thing::type, Map.of("plain", Declaration.of(Plain.class)));
  }

  private static void isRefused(Class<? extends Plugin> service, String message) {
    Registry<Thing> registry = with(service);
    // Each time: what a first use throws must not leave half a registry behind.
    for (int use = 0; use < 2; use++) {
      assertThatThrownBy(registry::types)
          .isInstanceOf(UserException.class)
          .hasMessageContaining(message);
    }
  }

  @Test
  void pluginsStandBesideTheProgramsOwn() {
    Registry<Thing> registry = with(Right.class);

    assertThat(registry.types()).containsExactly("added", "plain");
    assertThat(registry.reading("added", Options.of(Map.of())).orThrow()).isEqualTo(new Added(2));
    assertThat(registry.reading("added", Options.of(Map.of("size", 0))).problems())
        .extracting(Throwable::getMessage)
        .containsExactly("size must be at least 1, was 0");
    assertThatThrownBy(() -> registry.declaration("plane"))
        .isInstanceOf(InvalidOption.class)
        .hasMessage("type must be one of added, plain, was plane");
  }

  @Test
  void pluginsThatCannotBeNamedAreRefused() {
    isRefused(Doubled.class, "Cannot add the thing plain of " + Doubled.class.getName());
    isRefused(Doubled.class, ": there is one of this name; give it another");
    isRefused(Misnamed.class, "its name is not in lower case with hyphens; give it another");
    isRefused(TypeOption.class, "no option can be called type; give it another name");
  }

  @Test
  void pluginsWhoseClassIsMissingAreRefused() {
    isRefused(Gone.class, "Cannot load the plug-ins for things: ");
    isRefused(Gone.class, "; build their jars against this version, or leave them out");
  }

  @Test
  void recordsOfAnotherNameAreRefused() {
    Registry<Thing> registry = with(OtherName.class);

    assertThatThrownBy(() -> registry.reading("other", Options.of(Map.of())))
        .isInstanceOf(UserException.class)
        .hasMessage(
            "Cannot use the thing other: its record says that it is added; have both say the same"
                + " name");
  }
}
