package io.github.dl4jdeeplift.cli.result;

import io.github.dl4jdeeplift.Attribution;
import io.github.dl4jdeeplift.DeepLift;
import io.github.dl4jdeeplift.Reference;
import io.github.dl4jdeeplift.Target;
import io.github.dl4jdeeplift.cli.input.Examples;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Gradient × input, to be drawn beside DeepLIFT as in the paper's Figure 3.
 *
 * <p>Where the reference is the input itself every multiplier is a derivative, so that the
 * multipliers at the input are the gradient.
 */
public final class GradientTimesInput {
  private GradientTimesInput() {}

  /**
   * Returns the scores of the first examples.
   *
   * @param deepLift the network
   * @param examples the examples
   * @param target what is explained
   * @param most how many examples at most
   * @return one array for each network input, of the examples' shape but for their number
   */
  public static List<INDArray> of(DeepLift deepLift, Examples examples, Target target, int most) {
    long count = Math.min(most, examples.count());
    INDArray[] inputs =
        Arrays.stream(examples.arrays())
            .map(array -> array.get(NDArrayIndex.interval(0, count)).dup())
            .toArray(INDArray[]::new);
    Reference itself =
        Reference.perInput(
            Arrays.stream(inputs).map(Reference::perExample).toArray(Reference[]::new));
    Attribution attribution = deepLift.explain(inputs, itself, target);
    List<INDArray> scores = new ArrayList<>();
    for (int index = 0; index < inputs.length; index++) {
      INDArray gradient = attribution.multipliers(index);
      scores.add(gradient.mul(inputs[index].castTo(gradient.dataType())));
    }
    return scores;
  }
}
