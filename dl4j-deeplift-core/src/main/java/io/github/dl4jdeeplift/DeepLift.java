package io.github.dl4jdeeplift;

import io.github.dl4jdeeplift.engine.EngineResult;
import io.github.dl4jdeeplift.rule.Shape;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.exception.DL4JInvalidInputException;
import org.deeplearning4j.nn.api.Model;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.api.iterator.MultiDataSetIterator;
import org.nd4j.linalg.factory.Nd4j;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Explains a trained network's outputs by DeepLIFT: how much each input contributes to the
 * difference between the output and its value at a reference input.
 *
 * <p>Immutable to its user, and safe to share between threads. The network is explained as it is at
 * each call: where it has trained on, its parameters are read again. Its configuration is read
 * once, by {@link DeepLiftBuilder#build()}. It is never changed, nor are the arrays that are passed
 * in. Training the network in another thread during a call is an error.
 *
 * <pre>{@code
 * DeepLift deepLift = DeepLift.builder(network).build();
 * Attribution attribution = deepLift.explain(input, Reference.zeros(), Target.logit(2));
 * INDArray contributions = attribution.contributions(); // same shape as input
 * }</pre>
 *
 * <p>Sources: Shrikumar, Greenside, Shcherbina, Kundaje: Not Just a Black Box: Learning Important
 * Features Through Propagating Activation Differences (2016), whose sections are cited unless
 * another is named; Shrikumar, Greenside, Kundaje: Learning Important Features Through Propagating
 * Activation Differences (2017).
 */
public final class DeepLift {
  private static final Logger LOGGER = LoggerFactory.getLogger(DeepLift.class);

  private final Model network;
  private final Settings settings;
  private volatile Snapshot snapshot;

  DeepLift(Model network, Settings settings) {
    this.network = network;
    this.settings = settings;
    this.snapshot = Snapshot.of(network, settings);
    if (settings.completenessRequired()) {
      requireAdditiveRules(snapshot);
    }
  }

  private static void requireAdditiveRules(Snapshot snapshot) {
    snapshot.graph().nodes().stream()
        .filter(node -> !node.rule().isAdditive())
        .findFirst()
        .ifPresent(
            node -> {
              throw new IllegalArgumentException(
                  "requireCompleteness() was asked for, but layer "
                      + node.layer()
                      + " is explained by '"
                      + node.rule().description()
                      + "', which does not sum to its output's difference: leave one of them out");
            });
  }

  /**
   * Begins to prepare the explanation of a network.
   *
   * @param network a MultiLayerNetwork or ComputationGraph, initialized
   */
  public static DeepLiftBuilder builder(Model network) {
    return new DeepLiftBuilder(network);
  }

  /** Returns what will be done at each node of the network, by node, in order. */
  public Map<String, String> resolvedRules() {
    return Provenance.rulesOf(snapshot);
  }

  /** Returns the names of the network's inputs, in order. */
  public List<String> inputNames() {
    return snapshot.inputNames();
  }

  /** Returns the names of the network's outputs, in order. */
  public List<String> outputNames() {
    return snapshot.graph().outputs();
  }

  /**
   * Works out the shape that one example has at each place of the network.
   *
   * @param inputShapes shape of each network input, in order, the batch left out
   * @return shapes by name of network input and node, the batch left out; a layer's own name is
   *     that of its last node
   * @throws DL4JInvalidInputException naming the layer that cannot take its input
   */
  public Map<String, Shape> shapes(List<Shape> inputShapes) {
    return NetworkShapes.of(snapshot.graph(), inputShapes);
  }

  /**
   * Explains the output of a network with one input.
   *
   * @param input {@code [n, shape...]}, the examples, in the network input's own layout
   * @param reference what they are compared with
   * @param target what is explained
   * @return contributions of the input's shape, and what belongs to them
   * @throws DL4JInvalidInputException if an array does not fit the network, or holds NaN
   * @throws IllegalArgumentException if the network has no such target
   * @throws ParityException if Deeplearning4j computes something else than the rules assume
   * @throws ArithmeticException naming a layer whose values are not finite
   * @throws IncompleteAttributionException if contributions do not sum to the target's difference,
   *     where {@link DeepLiftBuilder#requireCompleteness} asked for it
   */
  public Attribution explain(INDArray input, Reference reference, Target target) {
    return explain(new INDArray[] {input}, reference, target);
  }

  /**
   * Explains the output of a network with several inputs.
   *
   * @param inputs one array for each input, {@code [n, shape...]}, in the network's order
   * @param reference what they are compared with
   * @param target what is explained
   * @return contributions of the inputs' shapes, and what belongs to them
   * @see #explain(INDArray, Reference, Target)
   */
  public Attribution explain(INDArray[] inputs, Reference reference, Target target) {
    return explain(inputs, reference, List.of(target)).get(0);
  }

  /**
   * Explains several targets of a network with one input on one forward pass.
   *
   * @param input {@code [n, shape...]}, the examples, in the network input's own layout
   * @param reference what they are compared with
   * @param targets what is explained, one thing at least
   * @return one attribution for each target, in order
   * @see #explain(INDArray, Reference, Target)
   */
  public List<Attribution> explain(INDArray input, Reference reference, List<Target> targets) {
    return explain(new INDArray[] {input}, reference, targets);
  }

  /**
   * Explains several targets on one forward pass.
   *
   * @param inputs one array for each input, {@code [n, shape...]}, in the network's order
   * @param reference what they are compared with
   * @param targets what is explained, one thing at least
   * @return one attribution for each target, in order
   * @see #explain(INDArray, Reference, Target)
   */
  public List<Attribution> explain(INDArray[] inputs, Reference reference, List<Target> targets) {
    return explain(inputs, Masks.NONE, reference, targets);
  }

  /**
   * Explains the output of a network with one input, sequences of different lengths.
   *
   * @param input {@code [n, shape...]}, the examples, in the network input's own layout
   * @param mask {@code [n, time]}, 1 for a step that is there and 0 for padding
   * @param reference what they are compared with; an example's mask holds for its references too
   * @param target what is explained
   * @return contributions of the input's shape, and what belongs to them
   * @throws io.github.dl4jdeeplift.rule.UnsupportedLayerException naming every layer that the mask
   *     reaches and that has no masked form
   * @see #explain(INDArray, Reference, Target)
   */
  public Attribution explain(INDArray input, INDArray mask, Reference reference, Target target) {
    INDArray[] inputs = {input};
    return explain(inputs, Masks.ofInputs(mask), reference, List.of(target)).get(0);
  }

  /**
   * Explains several targets on one forward pass, with masks.
   *
   * @param inputs one array for each input, {@code [n, shape...]}, in the network's order
   * @param masks masks of inputs and labels, as {@code output(x, false, masks, labelMasks)} takes
   *     them
   * @param reference what the examples are compared with; an example's masks hold for its
   *     references too
   * @param targets what is explained, one thing at least
   * @return one attribution for each target, in order
   * @throws io.github.dl4jdeeplift.rule.UnsupportedLayerException naming every layer that a mask
   *     reaches and that has no masked form
   * @see #explain(INDArray, Reference, Target)
   */
  public List<Attribution> explain(
      INDArray[] inputs, Masks masks, Reference reference, List<Target> targets) {
    return explain(
        new ExplainCall.Asked(inputs, masks),
        new ExplainCall.Compared(reference, 0, true),
        targets);
  }

  /**
   * Explains data that is larger than memory, one mini-batch after the other, each when it is asked
   * for. Its features are explained, with their masks; labels are of no account, and so is the
   * iterator's preprocessor's say in them.
   *
   * @param examples mini-batches; references and targets for each example count through all of them
   * @param reference what the examples are compared with
   * @param targets what is explained, one thing at least
   * @return for each mini-batch one attribution for each target; its methods throw what {@link
   *     #explain(INDArray, Reference, Target)} throws
   */
  public Iterator<List<Attribution>> explain(
      MultiDataSetIterator examples, Reference reference, List<Target> targets) {
    return new ExplainedBatches(examples, this, reference, targets);
  }

  @SuppressWarnings("try") // the workspace scope is left, never used
  List<Attribution> explain(
      ExplainCall.Asked asked, ExplainCall.Compared compared, List<Target> targets) {
    if (targets.isEmpty()) {
      throw new IllegalArgumentException("no target was given; explain(..) needs one at least");
    }
    try (MemoryWorkspace ignored = Nd4j.getWorkspaceManager().scopeOutOfWorkspaces()) {
      return new ExplainCall(current(), settings, asked, compared).run(targets, this::judge);
    }
  }

  private Snapshot current() {
    Snapshot current = snapshot;
    if (!current.isOf(network)) {
      current = Snapshot.of(network, settings);
      snapshot = current;
    }
    return current;
  }

  private void judge(EngineResult result) {
    EngineResult.Shortfall shortfall = result.shortfall();
    if (shortfall == null) {
      return;
    }
    String message =
        "contributions of example "
            + shortfall.example()
            + " to reference "
            + shortfall.reference()
            + " miss the target's difference by "
            + shortfall.delta()
            + ", more than the tolerance of "
            + shortfall.tolerance()
            + "; most is lost at layer "
            + shortfall.search().get();
    if (settings.completenessRequired()) {
      throw new IncompleteAttributionException(message);
    }
    LOGGER.warn(message);
  }
}
