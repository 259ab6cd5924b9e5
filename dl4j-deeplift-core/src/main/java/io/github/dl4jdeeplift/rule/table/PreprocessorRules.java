package io.github.dl4jdeeplift.rule.table;

import io.github.dl4jdeeplift.rule.Expansion;
import io.github.dl4jdeeplift.rule.Rule;
import io.github.dl4jdeeplift.rule.RuleRow;
import io.github.dl4jdeeplift.rule.Shape;
import io.github.dl4jdeeplift.rule.sequence.EachStepRule;
import io.github.dl4jdeeplift.rule.shape.IdentityRule;
import io.github.dl4jdeeplift.rule.shape.PermuteRule;
import io.github.dl4jdeeplift.rule.shape.ReshapeRule;
import io.github.dl4jdeeplift.rule.shape.ReverseAxesRule;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.preprocessor.Cnn3DToFeedForwardPreProcessor;
import org.deeplearning4j.nn.conf.preprocessor.CnnToFeedForwardPreProcessor;
import org.deeplearning4j.nn.conf.preprocessor.CnnToRnnPreProcessor;
import org.deeplearning4j.nn.conf.preprocessor.FeedForwardToCnn3DPreProcessor;
import org.deeplearning4j.nn.conf.preprocessor.FeedForwardToCnnPreProcessor;
import org.deeplearning4j.nn.conf.preprocessor.FeedForwardToRnnPreProcessor;
import org.deeplearning4j.nn.conf.preprocessor.RnnToCnnPreProcessor;
import org.deeplearning4j.nn.conf.preprocessor.RnnToFeedForwardPreProcessor;
import org.deeplearning4j.preprocessors.KerasFlattenRnnPreprocessor;
import org.deeplearning4j.preprocessors.PermutePreprocessor;
import org.deeplearning4j.preprocessors.ReshapePreprocessor;

/**
 * The table's rows for preprocessors, which flatten or change the format between layers.
 *
 * <p>Where Deeplearning4j folds the time steps of a sequence into the batch, here each example
 * stays {@code [time, channels]}: the layers in between work on the last dimension.
 */
final class PreprocessorRules {
  static final List<RuleRow<?>> ROWS =
      List.of(
          RuleRow.of(CnnToFeedForwardPreProcessor.class, p -> ReshapeRule.flatten()),
          RuleRow.of(Cnn3DToFeedForwardPreProcessor.class, p -> ReshapeRule.flatten()),
          RuleRow.of(FeedForwardToCnn3DPreProcessor.class, p -> toVolumes(p.configuration())),
          RuleRow.of(KerasFlattenRnnPreprocessor.class, p -> ReshapeRule.flatten()),
          RuleRow.of(FeedForwardToCnnPreProcessor.class, p -> toImages(p.configuration())),
          RuleRow.of(
              RnnToFeedForwardPreProcessor.class,
              p -> stepsFirst(p.configuration().getRnnDataFormat())),
          new RuleRow<>(
              FeedForwardToRnnPreProcessor.class,
              p ->
                  Expansion.chain(
                      new ReshapeRule(PreprocessorRules::oneStep),
                      stepsFirst(p.configuration().getRnnDataFormat()))),
          new RuleRow<>(RnnToCnnPreProcessor.class, p -> imagesOfSteps(p.configuration())),
          new RuleRow<>(
              CnnToRnnPreProcessor.class,
              p ->
                  Expansion.chain(
                      new EachStepRule(ReshapeRule.flatten()),
                      stepsFirst(p.configuration().getRnnDataFormat()))),
          RuleRow.of(ReshapePreprocessor.class, p -> reshape(p.configuration())),
          RuleRow.of(PermutePreprocessor.class, p -> permute(p.configuration())));

  private PreprocessorRules() {}

  private static Rule toImages(FeedForwardToCnnPreProcessor preprocessor) {
    Shape image =
        new Shape(
            preprocessor.getNumChannels(),
            preprocessor.getInputHeight(),
            preprocessor.getInputWidth());
    return new ReshapeRule(shape -> shape.rank() == 3 ? shape : image);
  }

  private static Rule toVolumes(FeedForwardToCnn3DPreProcessor preprocessor) {
    long channels = preprocessor.getNumChannels();
    long depth = preprocessor.getInputDepth();
    long height = preprocessor.getInputHeight();
    long width = preprocessor.getInputWidth();
    Shape volume =
        preprocessor.isNCDHW()
            ? new Shape(channels, depth, height, width)
            : new Shape(depth, height, width, channels);
    return new ReshapeRule(shape -> shape.rank() == 4 ? shape : volume);
  }

  private static Rule stepsFirst(RNNFormat format) {
    return format == RNNFormat.NWC ? new IdentityRule() : new ReverseAxesRule();
  }

  private static Expansion imagesOfSteps(RnnToCnnPreProcessor preprocessor) {
    Shape image =
        new Shape(
            preprocessor.getNumChannels(),
            preprocessor.getInputHeight(),
            preprocessor.getInputWidth());
    return Expansion.chain(
        stepsFirst(preprocessor.getRnnDataFormat()), new EachStepRule(new ReshapeRule(s -> image)));
  }

  private static Shape oneStep(Shape shape) {
    return shape.rank() == 1 ? new Shape(1, shape.size(0)) : shape;
  }

  private static Rule reshape(ReshapePreprocessor preprocessor) {
    long[] target = preprocessor.getTargetShape();
    int skipped = preprocessor.isHasMiniBatchDimension() ? 1 : 0;
    long[] sizes = Arrays.copyOfRange(target, skipped, target.length);
    return new ReshapeRule(shape -> VertexRules.resolved(sizes, shape));
  }

  /** Deeplearning4j puts the batch in front itself, where the indices leave it out. */
  private static Rule permute(PermutePreprocessor preprocessor) {
    int[] indices = preprocessor.getPermutationIndices();
    boolean withBatch = Arrays.stream(indices).anyMatch(index -> index == 0);
    return new PermuteRule(
        withBatch ? indices : IntStream.concat(IntStream.of(0), Arrays.stream(indices)).toArray());
  }
}
