package io.github.dl4jdeeplift.operation;

import io.github.dl4jdeeplift.operation.Operand.Fixed;
import io.github.dl4jdeeplift.operation.Operand.Varying;
import io.github.dl4jdeeplift.rule.Multipliers;
import io.github.dl4jdeeplift.rule.NodeValues;
import io.github.dl4jdeeplift.rule.Ops;
import io.github.dl4jdeeplift.rule.Parts;
import io.github.dl4jdeeplift.rule.PartwiseRule;
import io.github.dl4jdeeplift.rule.Shape;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.factory.Nd4j;

/** The way back through the nodes of one layer, written into the program of the whole network. */
final class RuleRun {
  private final Translation.Result graph;
  private final Ops ops;
  private final NodeValues outer;
  private final Map<Operand, Parts> parts = new HashMap<>();

  RuleRun(Translation.Result graph, Ops ops, NodeValues outer) {
    this.graph = graph;
    this.ops = ops;
    this.outer = outer;
  }

  /** Returns the multipliers of the layer's inputs; none for those that the output ignores. */
  Map<Integer, Multipliers> backward(Multipliers upstream) {
    Map<Integer, Multipliers> multipliers = new HashMap<>();
    multipliers.put(graph.output().place(), upstream);
    for (int place = graph.steps().size() - 1; place >= 0; place--) {
      Multipliers own = multipliers.remove(place);
      if (own != null) {
        backward(place, own, multipliers);
      }
    }
    return multipliers;
  }

  private void backward(int place, Multipliers upstream, Map<Integer, Multipliers> multipliers) {
    RuleGraph.Step step = graph.steps().get(place);
    NodeValues values = new Inner(place);
    boolean takesParts = step.rule() instanceof PartwiseRule || upstream.areShared();
    Multipliers taken =
        takesParts
            ? upstream
            : Multipliers.shared(PartwiseRule.bySign(ops, upstream, values.outputDifference()));
    List<Multipliers> ofInputs = step.rule().backward(ops, values, taken);
    for (int index = 0; index < ofInputs.size(); index++) {
      if (step.from().get(index) instanceof Varying varying) {
        multipliers.merge(varying.place(), ofInputs.get(index), Multipliers::plus);
      }
    }
  }

  /** Returns the parts of the difference of a value. */
  Parts parts(Operand operand) {
    Parts known = parts.get(operand);
    if (known == null) {
      known = partsNow(operand);
      parts.put(operand, known);
    }
    return known;
  }

  private Parts partsNow(Operand operand) {
    if (!(operand instanceof Varying varying)) {
      SDVariable zero = constant((Fixed) operand).mul(0);
      return new Parts(zero, zero);
    }
    if (varying.place() < 0) {
      return outer.parts(-1 - varying.place());
    }
    NodeValues values = new Inner(varying.place());
    return graph.steps().get(varying.place()).rule() instanceof PartwiseRule rule
        ? rule.parts(ops, values)
        : Parts.bySign(ops, values.outputDifference());
  }

  private SDVariable constant(Fixed fixed) {
    return ops.constant(fixed.value());
  }

  private SDVariable value(Operand operand, boolean isActual) {
    if (operand instanceof Fixed fixed) {
      return constant(fixed);
    }
    int place = ((Varying) operand).place();
    if (place < 0) {
      return isActual ? outer.actual(-1 - place) : outer.reference(-1 - place);
    }
    RuleGraph.Step step = graph.steps().get(place);
    return outer.once(
        (isActual ? "x" : "r") + place,
        () -> DefinedRule.forward(ops, step, from -> value(from, isActual)));
  }

  private SDVariable difference(Operand operand) {
    if (operand instanceof Varying varying && varying.place() < 0) {
      return outer.difference(-1 - varying.place());
    }
    if (operand instanceof Varying varying) {
      return outer.once(
          "d" + varying.place(), () -> value(operand, true).sub(value(operand, false)));
    }
    return ops.constant(Nd4j.zerosLike(((Fixed) operand).value()));
  }

  /** What the rule of an inner node can ask for. */
  private final class Inner implements NodeValues {
    private final int place;
    private final RuleGraph.Step step;

    Inner(int place) {
      this.place = place;
      this.step = graph.steps().get(place);
    }

    private Varying output() {
      return new Varying(place, step.shape());
    }

    @Override
    public Shape inputShape(int index) {
      return step.inputShape(index);
    }

    @Override
    public int inputCount() {
      return step.from().size();
    }

    @Override
    public Shape outputShape() {
      return step.shape();
    }

    @Override
    public SDVariable actual(int index) {
      return value(step.from().get(index), true);
    }

    @Override
    public SDVariable reference(int index) {
      return value(step.from().get(index), false);
    }

    @Override
    public SDVariable difference(int index) {
      return RuleRun.this.difference(step.from().get(index));
    }

    @Override
    public SDVariable actualOutput() {
      return value(output(), true);
    }

    @Override
    public SDVariable referenceOutput() {
      return value(output(), false);
    }

    @Override
    public SDVariable outputDifference() {
      return RuleRun.this.difference(output());
    }

    @Override
    public Parts parts(int index) {
      return RuleRun.this.parts(step.from().get(index));
    }

    @Override
    public SDVariable once(String what, Supplier<SDVariable> make) {
      return outer.once(what + " of " + place, make);
    }
  }
}
