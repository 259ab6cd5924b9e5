package io.github.dl4jdeeplift.rule.sequence;

import io.github.dl4jdeeplift.rule.LayerView;
import io.github.dl4jdeeplift.rule.Multipliers;
import io.github.dl4jdeeplift.rule.NodeValues;
import io.github.dl4jdeeplift.rule.Ops;
import io.github.dl4jdeeplift.rule.Rule;
import io.github.dl4jdeeplift.rule.Shape;
import io.github.dl4jdeeplift.rule.UnsupportedLayerException;
import io.github.dl4jdeeplift.rule.Value;
import io.github.dl4jdeeplift.rule.activation.ActivationRules;
import io.github.dl4jdeeplift.rule.function.Nonlinearity;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A gated recurrent unit (Cho et al. 2014), with Keras's order of blocks: update gate, reset gate,
 * candidate.
 *
 * <p>Update gate z = g(x_t·W_z + b_z + h_{t−1}·R_z), reset gate r likewise, candidate a = f(x_t·W_a
 * + b_a + (r·h_{t−1})·R_a), or f(x_t·W_a + b_a + r·(h_{t−1}·R_a + c_a)) where the reset gate acts
 * after the product; h_t = z·h_{t−1} + (1 − z)·a. Gates are products (section 2.3.5, equation 18),
 * f and g are explained by Rescale, sums by the linear rule.
 *
 * <p>Shapes: {@code [batch, time, in] -> [batch, time, units]}.
 */
public final class GruRule implements Rule {
  private final GruCell cell;

  private GruRule(GruCell cell) {
    this.cell = cell;
  }

  /**
   * Makes the rule of a layer with parameters {@code W} {@code [in, 3·units]}, {@code RW} {@code
   * [units, 3·units]} and {@code b}: {@code [1, 3·units]} where the reset gate acts on h, {@code
   * [2, 3·units]} where it acts on h·R, its second row then being added to that.
   *
   * @param layer the layer
   * @param activation f
   * @param gate g
   * @throws UnsupportedLayerException if a function has no rule
   */
  public static GruRule of(LayerView<?> layer, IActivation activation, IActivation gate) {
    INDArray bias = layer.parameter("b");
    INDArray state = layer.parameter("RW");
    INDArray ofInput = bias.getRow(0).dup('c').reshape(bias.size(1));
    INDArray ofState = bias.size(0) == 1 ? null : bias.getRow(1).dup('c').reshape(bias.size(1));
    RecurrentWeights weights = new RecurrentWeights(layer.parameter("W"), state, ofInput);
    Nonlinearity candidate = ActivationRules.functionOf(activation);
    return new GruRule(
        GruCell.of(weights, state, ofState, candidate, ActivationRules.functionOf(gate)));
  }

  @Override
  public Shape outputShape(List<Shape> inputs) {
    return new Shape(cell.weights().requireSequence(inputs.get(0)), cell.units());
  }

  @Override
  public SDVariable forward(Ops ops, List<Value> inputs) {
    Value input = inputs.get(0);
    SDVariable ofInputs = cell.weights().ofInputs(ops, input.variable(), input.shape());
    List<SDVariable> outputs = new ArrayList<>();
    SDVariable hidden = null;
    for (SDVariable step : Recurrence.steps(ops, ofInputs, input.shape().size(0))) {
      hidden = next(ops, step, hidden);
      outputs.add(hidden);
    }
    return Recurrence.joined(ops, outputs);
  }

  private SDVariable next(Ops ops, SDVariable ofInput, @Nullable SDVariable before) {
    Shape sums = new Shape(3 * cell.units());
    SDVariable old =
        before == null ? cell.block(ops, ofInput, sums, 0).mul(0) : before; // h begins as 0
    GruCell.Blocks blocks = cell.blocks(ops, ofInput, sums);
    GruPass pass = GruPass.of(ops, cell, blocks, old, new Shape(cell.units()));
    SDVariable update = cell.gate().value(ops, pass.sums().update());
    SDVariable candidate = cell.activation().value(ops, pass.sums().candidate());
    return update.mul(old).add(ops.not(update).mul(candidate));
  }

  @Override
  public List<Multipliers> backward(Ops ops, NodeValues values, Multipliers upstream) {
    SDVariable ofSums = GruWayBack.of(ops, cell, values).run(upstream.positive());
    return List.of(
        Multipliers.shared(cell.weights().backToInputs(ops, ofSums, values.outputShape())));
  }

  @Override
  public String description() {
    return "GRU, products of gates, Rescale of "
        + cell.activation().name()
        + " and "
        + cell.gate().name();
  }
}
