package io.github.dl4jdeeplift.keras;

import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_THROW_GENERIC_EXCEPTIONS;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Imports between the packages of this module go one way. */
@AnalyzeClasses(packages = ArchitectureTest.BASE, importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
  static final String BASE = "io.github.dl4jdeeplift.keras";

  @ArchTest
  static final ArchRule imports_goOneWay =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .layer("api")
          .definedBy(BASE)
          .layer("build")
          .definedBy(BASE + ".build..")
          .layer("translate")
          .definedBy(BASE + ".translate..")
          .layer("layer")
          .definedBy(BASE + ".layer..")
          .layer("function")
          .definedBy(BASE + ".function..")
          .layer("python")
          .definedBy(BASE + ".python..")
          .layer("config")
          .definedBy(BASE + ".config..")
          .layer("file")
          .definedBy(BASE + ".file..")
          .layer("dialect")
          .definedBy(BASE + ".dialect..")
          .layer("error")
          .definedBy(BASE + ".error..")
          .whereLayer("api")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("build")
          .mayOnlyBeAccessedByLayers("api")
          .whereLayer("translate")
          .mayOnlyBeAccessedByLayers("build")
          .whereLayer("layer")
          .mayOnlyBeAccessedByLayers("translate")
          .whereLayer("function")
          .mayOnlyBeAccessedByLayers("api", "build")
          .whereLayer("python")
          .mayOnlyBeAccessedByLayers("function")
          .whereLayer("config")
          .mayOnlyBeAccessedByLayers("api", "build", "translate", "function")
          .whereLayer("file")
          .mayOnlyBeAccessedByLayers("api", "build")
          .whereLayer("dialect")
          .mayOnlyBeAccessedByLayers("file");

  @ArchTest static final ArchRule streams_areTheUsers = NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;

  @ArchTest
  static final ArchRule exceptions_sayWhatHappened = NO_CLASSES_SHOULD_THROW_GENERIC_EXCEPTIONS;
}
