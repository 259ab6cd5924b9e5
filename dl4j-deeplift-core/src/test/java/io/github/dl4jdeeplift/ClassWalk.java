package io.github.dl4jdeeplift;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.util.List;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.layers.Layer;

/**
 * The classes of Deeplearning4j of which a network can be configured: concrete ones that are a
 * layer's, a vertex's or a preprocessor's configuration.
 */
final class ClassWalk {
  private ClassWalk() {}

  /** Returns the classes of some packages and those below them, ordered by name. */
  static List<Class<?>> of(String... packages) {
    return new ClassFileImporter()
        .importPackages(packages).stream()
            .filter(ClassWalk::isConfiguration)
            .<Class<?>>map(JavaClass::reflect)
            .sorted(java.util.Comparator.comparing(type -> type.getName()))
            .toList();
  }

  private static boolean isConfiguration(JavaClass type) {
    return !type.isInterface()
        && !type.getModifiers().contains(JavaModifier.ABSTRACT)
        && !type.isAnonymousClass()
        && (type.isAssignableTo(Layer.class)
            || type.isAssignableTo(GraphVertex.class)
            || type.isAssignableTo(InputPreProcessor.class));
  }
}
