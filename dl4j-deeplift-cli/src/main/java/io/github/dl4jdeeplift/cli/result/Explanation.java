package io.github.dl4jdeeplift.cli.result;

import io.github.dl4jdeeplift.Attribution;
import io.github.dl4jdeeplift.DeepLift;
import io.github.dl4jdeeplift.Reference;
import io.github.dl4jdeeplift.cli.failure.RefusedException;
import io.github.dl4jdeeplift.cli.input.Examples;
import io.github.dl4jdeeplift.cli.input.ExplainedTarget;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.bytedeco.javacpp.Pointer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The scores of all targets.
 *
 * @param examples what was explained
 * @param targets the targets
 * @param attributions their scores, in the same order
 */
public record Explanation(
    Examples examples, List<ExplainedTarget> targets, List<Attribution> attributions) {
  /** Contributions and multipliers in float32, and once more stacked. */
  private static final int BYTES_OF_ELEMENT = 2 * 4 * 2;

  /** Copies the lists. */
  public Explanation {
    targets = List.copyOf(targets);
    attributions = List.copyOf(attributions);
  }

  /**
   * Explains all targets, one after the other.
   *
   * @param deepLift the network
   * @param examples what is explained
   * @param reference what the examples are compared with
   * @param targets the targets, at least one
   */
  public static Explanation of(
      DeepLift deepLift, Examples examples, Reference reference, List<ExplainedTarget> targets) {
    requireMemory(examples, targets.size());
    List<Attribution> attributions = new ArrayList<>();
    for (ExplainedTarget target : targets) {
      attributions.add(deepLift.explain(examples.arrays(), reference, target.target()));
    }
    return new Explanation(examples, targets, attributions);
  }

  /** Refuses what could not be held in memory, before the work and not after it. */
  private static void requireMemory(Examples examples, int targets) {
    long elements = examples.inputs().stream().mapToLong(each -> each.array().length()).sum();
    double needed = (double) elements * targets * BYTES_OF_ELEMENT;
    double there = Pointer.maxBytes();
    if (targets > 1 && needed > there) {
      throw RefusedException.badInput(
          String.format(
              Locale.ROOT,
              "--target all: scores of %d targets take %.0f MB, and arrays may take %.0f MB; give"
                  + " fewer examples, or one --target INDEX at a time",
              targets,
              needed / (1 << 20),
              there / (1 << 20)));
    }
  }

  /**
   * Returns the arrays of the output file by name.
   *
   * @param all whether all have a leading axis of targets, the one-hot sequences left out
   */
  public Map<String, INDArray> arrays(boolean all) {
    Map<String, INDArray> arrays = new LinkedHashMap<>();
    int inputs = examples.inputs().size();
    for (int index = 0; index < inputs; index++) {
      int input = index;
      String suffix = inputs == 1 ? "" : "_" + index;
      arrays.put("contributions" + suffix, array(all, each -> each.contributions(input)));
      arrays.put("multipliers" + suffix, array(all, each -> each.multipliers(input)));
    }
    arrays.put("output", array(all, Attribution::output));
    arrays.put("reference_output", array(all, Attribution::referenceOutput));
    arrays.put("convergence_delta", array(all, Attribution::convergenceDelta));
    if (!examples.records().isEmpty()) {
      INDArray oneHot = examples.inputs().get(0).array();
      arrays.put("one_hot", oneHot.castTo(attributions.get(0).output().dataType()));
    }
    return arrays;
  }

  private INDArray array(boolean all, Function<Attribution, INDArray> part) {
    return all
        ? Nd4j.stack(0, attributions.stream().map(part).toArray(INDArray[]::new))
        : part.apply(attributions.get(0));
  }

  /** Returns the convergence delta that is largest in magnitude. */
  public double largestDelta() {
    return attributions.stream()
        .mapToDouble(each -> each.convergenceDelta().amaxNumber().doubleValue())
        .max()
        .orElse(0);
  }
}
