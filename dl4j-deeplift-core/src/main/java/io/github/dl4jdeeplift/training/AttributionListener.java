package io.github.dl4jdeeplift.training;

import io.github.dl4jdeeplift.Attribution;
import io.github.dl4jdeeplift.DeepLift;
import io.github.dl4jdeeplift.DeepLiftBuilder;
import io.github.dl4jdeeplift.Reference;
import io.github.dl4jdeeplift.Target;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.optimize.api.BaseTrainingListener;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Explains a fixed batch every few iterations or epochs while a network trains, and hands each
 * attribution on.
 *
 * <p>Training goes the same way as without it, to the last bit: the network, its updater and the
 * random numbers are left alone.
 *
 * <pre>{@code
 * network.addListeners(
 *     AttributionListener.of(batch, Reference.zeros(), Target.logit(2))
 *         .everyEpochs(1)
 *         .to(new AttributionLog())
 *         .to(watched -> plot(watched.epoch(), watched.attribution())));
 * }</pre>
 *
 * <p>One listener serves one network at a time. Where the batch cannot be explained, {@code fit()}
 * throws what {@link DeepLift#explain(INDArray, Reference, Target)} throws.
 */
public final class AttributionListener extends BaseTrainingListener {
  private final INDArray[] inputs;
  private final Reference reference;
  private final Target target;
  private final List<Consumer<Watched>> receivers = new ArrayList<>();
  private UnaryOperator<DeepLiftBuilder> settings = UnaryOperator.identity();
  private int iterations;
  private int epochs;
  private @Nullable Model watched;
  private @Nullable DeepLift deepLift;

  private AttributionListener(INDArray[] inputs, Reference reference, Target target) {
    this.inputs = Arrays.stream(inputs).map(INDArray::dup).toArray(INDArray[]::new);
    this.reference = reference;
    this.target = target;
  }

  /**
   * Begins to prepare a listener, which explains nothing until it is told how often.
   *
   * @param input the batch, copied; networks of several inputs take {@link #of(INDArray[],
   *     Reference, Target)}
   * @param reference what it is compared with
   * @param target what is explained
   */
  public static AttributionListener of(INDArray input, Reference reference, Target target) {
    return new AttributionListener(new INDArray[] {input}, reference, target);
  }

  /**
   * Begins to prepare a listener for a network of several inputs.
   *
   * @param inputs the batch, one array for each network input, copied
   * @param reference what it is compared with
   * @param target what is explained
   */
  public static AttributionListener of(INDArray[] inputs, Reference reference, Target target) {
    return new AttributionListener(inputs, reference, target);
  }

  /**
   * Explains after every so many iterations.
   *
   * @param count number of iterations between attributions, at least 1
   * @throws IllegalArgumentException if it is not positive
   */
  public AttributionListener everyIterations(int count) {
    iterations = positive(count, "iterations");
    return this;
  }

  /**
   * Explains at the end of every so many epochs.
   *
   * @param count number of epochs between attributions, at least 1
   * @throws IllegalArgumentException if it is not positive
   */
  public AttributionListener everyEpochs(int count) {
    epochs = positive(count, "epochs");
    return this;
  }

  private static int positive(int count, String what) {
    if (count < 1) {
      throw new IllegalArgumentException("explains every 1 or more " + what + ", not " + count);
    }
    return count;
  }

  /**
   * Chooses rules and other settings, the builder's own by default.
   *
   * @param choice changes the builder that it is given, and returns it
   */
  public AttributionListener with(UnaryOperator<DeepLiftBuilder> choice) {
    settings = choice;
    return this;
  }

  /**
   * Adds a receiver of attributions, called in the thread that trains.
   *
   * @param receiver takes each attribution
   */
  public AttributionListener to(Consumer<Watched> receiver) {
    receivers.add(receiver);
    return this;
  }

  @Override
  public void iterationDone(Model model, int iteration, int epoch) {
    int done = iteration + 1; // Deeplearning4j counts those before this one
    if (iterations > 0 && done % iterations == 0) {
      explain(model, done, epoch);
    }
  }

  @Override
  public void onEpochEnd(Model model) {
    int ended = epochsOf(model) + 1;
    if (epochs > 0 && ended % epochs == 0) {
      explain(model, iterationsOf(model), ended);
    }
  }

  private void explain(Model model, int iteration, int epoch) {
    Attribution attribution = deepLift(model).explain(inputs, reference, target);
    Watched result = new Watched(iteration, epoch, attribution);
    receivers.forEach(receiver -> receiver.accept(result));
  }

  @SuppressWarnings("ReferenceEquality") // the very network
  private DeepLift deepLift(Model model) {
    DeepLift known = deepLift;
    if (known == null || watched != model) {
      known = settings.apply(DeepLift.builder(model)).build();
      deepLift = known;
      watched = model;
    }
    return known;
  }

  private static int epochsOf(Model model) {
    return model instanceof MultiLayerNetwork network
        ? network.getEpochCount()
        : ((ComputationGraph) model).getEpochCount();
  }

  private static int iterationsOf(Model model) {
    return model instanceof MultiLayerNetwork network
        ? network.getIterationCount()
        : ((ComputationGraph) model).getIterationCount();
  }
}
