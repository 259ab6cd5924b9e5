package io.github.dl4jdeeplift;

import io.github.dl4jdeeplift.engine.EngineResult;
import io.github.dl4jdeeplift.engine.PairRunner;
import io.github.dl4jdeeplift.engine.Program;
import io.github.dl4jdeeplift.engine.Tiling;
import io.github.dl4jdeeplift.graph.LayerOutline;
import io.github.dl4jdeeplift.network.NetworkAdapter;
import io.github.dl4jdeeplift.rule.LayerView;
import io.github.dl4jdeeplift.rule.Rule;
import io.github.dl4jdeeplift.rule.RuleRow;
import io.github.dl4jdeeplift.rule.RuleTable;
import io.github.dl4jdeeplift.rule.Shape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleConsumer;
import java.util.function.Function;
import org.deeplearning4j.exception.DL4JInvalidInputException;
import org.deeplearning4j.nn.api.Model;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Explains a trained network's outputs by DeepLIFT: how much each input contributes to the
 * difference between the output and its value at a reference input.
 *
 * <p>Immutable to its user, and safe to share between threads. The network is explained as it is at
 * each call: where it has trained on, its parameters are read again. It is never changed, nor are
 * the arrays that are passed in. Training the network in another thread during a call is an error.
 *
 * <pre>{@code
 * DeepLift deepLift = DeepLift.builder(network).build();
 * Attribution attribution = deepLift.explain(input, Reference.zeros(), Target.logit(2));
 * INDArray contributions = attribution.contributions(); // same shape as input
 * }</pre>
 *
 * <p>Source: Shrikumar, Greenside, Shcherbina, Kundaje: Not Just a Black Box: Learning Important
 * Features Through Propagating Activation Differences (2016).
 */
public final class DeepLift {
  private static final Logger LOGGER = LoggerFactory.getLogger(DeepLift.class);

  private final Model network;
  private final RuleTable table;
  private final boolean completenessRequired;
  private final Tiling tiling;
  private volatile Snapshot snapshot;

  private DeepLift(Builder builder) {
    this.network = builder.network;
    this.table = RuleTable.with(builder.rows);
    this.completenessRequired = builder.completenessRequired;
    this.tiling = builder.tiling;
    this.snapshot = Snapshot.of(network, table);
  }

  /**
   * Begins to prepare the explanation of a network.
   *
   * @param network a MultiLayerNetwork or ComputationGraph, initialized
   */
  public static Builder builder(Model network) {
    return new Builder(network);
  }

