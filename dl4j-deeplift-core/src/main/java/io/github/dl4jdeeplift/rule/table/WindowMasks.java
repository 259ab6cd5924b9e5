package io.github.dl4jdeeplift.rule.table;

import io.github.dl4jdeeplift.rule.LayerView;
import io.github.dl4jdeeplift.rule.UnsupportedLayerException;
import io.github.dl4jdeeplift.rule.mask.MaskUse;
import io.github.dl4jdeeplift.rule.window.MaskWindowsRule;
import io.github.dl4jdeeplift.rule.window.WindowGeometry;
import java.util.Arrays;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;

/**
 * What layers that slide windows do with a mask: their output is what it is without one, and a step
 * or cell of it stays unmasked where its window holds an unmasked one of the input.
 */
final class WindowMasks {
  private WindowMasks() {}

  static MaskUse ofConvolution(LayerView<?> layer) {
    return ofSequences(WindowGeometry.of((ConvolutionLayer) layer.configuration()).first());
  }

  static MaskUse ofPooling(LayerView<?> layer) {
    return ofSequences(WindowGeometry.of((SubsamplingLayer) layer.configuration()).first());
  }

  static MaskUse ofImageConvolution(LayerView<?> layer) {
    return ofImages(WindowGeometry.of((ConvolutionLayer) layer.configuration()));
  }

  static MaskUse ofImagePooling(LayerView<?> layer) {
    return ofImages(WindowGeometry.of((SubsamplingLayer) layer.configuration()));
  }

  private static MaskUse ofSequences(WindowGeometry geometry) {
    if (geometry.mode() != ConvolutionMode.Causal) {
      return ofImages(geometry);
    }
    if (!isEverywhere(geometry)) {
      throw new UnsupportedLayerException(
          "a mask reaches it, which has no masked form in causal mode with a stride");
    }
    return MaskUse.handedOn();
  }

  private static MaskUse ofImages(WindowGeometry geometry) {
    return geometry.mode() == ConvolutionMode.Same && isEverywhere(geometry)
        ? MaskUse.handedOn()
        : MaskUse.through(new MaskWindowsRule(geometry));
  }

  private static boolean isEverywhere(WindowGeometry geometry) {
    return Arrays.stream(geometry.stride()).allMatch(stride -> stride == 1);
  }
}
