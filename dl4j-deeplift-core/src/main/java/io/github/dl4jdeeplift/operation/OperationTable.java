package io.github.dl4jdeeplift.operation;

import io.github.dl4jdeeplift.operation.Operand.Fixed;
import io.github.dl4jdeeplift.operation.Operand.Varying;
import io.github.dl4jdeeplift.rule.Shape;
import io.github.dl4jdeeplift.rule.activation.RescaleRule;
import io.github.dl4jdeeplift.rule.function.NamedFunctions;
import io.github.dl4jdeeplift.rule.function.Nonlinearity;
import io.github.dl4jdeeplift.rule.shape.IdentityRule;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.ops.transforms.Transforms;

/** The one place where a SameDiff operation, by its name, meets the rules that explain it. */
final class OperationTable {
  private static final Map<String, Function<Call, Varying>> ROWS = rows();

  private OperationTable() {}

  private static Map<String, Function<Call, Varying>> rows() {
    Map<String, Function<Call, Varying>> rows = new HashMap<>();
    Stream.of(
            ArithmeticOperations.ROWS,
            ReductionOperations.ROWS,
            MatrixOperations.ROWS,
            WindowOperations.ROWS)
        .forEach(rows::putAll);
    MatrixOperations.LINEAR.forEach(name -> rows.put(name, MatrixOperations::byMatrix));
    rows.put("concat", MovingOperations::concatenated);
    rows.put("stack", MovingOperations::stacked);
    rows.put("parallel_stack", MovingOperations::stacked);
    rows.put("layer_norm", ReductionOperations::layerNormalized);
    rows.put("batchnorm", OperationTable::batchNormalized);
    rows.put("biasadd", OperationTable::biased);
    rows.put("prelu", OperationTable::prelu);
    rows.put("ClipByValue", OperationTable::bounded);
    rows.put("clipbyvalue", OperationTable::bounded);
    rows.put("cast", OperationTable::cast);
    rows.put("assign", OperationTable::assigned);
    rows.put("Where", OperationTable::chosen);
    rows.put("select", OperationTable::chosen);
    return rows;
  }

  /** Returns the names of all operations that have rules. */
  static Set<String> names() {
    Set<String> names = new TreeSet<>(ROWS.keySet());
    names.addAll(MovingOperations.NAMES);
    names.addAll(SizeOperations.NAMES);
    names.addAll(NamedFunctions.names());
    return names;
  }

  /** Tells whether an operation has a rule, for some arguments at least. */
  static boolean knows(String operation) {
    return ROWS.containsKey(operation)
        || MovingOperations.NAMES.contains(operation)
        || SizeOperations.NAMES.contains(operation)
        || NamedFunctions.of(operation, 0.5) != null;
  }

  /**
   * Turns an operation into nodes.
   *
   * @return what it gives, in order
   * @throws io.github.dl4jdeeplift.rule.UnsupportedLayerException naming it, where it has no rule
   */
  static List<Operand> translate(Call call) {
    String name = call.operation().name();
    Function<Call, Varying> row = ROWS.get(name);
    if (row != null) {
      return List.of(row.apply(call));
    }
    if (MovingOperations.NAMES.contains(name)) {
      return MovingOperations.moved(call);
    }
    Nonlinearity function = NamedFunctions.of(name, call.operation().number(0, 0));
    if (function == null) {
      throw call.refused("has no rule");
    }
    return List.of(call.node(new RescaleRule(function), call.varying(0)));
  }

  /** γ(x − μ)/√(σ² + ε) + β along one dimension, all of them constant. */
  private static Varying batchNormalized(Call call) {
    boolean scales = call.operation().integer(0, 0) != 0;
    boolean shifts = call.operation().integer(1, 0) != 0;
    Varying value = call.varying(0);
    int axis = call.axis(call.operation().integer(2, -1), value.shape());
    INDArray deviation = Transforms.sqrt(call.fixed(2).add(call.operation().number(0, 0)), true);
    INDArray scale = (scales ? call.fixed(3) : deviation.mul(0).addi(1)).div(deviation);
    INDArray shift = call.fixed(1).mul(scale).neg();
    if (shifts) {
      shift.addi(call.fixed(scales ? 4 : 3));
    }
    return ArithmeticOperations.affine(
        call,
        value,
        ReductionOperations.along(scale, value.shape(), axis),
        ReductionOperations.along(shift, value.shape(), axis));
  }

  private static Varying biased(Call call) {
    Varying value = call.varying(0);
    boolean channelsFirst = call.operation().flag(0, false);
    int axis = channelsFirst ? 0 : value.shape().rank() - 1;
    return ArithmeticOperations.shifted(
        call, value, ReductionOperations.along(call.fixed(1), value.shape(), axis));
  }

  private static Varying prelu(Call call) {
    Varying value = call.varying(0);
    Shape shape = value.shape();
    INDArray alpha = call.fixed(1);
    INDArray slopes =
        alpha.length() == shape.length()
            ? alpha.reshape('c', shape.withBatch(1))
            : ArithmeticOperations.row(call, alpha, shape);
    return call.node(new RescaleRule(NamedFunctions.prelu(slopes)), value);
  }

  private static Varying bounded(Call call) {
    double low = call.operation().number(0, Double.NEGATIVE_INFINITY);
    double high = call.operation().number(1, Double.POSITIVE_INFINITY);
    String name = "clipping to " + low + " and " + high;
    return call.node(new RescaleRule(NamedFunctions.between(name, low, high)), call.varying(0));
  }

  private static Varying cast(Call call) {
    DataType type = call.operation().castType();
    if (type != DataType.FLOAT && type != DataType.DOUBLE) {
      throw call.refused("to " + type + " has no rule: numbers would be rounded");
    }
    return call.node(new IdentityRule(), call.varying(0));
  }

  private static Varying assigned(Call call) {
    if (call.operands().get(1) instanceof Varying value
        && call.operands().get(0) instanceof Varying target
        && target.shape().equals(value.shape())) {
      return call.node(new IdentityRule(), value);
    }
    throw call.refused("has a rule for two values of one shape only");
  }

  /** A choice by a constant condition: one value times the mask plus the other times the rest. */
  private static Varying chosen(Call call) {
    if (!call.isFixed(0) || call.operands().size() != 3) {
      throw call.refused("has a rule only where its condition is constant");
    }
    INDArray mask = call.fixed(0);
    Call sum =
        new Call(
            call.operation(),
            List.of(masked(call, 1, mask), masked(call, 2, mask.rsub(1))),
            call.graph());
    return Objects.requireNonNull(ArithmeticOperations.ROWS.get("add")).apply(sum);
  }

  private static Operand masked(Call call, int index, INDArray mask) {
    return call.operands().get(index) instanceof Varying value
        ? ArithmeticOperations.scaled(call, value, mask)
        : new Fixed(call.fixed(index).mul(mask));
  }
}