  /** Returns what will be done at each node of the network, by node, in order. */
  public Map<String, String> resolvedRules() {
    Map<String, String> rules = new LinkedHashMap<>();
    snapshot.graph().nodes().forEach(node -> rules.put(node.name(), node.rule().description()));
    return Collections.unmodifiableMap(rules);
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
    return shapes(snapshot, inputShapes);
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
   *     where {@link Builder#requireCompleteness} asked for it
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
  @SuppressWarnings("try") // the workspace scope is left, never used
  public Attribution explain(INDArray[] inputs, Reference reference, Target target) {
    try (MemoryWorkspace ignored = Nd4j.getWorkspaceManager().scopeOutOfWorkspaces()) {
      Snapshot current = current();
      List<INDArray> examples = InputChecks.checked(inputs, current);
      List<Shape> shapes = examples.stream().map(x -> Shape.ofBatch(x.shape())).toList();
      Program program = program(current, target, shapes);
      INDArray seed = target.seed(program.targetShape(), current.dataType());
      InputReferences references = InputReferences.of(reference, examples, current.inputNames());
      current.gate().check(examples, shapes);
      EngineResult result = new PairRunner(program, examples, references, seed, tiling).run();
      judge(result);
      return attribution(result, provenance(current, reference, target));
    }
  }

  private Snapshot current() {
    Snapshot current = snapshot;
    if (!current.isOf(network)) {
      current = Snapshot.of(network, table);
      snapshot = current;
    }
    return current;
  }

  private static Program program(Snapshot current, Target target, List<Shape> shapes) {
    shapes(current, shapes);
    return current.program(target, shapes);
  }

  private static Map<String, Shape> shapes(Snapshot current, List<Shape> shapes) {
    try {
      return current.graph().shapes(shapes);
    } catch (IllegalArgumentException e) {
      throw new DL4JInvalidInputException(
          "inputs of shape " + shapes + " (batch left out) do not fit: " + e.getMessage(), e);
    }
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
            + shortfall.layer();
    if (completenessRequired) {
      throw new IncompleteAttributionException(message);
    }
    LOGGER.warn(message);
  }

  private Provenance provenance(Snapshot current, Reference reference, Target target) {
    return new Provenance(
        Versions.own(),
        Versions.deeplearning4j(),
        Versions.backend(),
        current.dataType().name(),
        resolvedRules(),
        reference.description(),
        target.toString());
  }

  private static Attribution attribution(EngineResult result, Provenance provenance) {
    return new Attribution(
        result.contributions(),
        result.multipliers(),
        result.output(),
        result.referenceOutput(),
        result.convergenceDelta(),
        provenance);
  }

  /** Prepares a {@link DeepLift}; each choice can be made once. */
  public static final class Builder {
    private final Model network;
    private final List<RuleRow<?>> rows = new ArrayList<>();
    private boolean completenessRequired;
    private Tiling tiling = Tiling.DEFAULT;

    private Builder(Model network) {
      this.network = network;
    }

    /**
     * Gives a rule for a layer or vertex of the user's own, or in place of this library's rule.
     *
     * @param type configuration class, met exactly
     * @param rule makes the rule of one such layer
     */
    public <T> Builder rule(Class<T> type, Function<LayerView<T>, Rule> rule) {
      rows.add(RuleRow.of(type, rule));
      return this;
    }

    /**
     * Makes {@code explain()} throw where contributions do not sum to the target's difference,
     * where it warns by default.
     */
    public Builder requireCompleteness() {
      completenessRequired = true;
      return this;
    }

    /**
     * Sets the memory that a tile of examples and references may take while it is explained, 512
     * MiB by default. Smaller tiles give the same scores.
     *
     * @param bytes the limit; one pair is explained at a time where even one exceeds it
     * @throws IllegalArgumentException if {@code bytes} is not positive
     */
    public Builder memoryLimit(long bytes) {
      tiling = new Tiling(bytes, tiling.rows(), tiling.progress());
      return this;
    }

    /**
     * Sets how many pairs of example and reference are explained at once, 256 by default.
     *
     * @param pairs the most pairs; fewer are taken where the memory limit asks for it
     * @throws IllegalArgumentException if {@code pairs} is not positive
     */
    public Builder batchSize(int pairs) {
      tiling = new Tiling(tiling.memory(), pairs, tiling.progress());
      return this;
    }

    /**
     * Sets what is told of a call's progress, in its thread.
     *
     * @param listener takes the part of the pairs that is done, from 0 to 1
     */
    public Builder progress(DoubleConsumer listener) {
      tiling = new Tiling(tiling.memory(), tiling.rows(), listener);
      return this;
    }

    /**
     * Says what {@link #build} would do at each layer, or why it would refuse it.
     *
     * @return all layers, vertices and preprocessors, in the network's order
     * @throws IllegalArgumentException if the network has not been initialized, or is of another
     *     kind
     */
    public List<LayerOutline> outline() {
      return NetworkAdapter.copyOf(network).outlines(RuleTable.with(rows));
    }

    /**
     * Copies the network and finds a rule for each of its layers.
     *
     * @throws io.github.dl4jdeeplift.rule.UnsupportedLayerException naming every layer without a
     *     rule
     * @throws IllegalArgumentException if the network has not been initialized, or is of another
     *     kind
     */
    public DeepLift build() {
      return new DeepLift(this);
    }
  }
}
