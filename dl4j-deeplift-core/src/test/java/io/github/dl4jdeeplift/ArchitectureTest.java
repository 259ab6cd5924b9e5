package io.github.dl4jdeeplift;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_THROW_GENERIC_EXCEPTIONS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import org.jspecify.annotations.NullMarked;

/** What docs/architecture.md says about the packages of this module. */
@AnalyzeClasses(packages = ArchitectureTest.BASE, importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
  static final String BASE = "io.github.dl4jdeeplift";

  @ArchTest
  static final ArchRule imports_goOneWay =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .layer("training")
          .definedBy(BASE + ".training..")
          .layer("api")
          .definedBy(BASE)
          .layer("network")
          .definedBy(BASE + ".network..")
          .layer("engine")
          .definedBy(BASE + ".engine..")
          .layer("graph")
          .definedBy(BASE + ".graph..")
          .layer("rule")
          .definedBy(BASE + ".rule..")
          .layer("operation")
          .definedBy(BASE + ".operation..")
          .whereLayer("training")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("operation")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("api")
          .mayOnlyBeAccessedByLayers("training")
          .whereLayer("network")
          .mayOnlyBeAccessedByLayers("api")
          .whereLayer("engine")
          .mayOnlyBeAccessedByLayers("api")
          .whereLayer("graph")
          .mayOnlyBeAccessedByLayers("api", "network", "engine")
          .whereLayer("rule")
          .mayOnlyBeAccessedByLayers("api", "network", "engine", "graph", "operation")
          .ensureAllClassesAreContainedInArchitecture();

  private static final String RULE = BASE + ".rule";

  @ArchTest
  static final ArchRule importsOfRules_goOneWay =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .layer("rule")
          .definedBy(RULE)
          .layer("shape")
          .definedBy(RULE + ".shape")
          .layer("arithmetic")
          .definedBy(RULE + ".arithmetic")
          .layer("function")
          .definedBy(RULE + ".function")
          .layer("mask")
          .definedBy(RULE + ".mask")
          .layer("activation")
          .definedBy(RULE + ".activation")
          .layer("window")
          .definedBy(RULE + ".window")
          .layer("sequence")
          .definedBy(RULE + ".sequence")
          .layer("table")
          .definedBy(RULE + ".table")
          .whereLayer("rule")
          .mayNotAccessAnyLayer()
          .whereLayer("shape")
          .mayOnlyAccessLayers("rule")
          .whereLayer("arithmetic")
          .mayOnlyAccessLayers("rule")
          .whereLayer("function")
          .mayOnlyAccessLayers("rule")
          .whereLayer("mask")
          .mayOnlyAccessLayers("rule", "shape", "arithmetic")
          .whereLayer("activation")
          .mayOnlyAccessLayers("rule", "shape", "function")
          .whereLayer("window")
          .mayOnlyBeAccessedByLayers("table")
          .whereLayer("sequence")
          .mayOnlyBeAccessedByLayers("table")
          .whereLayer("table")
          .mayNotBeAccessedByAnyLayer();

  @ArchTest
  static final ArchRule packages_haveNoCycles =
      slices().matching("io.github.(**)").should().beFreeOfCycles();

  @ArchTest static final ArchRule library_isSilent = NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;

  @ArchTest
  static final ArchRule exceptions_areSpecific = NO_CLASSES_SHOULD_THROW_GENERIC_EXCEPTIONS;

  @ArchTest
  static final ArchRule names_sayWhatAClassIs =
      noClasses()
          .should()
          .haveSimpleNameContaining("Util")
          .orShould()
          .haveSimpleNameContaining("Helper")
          .orShould()
          .haveSimpleNameContaining("Manager");

  @ArchTest
  static final ArchRule packages_areNullMarked = classes().should(resideInNullMarkedPackages());

  private static ArchCondition<JavaClass> resideInNullMarkedPackages() {
    return new ArchCondition<>("reside in packages whose package-info.java says @NullMarked") {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        boolean marked = type.getPackage().isAnnotatedWith(NullMarked.class);
        String message = type.getPackageName() + ", package of " + type.getSimpleName();
        events.add(new SimpleConditionEvent(type, marked, message + ": @NullMarked " + marked));
      }
    };
  }
}
