package io.github.dl4jdeeplift.keras.translate;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.dl4jdeeplift.keras.layer.PermuteVertex;
import io.github.dl4jdeeplift.keras.layer.SliceVertex;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.conf.graph.ScaleVertex;

/** Operations that move numbers: other shapes, other orders, several tensors in one. */
final class Movements {
  private Movements() {}

  /** The tensor itself, in an array of its own. */
  static Translation identity(OperationCall call) {
    return Translation.of(new ScaleVertex(1), call.input());
  }

  /** A change of the number type that changes nothing. */
  static Translation cast(OperationCall call) {
    JsonNode type = call.argument(2, "dtype");
    if (!type.asText().equals("float32")) {
      throw call.invalid("dtype", type);
    }
    return identity(call);
  }

  /** Returns the same numbers under another shape. */
  private static Translation reshaped(OperationCall call, List<Long> sizes) {
    TensorShape output = new TensorShape(sizes);
    call.input().requireKnown(call.layer());
    if (sizes.isEmpty()) {
      throw call.layer().unsupported("it leaves no dimension beside the batch: keep one of size 1");
    }
    return Reshapes.to(output);
  }

  static Translation reshape(OperationCall call) {
    List<Integer> shape = call.integers(2, "shape", "newshape");
    TensorShape input = call.input();
    input.requireKnown(call.layer());
    if (shape.isEmpty() || shape.get(0) != -1) {
      throw call.layer()
          .unsupported(
              "its shape " + shape + " must begin with -1, which leaves the examples apart");
    }
    List<Long> sizes = shape.stream().skip(1).map(Integer::longValue).toList();
    long length = sizes.stream().reduce(1L, (a, b) -> a * b);
    if (sizes.stream().anyMatch(size -> size < 1) || length != input.length()) {
      throw call.layer().unsupported("its shape " + shape + " does not fit its input " + input);
    }
    return reshaped(call, sizes);
  }

  static Translation squeeze(OperationCall call) {
    TensorShape input = call.input();
    List<Integer> axes = call.integers(2, "axis", "squeeze_dims");
    List<Integer> dimensions = call.dimensions(axes, input);
    List<Long> sizes = new ArrayList<>();
    for (int dimension = 0; dimension < input.rank(); dimension++) {
      if (!dimensions.contains(dimension)) {
        sizes.add(input.size(dimension));
      } else if (input.size(dimension) != 1) {
        throw call.layer()
            .unsupported("axis " + axes + " of its input " + input + " is not of size 1");
      }
    }
    if (dimensions.isEmpty()) {
      throw call.layer().unsupported("it is called without an axis: name it");
    }
    return reshaped(call, sizes);
  }

  static Translation expand(OperationCall call) {
    TensorShape input = call.input();
    List<Integer> axes = call.integers(2, "axis");
    if (axes.size() != 1) {
      throw call.layer().unsupported("it expands " + axes.size() + " axes, and one is supported");
    }
    int axis = axes.get(0) < 0 ? axes.get(0) + input.rank() + 2 : axes.get(0);
    if (axis < 1 || axis > input.rank() + 1) {
      throw call.layer().unsupported("axis " + axes.get(0) + " would move the batch");
    }
    List<Long> sizes = new ArrayList<>(input.sizes());
    sizes.add(axis - 1, 1L);
    return reshaped(call, sizes);
  }

  static Translation transpose(OperationCall call) {
    TensorShape input = call.input();
    List<Integer> order = call.integers(2, "perm", "axes");
    if (call.argument(3, "conjugate").asBoolean(false)
        || order.isEmpty()
        || order.get(0) != 0
        || !order.stream()
            .sorted()
            .toList()
            .equals(IntStream.rangeClosed(0, input.rank()).boxed().toList())) {
      throw call.layer().unsupported("the order " + order + " must leave the batch in front");
    }
    TensorShape output =
        new TensorShape(order.stream().skip(1).map(axis -> input.size(axis - 1)).toList());
    int[] withBatch = order.stream().mapToInt(Integer::intValue).toArray();
    return Translation.of(new PermuteVertex(withBatch), output);
  }

