package io.github.dl4jdeeplift.rule.sequence;

import static io.github.dl4jdeeplift.rule.Expansion.mask;

import io.github.dl4jdeeplift.rule.Expansion;
import io.github.dl4jdeeplift.rule.ExpansionBuilder;
import io.github.dl4jdeeplift.rule.LayerView;
import io.github.dl4jdeeplift.rule.MaskState;
import io.github.dl4jdeeplift.rule.Rule;
import io.github.dl4jdeeplift.rule.RuleRow;
import io.github.dl4jdeeplift.rule.activation.ActivationRules;
import io.github.dl4jdeeplift.rule.activation.SoftmaxRule;
import io.github.dl4jdeeplift.rule.arithmetic.MatrixProductRule;
import io.github.dl4jdeeplift.rule.function.Nonlinearity;
import io.github.dl4jdeeplift.rule.mask.MaskedRule;
import io.github.dl4jdeeplift.rule.mask.MaskedScoresRule;
import io.github.dl4jdeeplift.rule.shape.ReverseAxesRule;
import java.util.List;
import org.deeplearning4j.nn.conf.graph.AttentionVertex;
import org.deeplearning4j.nn.conf.layers.RecurrentAttentionLayer;
import org.deeplearning4j.nn.conf.layers.SelfAttentionLayer;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The table's rows for attention: softmax(Q·Kᵀ/√size)·V in each head.
 *
 * <p>Projections are linear, scores and the weighted sum of values are matrix products (section
 * 2.3.5), and softmax has its log-mean Jacobian, so that contributions sum.
 */
public final class AttentionRules {
  /** The rows. */
  public static final List<RuleRow<?>> ROWS =
      List.of(
          new RuleRow<>(SelfAttentionLayer.class, AttentionRules::self),
          new RuleRow<>(AttentionVertex.class, AttentionRules::vertex),
          new RuleRow<>(RecurrentAttentionLayer.class, AttentionRules::recurrent));

  private AttentionRules() {}

  private static Expansion self(LayerView<SelfAttentionLayer> layer) {
    ExpansionBuilder nodes = new ExpansionBuilder();
    Rule entry = new AttentionInputRule(layer.configuration().getNIn());
    int input = nodes.add(entry, Expansion.INPUTS);
    int scores = scores(layer, nodes, input, input);
    int kept = layer.isMasked() ? nodes.add(new MaskedScoresRule(), scores, mask(0)) : scores;
    return attended(layer, nodes, kept, input).build();
  }

  private static Expansion vertex(LayerView<AttentionVertex> layer) {
    AttentionVertex vertex = layer.configuration();
    ExpansionBuilder nodes = new ExpansionBuilder();
    int queries = nodes.add(new AttentionInputRule(vertex.getNInQueries()), Expansion.input(0));
    int keys = nodes.add(new AttentionInputRule(vertex.getNInKeys()), Expansion.input(1));
    int values = nodes.add(new AttentionInputRule(vertex.getNInValues()), Expansion.input(2));
    int scores = maskedKeys(layer, nodes, scores(layer, nodes, queries, keys));
    Expansion attended = attended(layer, nodes, scores, values).build();
    return layer.isMasked() ? attended.thenMasked(MaskedRule.product(1), mask(0)) : attended;
  }

  /** A key counts where neither it nor its value is masked. */
  private static int maskedKeys(LayerView<?> vertex, ExpansionBuilder nodes, int scores) {
    int kept = scores;
    for (int input = 1; input <= 2; input++) {
      if (vertex.mask(input) != MaskState.ABSENT) {
        kept = nodes.add(new MaskedScoresRule(), kept, mask(input));
      }
    }
    return kept;
  }

  /** Adds the scores {@code [heads, queries, keys]}, without a head where nothing is projected. */
  private static int scores(LayerView<?> layer, ExpansionBuilder nodes, int queries, int keys) {
    Rule product = new MatrixProductRule(false, true);
    INDArray projection = layer.parameterOrNull("Wq");
    if (projection == null) {
      return nodes.add(product, nodes.add(new AttentionScaleRule(), queries), keys);
    }
    double factor = 1 / Math.sqrt((double) projection.size(1));
    int ofQueries = nodes.chain(queries, Heads.projection(projection.mul(factor)));
    int ofKeys = nodes.chain(keys, Heads.projection(layer.parameter("Wk")));
    return nodes.add(product, ofQueries, ofKeys);
  }

  /** Adds softmax over keys, the weighted sum of values, and the way out. */
  private static ExpansionBuilder attended(
      LayerView<?> layer, ExpansionBuilder nodes, int scores, int values) {
    int weights = nodes.add(new SoftmaxRule(), scores);
    INDArray ofValues = layer.parameterOrNull("Wv");
    if (ofValues == null) {
      nodes.chain(nodes.add(new MatrixProductRule(), weights, values), new ReverseAxesRule());
      return nodes;
    }
    int projected = nodes.chain(values, Heads.projection(ofValues));
    int sums = nodes.add(new MatrixProductRule(), weights, projected);
    nodes.chain(nodes.chain(sums, Heads.output(layer.parameter("Wo"))), new ReverseAxesRule());
    return nodes;
  }

  private static Expansion recurrent(LayerView<RecurrentAttentionLayer> layer) {
    RecurrentAttentionLayer configuration = layer.configuration();
    INDArray bias = layer.parameterOrNull("b");
    INDArray weights = layer.parameter("W");
    RecurrentWeights sums =
        new RecurrentWeights(
            weights,
            layer.parameter("RW"),
            bias == null
                ? Nd4j.zeros(layer.dataType(), weights.size(1))
                : bias.reshape(bias.length()));
    Rule rule =
        new RecurrentAttentionRule(
            sums, AttentionWeights.of(layer, configuration.getNIn()), activation(configuration));
    Rule entry = new AttentionInputRule(configuration.getNIn());
    return Expansion.chain(entry)
        .then(Expansion.of(rule, layer.isMasked()))
        .then(new ReverseAxesRule());
  }

  /** Inside SameDiff, Deeplearning4j runs leaky ReLU with a slope of 0. */
  private static Nonlinearity activation(RecurrentAttentionLayer layer) {
    Activation activation = layer.getActivation();
    return ActivationRules.functionOf(
        (activation == Activation.LEAKYRELU ? Activation.RELU : activation)
            .getActivationFunction());
  }
}
