package io.github.dl4jdeeplift.keras.translate;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.dl4jdeeplift.keras.layer.AffineVertex;
import io.github.dl4jdeeplift.keras.layer.BroadcastVertex;
import io.github.dl4jdeeplift.keras.layer.FunctionVertex;
import io.github.dl4jdeeplift.keras.layer.FunctionVertex.Function;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.ScaleVertex;
import org.deeplearning4j.nn.conf.graph.ShiftVertex;

/** Sums, differences, products, quotients, extremes and powers of tensors and constants. */
enum Arithmetic implements Operation {
  ADD(BroadcastVertex.Operation.ADD) {
    @Override
    Affine with(double constant, boolean constantFirst) {
      return new Affine(1, constant);
    }
  },
  SUBTRACT(BroadcastVertex.Operation.SUBTRACT) {
    @Override
    Affine with(double constant, boolean constantFirst) {
      return constantFirst ? new Affine(-1, constant) : new Affine(1, -constant);
    }
  },
  MULTIPLY(BroadcastVertex.Operation.MULTIPLY) {
    @Override
    Affine with(double constant, boolean constantFirst) {
      return new Affine(constant, 0);
    }
  },
  DIVIDE(BroadcastVertex.Operation.MULTIPLY) {
    @Override
    Affine with(double constant, boolean constantFirst) {
      return constantFirst ? new Affine(constant, 0) : new Affine(1 / constant, 0);
    }
  };

  private final BroadcastVertex.Operation ofTensors;

  Arithmetic(BroadcastVertex.Operation ofTensors) {
    this.ofTensors = ofTensors;
  }

  /** x·scale + shift. */
  record Affine(double scale, double shift) {}

  /** Returns what one constant does to a tensor. */
  abstract Affine with(double constant, boolean constantFirst);

  @Override
  public Translation translate(OperationCall call) {
    JsonNode first = call.first();
    JsonNode second = call.argument(2, "y", "x2");
    boolean constantFirst = OperationCall.tensor(first).isEmpty();
    if (call.inputs().size() == 2) {
      Translation merged = Broadcasts.of(call.layer(), ofTensors, call.inputs());
      return this == DIVIDE ? merged.withBefore(Map.of(1, reciprocal())) : merged;
    }
    if (call.inputs().size() != 1 || constantFirst == OperationCall.tensor(second).isEmpty()) {
      throw call.layer().unsupported("it is called on " + first + " and " + second);
    }
    Translation affine =
        affine(call, OperationCall.constant(constantFirst ? first : second), constantFirst);
    return this == DIVIDE && constantFirst
        ? new Translation(reciprocal(), affine.output(), List.of(), java.util.Set.of()).then(affine)
        : affine;
  }

  private static List<Step> reciprocal() {
    return List.of(new Step.VertexStep(new FunctionVertex(Function.RECIPROCAL)));
  }

  private Translation affine(OperationCall call, JsonNode constant, boolean constantFirst) {
    TensorShape input = call.inputs().get(0);
    if (constant.isNumber()) {
      Affine affine = with(constant.doubleValue(), constantFirst);
      GraphVertex vertex =
          affine.scale == 1 ? new ShiftVertex(affine.shift) : new ScaleVertex(affine.scale);
      Translation translation = Translation.of(vertex, input);
      return affine.scale != 1 && affine.shift != 0
          ? translation.then(Translation.of(new ShiftVertex(affine.shift), input))
          : translation;
    }
    Constant values = Constant.of(call, constant, input);
    return Translation.of(
        new AffineVertex(
            values.shape(),
            values.map(value -> with(value, constantFirst).scale),
            values.map(value -> with(value, constantFirst).shift)),
        input);
  }

  /** A constant array, of as many dimensions as the tensor, the batch included. */
  private record Constant(List<Long> shape, List<Double> values) {
    static Constant of(OperationCall call, JsonNode node, TensorShape input) {
      List<Long> shape = new ArrayList<>();
      for (JsonNode level = node; level.isArray(); level = level.path(0)) {
        shape.add((long) level.size());
      }
      List<Double> values = new ArrayList<>();
      collect(node, values);
      long count = shape.stream().reduce(1L, (a, b) -> a * b);
      if (values.isEmpty() || count != values.size() || shape.size() > input.rank() + 1) {
        throw call.invalid("a constant", node);
      }
      shape.addAll(0, Collections.nCopies(input.rank() + 1 - shape.size(), 1L));
      requireFit(call, shape, input);
      return new Constant(shape, values);
    }

    private static void requireFit(OperationCall call, List<Long> shape, TensorShape input) {
      boolean fits = shape.get(0) == 1;
      for (int axis = 0; axis < input.rank(); axis++) {
        long size = shape.get(axis + 1);
        fits &= size == 1 || size == input.size(axis);
      }
      if (!fits) {
        throw call.layer()
            .unsupported("its constant of shape " + shape + " does not fit its input " + input);
      }
    }

    private static void collect(JsonNode node, List<Double> values) {
      if (node.isArray()) {
        node.forEach(element -> collect(element, values));
      } else if (node.isNumber()) {
        values.add(node.doubleValue());
      }
    }

    List<Double> map(DoubleUnaryOperator function) {
      return values.stream().map(function::applyAsDouble).toList();
    }
  }

  /** {@code tf.math.add_n}. */
  static Translation addAll(OperationCall call) {
    return call.inputs().size() == 1
        ? Movements.identity(call)
        : Broadcasts.of(call.layer(), BroadcastVertex.Operation.ADD, call.inputs());
  }

  /** x^p with a constant p. */
  static Translation power(OperationCall call) {
    TensorShape input = call.input();
    double exponent =
        call.number(2, "y", "x2")
            .orElseThrow(() -> call.layer().unsupported("its exponent is not a number"));
    return Translation.of(new FunctionVertex(Function.POWER, exponent), input);
  }
}
