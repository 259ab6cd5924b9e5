package io.github.dl4jdeeplift.keras.translate;

/** Translates one operation on tensors. */
@FunctionalInterface
interface Operation {
  /**
   * Translates a call.
   *
   * @param call the call; arguments left unread are refused afterwards
   */
  Translation translate(OperationCall call);
}
