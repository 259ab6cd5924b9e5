package io.github.dl4jdeeplift.keras.build;

import io.github.dl4jdeeplift.keras.file.WeightArray;
import io.github.dl4jdeeplift.keras.translate.WeightSlot;

/**
 * An array of the file and the place where it belongs.
 *
 * @param layer the layer's name
 * @param slot the place
 * @param array the array
 */
record MatchedWeight(String layer, WeightSlot slot, WeightArray array) {}
