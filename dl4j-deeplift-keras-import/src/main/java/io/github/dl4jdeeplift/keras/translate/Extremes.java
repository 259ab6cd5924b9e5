package io.github.dl4jdeeplift.keras.translate;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.dl4jdeeplift.keras.layer.BroadcastVertex;
import io.github.dl4jdeeplift.keras.layer.FunctionVertex;

/** The larger or smaller of two tensors, or of a tensor and a number. */
record Extremes(boolean maximum) implements Operation {
  @Override
  public Translation translate(OperationCall call) {
    JsonNode first = call.first();
    JsonNode second = call.argument(2, "y", "x2");
    if (call.inputs().size() == 2) {
      return Broadcasts.of(
          call.layer(),
          maximum ? BroadcastVertex.Operation.MAXIMUM : BroadcastVertex.Operation.MINIMUM,
          call.inputs());
    }
    JsonNode bound = OperationCall.constant(OperationCall.tensor(first).isEmpty() ? first : second);
    if (call.inputs().size() != 1 || !bound.isNumber()) {
      throw call.layer().unsupported("it is called on " + first + " and " + second);
    }
    FunctionVertex.Function function =
        maximum ? FunctionVertex.Function.MAXIMUM : FunctionVertex.Function.MINIMUM;
    return Translation.of(new FunctionVertex(function, bound.doubleValue()), call.inputs().get(0));
  }
}
