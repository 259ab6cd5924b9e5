package io.github.dl4jdeeplift.engine.fusion;

import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.nd4j.autodiff.functions.DifferentialFunction;
import org.nd4j.linalg.api.ops.ScalarOp;

/**
 * An operation of ND4J that works number by number, as a kernel.
 *
 * @param kernel the kernel
 * @param constant the number that takes the place of an operand; null where there is none
 * @param isFirst whether it takes the first operand's place
 * @param isCondition whether ND4J gives truth values
 */
public record Operation(
    Kernel kernel, @Nullable Double constant, boolean isFirst, boolean isCondition) {

  /** The table of operations of arrays, by ND4J's names. */
  private static final Map<String, Kernel> OF_ARRAYS =
      Map.ofEntries(
          Map.entry("add", Kernel.ADD),
          Map.entry("subtract", Kernel.SUBTRACT),
          Map.entry("multiply", Kernel.MULTIPLY),
          Map.entry("divide", Kernel.DIVIDE),
          Map.entry("maximum", Kernel.MAXIMUM),
          Map.entry("minimum", Kernel.MINIMUM),
          Map.entry("abs", Kernel.ABSOLUTE),
          Map.entry("neg", Kernel.NEGATIVE),
          Map.entry("square", Kernel.MULTIPLY),
          Map.entry("greater", Kernel.GREATER),
          Map.entry("greater_equal", Kernel.AT_LEAST),
          Map.entry("equals", Kernel.EQUAL));

  /** The table of operations of an array and a number. */
  private static final Map<String, Kernel> OF_NUMBERS =
      Map.ofEntries(
          Map.entry("add_scalar", Kernel.ADD),
          Map.entry("sub_scalar", Kernel.SUBTRACT),
          Map.entry("rsub_scalar", Kernel.SUBTRACT),
          Map.entry("mul_scalar", Kernel.MULTIPLY),
          Map.entry("div_scalar", Kernel.DIVIDE),
          Map.entry("rdiv_scalar", Kernel.DIVIDE),
          Map.entry("max_scalar", Kernel.MAXIMUM),
          Map.entry("scalar_min", Kernel.MINIMUM),
          Map.entry("step", Kernel.GREATER),
          Map.entry("greaterthan_scalar", Kernel.GREATER),
          Map.entry("greaterthanorequal_scalar", Kernel.AT_LEAST),
          Map.entry("equals_scalar", Kernel.EQUAL));

  private static final Set<String> CONDITIONS =
      Set.of(
          "greater",
          "greater_equal",
          "equals",
          "greaterthan_scalar",
          "greaterthanorequal_scalar",
          "equals_scalar");

  /** Returns the kernel of an operation; null where it has none. */
  public static @Nullable Operation of(DifferentialFunction operation) {
    String name = operation.opName();
    boolean isCondition = CONDITIONS.contains(name);
    if (!(operation instanceof ScalarOp ofNumber)) {
      Kernel kernel = OF_ARRAYS.get(name);
      return kernel == null ? null : new Operation(kernel, null, /* isFirst= */ false, isCondition);
    }
    Kernel kernel = OF_NUMBERS.get(name);
    if (kernel == null || ofNumber.scalar() == null) {
      return null;
    }
    double constant = ofNumber.scalar().getDouble(0);
    return new Operation(kernel, constant, name.startsWith("r"), isCondition);
  }
}
