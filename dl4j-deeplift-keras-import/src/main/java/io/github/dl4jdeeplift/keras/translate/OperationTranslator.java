package io.github.dl4jdeeplift.keras.translate;

import io.github.dl4jdeeplift.keras.config.KerasLayer;
import io.github.dl4jdeeplift.keras.config.LayerOptions;
import java.util.List;
import java.util.function.Function;

/**
 * Operations on tensors: {@code TFOpLambda} and {@code SlicingOpLambda}, which Keras 2 makes of
 * TensorFlow's functions, and the operations of Keras 3.
 *
 * @param name gives the operation's name by the options
 */
record OperationTranslator(Function<LayerOptions, String> name) implements LayerTranslator {
  /** Put before the class of an operation of Keras 3. */
  private static final String PREFIX = "ops.";

  /** Returns the translator of {@code TFOpLambda} and {@code SlicingOpLambda}. */
  static OperationTranslator ofTensorFlow() {
    return new OperationTranslator(options -> options.text("function"));
  }

  /** Returns whether a class is an operation of Keras 3. */
  static boolean isOperation(String className) {
    return className.startsWith(PREFIX);
  }

  /** Returns the translator of an operation of Keras 3. */
  static OperationTranslator ofKeras(String className) {
    return new OperationTranslator(options -> className.substring(PREFIX.length()));
  }

  @Override
  public boolean readsCall() {
    return true;
  }

  @Override
  public Translation translate(KerasLayer layer, LayerOptions options, List<TensorShape> inputs) {
    String operationName = name.apply(options);
    Operation operation =
        OperationTable.of(operationName)
            .orElseThrow(
                () ->
                    layer.unsupported(
                        "the operation '"
                            + operationName
                            + "' is not supported: put Keras layers in its place and save the model"
                            + " again"));
    OperationCall call = new OperationCall(layer, options, inputs);
    Translation translation = operation.translate(call);
    call.refuseUnread();
    if (call.output() > 0 && !operationName.matches("[Ss]plit|[Uu]nstack")) {
      throw layer.unsupported("it has no output " + call.output());
    }
    return translation;
  }
}