  /** Turns dimensions around. */
  static Translation reverse(OperationCall call) {
    TensorShape input = call.input();
    List<Integer> axes = call.integers(2, "axis");
    if (axes.isEmpty()) {
      throw call.layer().unsupported("it turns the examples around too; name the axes");
    }
    return call.dimensions(axes, input).stream()
        .map(dimension -> Translation.of(SliceVertex.reverse(dimension + 1), input))
        .reduce(Translation::then)
        .orElseThrow();
  }

  static Translation concatenate(OperationCall call) {
    TensorShape first = call.inputs().get(0);
    List<Integer> axes = call.integers(2, "axis");
    if (call.layer().call().first().size() != call.inputs().size() || axes.size() != 1) {
      throw call.layer().unsupported("it joins constants, or names no axis");
    }
    int axis = Axes.dimension(call.layer(), axes.get(0), first);
    return ConcatenateTranslator.joined(call.layer(), axis, call.inputs());
  }

  /** Concatenation along a new dimension. */
  static Translation stack(OperationCall call) {
    TensorShape first = call.inputs().get(0);
    List<Integer> axes = call.integers(2, "axis");
    int given = axes.isEmpty() ? 0 : axes.get(0);
    int axis = given < 0 ? given + first.rank() + 2 : given;
    if (axis < 1
        || axis > first.rank() + 1
        || call.layer().call().first().size() != call.inputs().size()) {
      throw call.layer().unsupported("it stacks along axis " + given + ", or stacks constants");
    }
    Map<Integer, List<Step>> before = new HashMap<>();
    List<TensorShape> raised = new ArrayList<>();
    for (int index = 0; index < call.inputs().size(); index++) {
      call.inputs().get(index).requireKnown(call.layer());
      List<Long> sizes = new ArrayList<>(call.inputs().get(index).sizes());
      sizes.add(axis - 1, 1L);
      raised.add(new TensorShape(sizes));
      before.put(index, Reshapes.to(raised.get(index)).steps());
    }
    return ConcatenateTranslator.joined(call.layer(), axis - 1, raised).withBefore(before);
  }

  /** One of several equal parts. */
  static Translation split(OperationCall call) {
    TensorShape input = call.input();
    List<Integer> counts = call.integers(2, "num_or_size_splits", "indices_or_sections");
    List<Integer> axes = call.integers(3, "axis");
    call.argument(4, "num");
    int dimension = call.dimensions(axes.isEmpty() ? List.of(0) : axes, input).get(0);
    long size = input.known(call.layer(), dimension);
    if (counts.size() != 1 || counts.get(0) < 1 || size % counts.get(0) != 0) {
      throw call.layer().unsupported("it splits " + size + " cells by " + counts + ", not evenly");
    }
    int part = Math.toIntExact(size / counts.get(0));
    return part(call, dimension, part, call.output() * part);
  }

  /** One cell of a dimension, which is then left out. */
  static Translation unstack(OperationCall call) {
    TensorShape input = call.input();
    List<Integer> axes = call.integers(3, "axis");
    call.argument(2, "num");
    int dimension = call.dimensions(axes.isEmpty() ? List.of(0) : axes, input).get(0);
    Translation cell = part(call, dimension, 1, call.output());
    List<Long> sizes = new ArrayList<>(input.sizes());
    sizes.remove(dimension);
    return cell.then(reshaped(call, sizes));
  }

  private static Translation part(OperationCall call, int dimension, int cells, int before) {
    int after = call.input().known(call.layer(), dimension) - before - cells;
    if (after < 0) {
      throw call.layer().unsupported("output " + call.output() + " is beyond its parts");
    }
    return Translation.of(
        new SliceVertex(dimension + 1, before, after, 1, /* reversed= */ false),
        call.input().with(dimension, cells));
  }
}
