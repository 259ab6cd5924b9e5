package io.github.dl4jdeeplift.keras.translate;

import io.github.dl4jdeeplift.keras.config.KerasLayer;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What layers of Keras do with a mask that reaches them, by class; what is in no row is refused.
 * Each row was compared with Keras 2.15 and Keras 3.
 */
public enum MaskUse {
  /** It makes one itself, from its input: its first step. */
  MADE,
  /** It does nothing with the mask, and the layers behind it get it. */
  HANDED_ON,
  /** It does nothing with the mask, and the layers behind it get none. */
  ENDED,
  /** It takes the mask, and the layers behind it get it. */
  TAKEN,
  /** It takes the mask, and the layers behind it get none. */
  TAKEN_LAST;

  private static final Map<String, MaskUse> ROWS = new TreeMap<>();

  /** Layers that {@code TimeDistributed} may hold where a mask is handed on. */
  private static final Set<String> AT_EACH_STEP = Set.of("Dense", "Activation", "Dropout");

  /**
   * Layers that join values: Keras 2 takes no account of the mask and hands on what is unmasked in
   * all inputs. Keras 3 puts other values in place of masked ones.
   */
  private static final Set<String> JOINING =
      Set.of("Add", "Subtract", "Multiply", "Average", "Maximum", "Minimum", "Concatenate");

  private static final Set<String> JOINING_ALIKE = Set.of("Add", "Subtract", "Average");

  static {
    rows(HANDED_ON, "Dense", "Activation", "ReLU", "LeakyReLU", "ELU", "PReLU", "Dropout");
    rows(
        HANDED_ON,
        "SpatialDropout1D",
        "GaussianNoise",
        "GaussianDropout",
        "ActivityRegularization");
    rows(HANDED_ON, "BatchNormalization", "LayerNormalization");
    rows(ENDED, "Conv1D", "MaxPooling1D", "AveragePooling1D", "GlobalMaxPooling1D", "Flatten");
    rows(ENDED, "Dot");
    JOINING.forEach(className -> rows(HANDED_ON, className));
  }

  private static void rows(MaskUse use, String... classNames) {
    for (String className : classNames) {
      ROWS.put(className, use);
    }
  }

  /**
   * Returns what becomes of a mask at a layer.
   *
   * @param layer the layer
   * @param masked places of its inputs that have a mask
   * @throws io.github.dl4jdeeplift.keras.error.UnsupportedKerasModelException if that is not known
   */
  public static MaskUse of(KerasLayer layer, Set<Integer> masked) {
    if (TranslatorTable.makesMask(layer)) {
      requireUnmasked(layer, !masked.isEmpty());
      return MADE;
    }
    if (masked.isEmpty()) {
      return ENDED;
    }
    MasksTranslator translator = TranslatorTable.maskedTranslator(layer);
    if (translator != null) {
      return translator.handsMaskOn(layer, masked) ? TAKEN : TAKEN_LAST;
    }
    MaskUse use = isAtEachStep(layer) ? HANDED_ON : ROWS.get(layer.className());
    requireUnmasked(layer, use == null || joinsPositions(layer));
    return use == null ? ENDED : use;
  }

  /** Returns whether the layer takes the mask. */
  public boolean takesMask() {
    return this == TAKEN || this == TAKEN_LAST;
  }

  /** Returns whether the layers behind get the mask of the input. */
  public boolean handsOn() {
    return this == HANDED_ON || this == TAKEN;
  }

  /** Returns whether a layer joins several values into one. */
  public static boolean joins(KerasLayer layer) {
    return JOINING.contains(layer.className());
  }

  /**
   * Returns whether a layer joins values that all have one mask alike in all versions: Keras 3
   * hands on what is unmasked in one of them, Keras 2 what is in all.
   */
  public static boolean joinsAlike(KerasLayer layer) {
    return JOINING_ALIKE.contains(layer.className());
  }

  /** Masks are of sequences, whose channels are the third dimension. */
  private static boolean joinsPositions(KerasLayer layer) {
    String axis = layer.config().path("axis").asText("-1");
    return layer.className().equals("Concatenate") && !axis.equals("-1") && !axis.equals("2");
  }

  private static boolean isAtEachStep(KerasLayer layer) {
    KerasLayer inner = layer.computing();
    return !inner.equals(layer) && AT_EACH_STEP.contains(inner.className());
  }

  private static void requireUnmasked(KerasLayer layer, boolean masked) {
    if (masked) {
      throw layer.unsupported(
          "a mask reaches it, from a Masking layer or an Embedding with mask_zero, and what Keras"
              + " does with it there is not known to this version: it is known for recurrent layers,"
              + " attention, GlobalAveragePooling1D and "
              + ROWS.keySet()
              + "; or set mask_zero=False, train without masks and save it again");
    }
  }
}
