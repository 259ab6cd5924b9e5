package io.github.dl4jdeeplift.keras;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.github.dl4jdeeplift.rule.Refusal;
import io.github.dl4jdeeplift.rule.RuleRow;
import io.github.dl4jdeeplift.rule.RuleTable;
import io.github.dl4jdeeplift.rule.table.LibraryRules;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.junit.jupiter.api.Test;

/**
 * Every layer, vertex and preprocessor that Deeplearning4j's importer brings, and every one of this
 * module, has a rule or a reason why it has none.
 */
class ImporterClassesTest {
  private static final Set<Class<?>> KINDS =
      Set.of(Layer.class, GraphVertex.class, InputPreProcessor.class);

  private static List<Class<?>> configurations(String... packages) {
    return new ClassFileImporter()
        .importPackages(packages).stream()
            .filter(type -> KINDS.stream().anyMatch(type::isAssignableTo))
            .filter(ImporterClassesTest::isConcrete)
            .<Class<?>>map(JavaClass::reflect)
            .toList();
  }

  private static boolean isConcrete(JavaClass type) {
    return !type.isInterface()
        && !type.isAnonymousClass()
        && !type.getModifiers().contains(JavaModifier.ABSTRACT);
  }

  private static Set<Class<?>> known() {
    RuleTable table = LibraryRules.with(List.of());
    Set<Class<?>> known = new HashSet<>(RuleTable.OPENED);
    Stream.concat(
            table.rows().stream().map(RuleRow::type), table.refusals().stream().map(Refusal::type))
        .forEach(known::add);
    return known;
  }

  @Test
  void classOfTheImporter_hasARuleOrAReason() {
    List<Class<?>> classes = configurations("org.deeplearning4j.nn.modelimport");
    // TFOpLayer and TensorFlowCnnToFeedForwardPreProcessor in 1.0.0-M2.1: the walk does find them.
    assertThat(classes).hasSizeGreaterThanOrEqualTo(2);
    assertThat(classes).isSubsetOf(known());
  }

  @Test
  void classOfThisModule_hasARule() {
    List<Class<?>> classes = configurations("io.github.dl4jdeeplift.keras.layer");
    assertThat(classes).hasSizeGreaterThan(5);
    assertThat(classes).isSubsetOf(known());
  }
}
