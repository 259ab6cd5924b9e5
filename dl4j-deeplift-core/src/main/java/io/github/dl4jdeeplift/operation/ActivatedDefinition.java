package io.github.dl4jdeeplift.operation;

import io.github.dl4jdeeplift.rule.Rule;
import io.github.dl4jdeeplift.rule.UnsupportedLayerException;
import io.github.dl4jdeeplift.rule.activation.RescaleRule;
import io.github.dl4jdeeplift.rule.activation.SoftmaxRule;
import io.github.dl4jdeeplift.rule.function.NamedFunctions;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A graph without the softmax or sigmoid that it ends with, which becomes a node of its own, so
 * that targets can be explained before it (section 2.4).
 *
 * @param whole the whole graph
 * @param activation name of the operation that it ends with
 */
record ActivatedDefinition(Definition whole, String activation) implements Definition {

  @Override
  public Recording record(List<long[]> inputs) {
    Recording recording = whole.record(inputs);
    RecordedOperation last = last(recording);
    if (last == null || !last.name().equals(activation)) {
      throw new UnsupportedLayerException(
          "its graph ends with '" + activation + "' for some shapes of input only");
    }
    return recording.upTo(last.inputs().get(0));
  }

  static @Nullable RecordedOperation last(Recording recording) {
    List<RecordedOperation> operations = recording.operations();
    return operations.isEmpty() ? null : operations.get(operations.size() - 1);
  }

  /** Returns the rule of an operation that turns logits into probabilities; null for others. */
  static @Nullable Rule ruleOf(@Nullable RecordedOperation operation) {
    if (operation == null) {
      return null;
    }
    return switch (operation.name()) {
      case "softmax" -> new SoftmaxRule(Math.toIntExact(operation.integer(0, -1)));
      case "sigmoid", "hard_sigmoid" ->
          new RescaleRule(Objects.requireNonNull(NamedFunctions.of(operation.name(), 0)));
      default -> null;
    };
  }
}
