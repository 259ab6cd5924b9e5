package io.github.dl4jdeeplift;

import io.github.dl4jdeeplift.Site.Kind;
import java.util.Locale;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The one number of a network that is explained.
 *
 * <p>An index is the place in the output of one example, the batch left out: {@code 2} in a vector,
 * {@code 5, 1} for time step 5 and channel 1 of a channels-last sequence. Outputs are explained
 * before their final softmax, sigmoid or hard sigmoid, whose saturation hides contributions
 * (section 2.4), unless a probability is asked for. Any other activation is part of the target.
 */
public final class Target {
  private final Site site;
  private final Selection selection;
  private final @Nullable Integer step;

  private Target(Site site, Selection selection, @Nullable Integer step) {
    this.site = site;
    this.selection = selection;
    this.step = step;
  }

  private static Target of(Kind kind, @Nullable String name, Selection selection) {
    return new Target(new Site(kind, name), selection, null);
  }

  private Target at(Kind kind, @Nullable String name) {
    return new Target(new Site(kind, name), selection, step);
  }

  /**
   * Returns one place of the network's output, before a final softmax, sigmoid or hard sigmoid.
   *
   * @param index place in the output of one example; may be left out where it has one element
   */
  public static Target logit(int... index) {
    return of(Kind.LOGIT, null, new Selection.Place(index));
  }

  /**
   * Returns one place of the network's output, its final softmax, sigmoid or hard sigmoid included.
   *
   * @param index place in the output of one example; may be left out where it has one element
   */
  public static Target probability(int... index) {
    return of(Kind.PROBABILITY, null, new Selection.Place(index));
  }

  /**
   * Returns the class with the highest output, of each example its own; the first of several. For
   * outputs of one dimension.
   */
  public static Target predictedClass() {
    return of(Kind.LOGIT, null, new Selection.Predicted());
  }

  /**
   * Returns a place for each example.
   *
   * @param places one for each example, counted in C order in its output
   */
  public static Target perExample(int... places) {
    return of(Kind.LOGIT, null, new Selection.PerExample(places));
  }

  /**
   * Returns a weighted sum over the output, such as the difference of two classes.
   *
   * @param weights of the shape of one example's output; copied
   * @throws IllegalArgumentException if a weight is not finite
   */
  public static Target weighted(INDArray weights) {
    return of(Kind.LOGIT, null, new Selection.Weights(weights));
  }

  /**
   * Returns one place of one of several outputs, before a final softmax, sigmoid or hard sigmoid.
   *
   * @param name the output's name
   * @param index place in that output of one example; may be left out where it has one element
   */
  public static Target output(String name, int... index) {
    return of(Kind.LOGIT, name, new Selection.Place(index));
  }

  /**
   * Returns one unit of a layer, after the layer's activation.
   *
   * @param name the layer's name
   * @param index place in the layer's output of one example; may be left out where it has one
   *     element
   */
  public static Target layer(String name, int... index) {
    return of(Kind.LAYER, name, new Selection.Place(index));
  }

  /** Returns the same target after the final softmax, sigmoid or hard sigmoid. */
  public Target asProbability() {
    return site.kind() == Kind.LAYER ? this : at(Kind.PROBABILITY, site.name());
  }

  /**
   * Returns the same target of logits less their mean over all classes (section 2.5), so that what
   * raises all classes alike does not contribute. For outputs that end in softmax.
   *
   * @throws IllegalStateException if the target is a probability or in a layer
   */
  public Target meanNormalized() {
    if (site.kind() != Kind.LOGIT && site.kind() != Kind.NORMALIZED_LOGIT) {
      throw new IllegalStateException(
          "only logits can be mean-normalized, not " + this + "; use logit(..)");
    }
    return at(Kind.NORMALIZED_LOGIT, site.name());
  }

  /**
   * Returns the same target of one of several outputs.
   *
   * @param name the output's name
   * @throws IllegalStateException if the target is in a layer
   */
  public Target ofOutput(String name) {
    if (site.kind() == Kind.LAYER) {
      throw new IllegalStateException("target " + this + " is in a layer already");
    }
    return at(site.kind(), name);
  }

  /**
   * Returns a target in the value of a layer instead of an output, after the layer's activation.
   *
   * @param name the layer's name
   */
  public Target ofLayer(String name) {
    return at(Kind.LAYER, name);
  }

  /**
   * Returns the same target at one time step of a sequence: its index is then a place among the
   * channels, whichever dimension time is ({@code logit(1).atTimeStep(5)} is {@code logit(1, 5)} in
   * a channels-first sequence, {@code logit(5, 1)} in a channels-last one).
   *
   * @param timeStep the step, from 0
   */
  public Target atTimeStep(int timeStep) {
    return new Target(site, selection, timeStep);
  }

  Site site() {
    return site;
  }

  /**
   * Returns what is selected.
   *
   * @param timeAxis dimension of time in the explained value, the batch left out
   */
  Selection selection(IntSupplier timeAxis) {
    return step == null ? selection : new Selection.AtStep(selection, step, timeAxis.getAsInt());
  }

  @Override
  public String toString() {
    String name = site.name();
    String kind = site.kind().name().toLowerCase(Locale.ROOT).replace('_', ' ');
    return kind + (name == null ? "" : " '" + name + "'") + " " + selection(() -> 0).description();
  }
}
