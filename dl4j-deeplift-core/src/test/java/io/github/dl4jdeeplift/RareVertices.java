package io.github.dl4jdeeplift;

import io.github.dl4jdeeplift.NetworkSketch.Format;
import io.github.dl4jdeeplift.NetworkSketch.Named;
import io.github.dl4jdeeplift.NetworkSketch.Step;
import io.github.dl4jdeeplift.NetworkSketch.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.deeplearning4j.nn.conf.graph.AttentionVertex;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.L2Vertex;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.graph.StackVertex;
import org.deeplearning4j.nn.conf.graph.UnstackVertex;
import org.deeplearning4j.nn.conf.graph.rnn.DuplicateToTimeSeriesVertex;
import org.deeplearning4j.nn.conf.graph.rnn.LastTimeStepVertex;
import org.deeplearning4j.nn.conf.graph.rnn.ReverseTimeSeriesVertex;

/**
 * Random steps of graphs that join values: stacked ones, distances, attention, vertices of time.
 */
final class RareVertices {
  private final RareSteps steps;
  private final List<Named> chain = new ArrayList<>();

  RareVertices(RareSteps steps) {
    this.steps = steps;
  }

  private String add(Object configuration, String... from) {
    Step step = new Step(configuration);
    String name = steps.sketch().nameOf(step, chain.size());
    chain.add(new Named(name, step, List.of(from)));
    return name;
  }

  private Optional<Value> done(Format format, Value... from) {
    return steps.sketch().addAll(chain, format, from);
  }

  Optional<Value> ofVector(Value value) {
    boolean duplicates = steps.random().nextInt(3) == 0 && firstIsASequence();
    if (duplicates) {
      Value first = steps.sketch().inputs().get(0);
      add(new DuplicateToTimeSeriesVertex(first.name()), value.name());
      return done(Format.NCW, value, first);
    }
    return steps.linear() || steps.random().nextBoolean() ? siamese(value) : distance(value);
  }

  private boolean firstIsASequence() {
    return steps.sketch().inputs().get(0).format() == Format.NCW;
  }

  /** The value and another of its making, through one layer, and what they differ by. */
  private Optional<Value> siamese(Value value) {
    String other = add(steps.dense(value.length(), value.length()), value.name());
    String stacked = add(new StackVertex(), value.name(), other);
    String shared = add(steps.dense(value.length(), steps.between(1, 4)), stacked);
    String one = add(new UnstackVertex(0, 2), shared);
    String two = add(new UnstackVertex(1, 2), shared);
    GraphVertex[] joins = {
      new ElementWiseVertex(ElementWiseVertex.Op.Subtract), new MergeVertex(), new L2Vertex()
    };
    add(joins[steps.random().nextInt(steps.linear() ? 2 : 3)], one, two);
    return done(Format.VECTOR, value);
  }

  private Optional<Value> distance(Value value) {
    String other = add(steps.dense(value.length(), value.length()), value.name());
    add(new L2Vertex(), value.name(), other);
    return done(Format.VECTOR, value);
  }

  Optional<Value> ofSequence(Value value) {
    return switch (steps.random().nextInt(steps.linear() ? 2 : 4)) {
      case 0 -> {
        add(new ReverseTimeSeriesVertex(), value.name());
        yield done(Format.NCW, value);
      }
      case 1 -> last(value);
      default -> attention(value);
    };
  }

  private Optional<Value> last(Value value) {
    if (!firstIsASequence()) {
      return Optional.empty();
    }
    Value first = steps.sketch().inputs().get(0);
    add(new LastTimeStepVertex(first.name()), value.name());
    return done(Format.VECTOR, value, first);
  }

  private Optional<Value> attention(Value value) {
    int channels = Math.toIntExact(value.channels());
    AttentionVertex vertex =
        new AttentionVertex.Builder()
            .nInQueries(channels)
            .nInKeys(channels)
            .nInValues(channels)
            .nOut(steps.between(1, 3))
            .nHeads(steps.between(1, 2))
            .headSize(steps.between(1, 3))
            .projectInput(true)
            .build();
    add(vertex, value.name(), value.name(), value.name());
    return done(Format.NCW, value);
  }
}
