package io.github.dl4jdeeplift.keras.layer;

import io.github.dl4jdeeplift.rule.Expansion;
import io.github.dl4jdeeplift.rule.LayerView;
import io.github.dl4jdeeplift.rule.shape.LastStepRule;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.recurrent.LastTimeStep;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * The last time step of a recurrent layer on {@code [batch, time, channels]}. A network that holds
 * Deeplearning4j's own wrapper of that kind cannot be cloned once it has an updater, since the
 * wrapper does not tell it.
 */
public final class LastStep extends LastTimeStep {
  private static final long serialVersionUID = 1L;

  /**
   * Makes the configuration.
   *
   * @param underlying the recurrent layer
   */
  public LastStep(@JsonProperty("underlying") Layer underlying) {
    super(underlying);
  }

  @Override
  public IUpdater getUpdaterByParam(String name) {
    return getUnderlying().getUpdaterByParam(name);
  }

  /** Returns the nodes by which the layer is explained. */
  Expansion nodes(LayerView<?> view) {
    return view.inside(getUnderlying(), "").then(new LastStepRule());
  }
}
