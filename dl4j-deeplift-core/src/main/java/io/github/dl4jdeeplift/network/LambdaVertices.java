package io.github.dl4jdeeplift.network;

import io.github.dl4jdeeplift.rule.UnsupportedLayerException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.layers.samediff.SameDiffLambdaVertex;

/**
 * Copies of lambda vertices, which Deeplearning4j makes by a constructor without arguments: their
 * fields must be copied too, or the copy would compute something else.
 */
final class LambdaVertices {
  private LambdaVertices() {}

  /**
   * Checks that Deeplearning4j can copy a vertex.
   *
   * @throws UnsupportedLayerException naming the vertex that it cannot
   */
  static void requireCopy(String name, GraphVertex vertex) {
    if (!(vertex instanceof SameDiffLambdaVertex lambda)) {
      return;
    }
    try {
      copyFields(lambda, (SameDiffLambdaVertex) lambda.clone());
    } catch (RuntimeException e) {
      throw new UnsupportedLayerException(
          "vertex '"
              + name
              + "' ("
              + vertex.getClass().getName()
              + ") cannot be copied, and networks are explained on a copy: Deeplearning4j makes"
              + " another SameDiffLambdaVertex by a public constructor without arguments, in a"
              + " public class; give it one");
    }
  }

  /** Gives a copy the fields of its original, those of the user's classes. */
  static void copyFields(SameDiffLambdaVertex original, SameDiffLambdaVertex copy) {
    Class<?> type = original.getClass();
    while (type != SameDiffLambdaVertex.class) {
      for (Field field : type.getDeclaredFields()) {
        copyField(field, original, copy);
      }
      type = type.getSuperclass();
    }
  }

  private static void copyField(Field field, Object original, Object copy) {
    if (Modifier.isStatic(field.getModifiers())) {
      return;
    }
    try {
      field.setAccessible(true);
      field.set(copy, field.get(original));
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("field " + field + " cannot be copied", e);
    }
  }
}
