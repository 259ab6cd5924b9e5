package io.github.dl4jdeeplift;

import io.github.dl4jdeeplift.Site.Kind;
import java.util.Locale;
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

  private Target(Site site, Selection selection) {
    this.site = site;
    this.selection = selection;
  }

  private static Target of(Kind kind, @Nullable String name, Selection selection) {
    return new Target(new Site(kind, name), selection);
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
    return site.kind() == Kind.LAYER ? this : of(Kind.PROBABILITY, site.name(), selection);
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
    return of(Kind.NORMALIZED_LOGIT, site.name(), selection);
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
    return of(site.kind(), name, selection);
  }

  /**
   * Returns a target in the value of a layer instead of an output, after the layer's activation.
   *
   * @param name the layer's name
   */
  public Target ofLayer(String name) {
    return of(Kind.LAYER, name, selection);
  }

  Site site() {
    return site;
  }

  Selection selection() {
    return selection;
  }

  @Override
  public String toString() {
    String name = site.name();
    String kind = site.kind().name().toLowerCase(Locale.ROOT).replace('_', ' ');
    return kind + (name == null ? "" : " '" + name + "'") + " " + selection.description();
  }
}
