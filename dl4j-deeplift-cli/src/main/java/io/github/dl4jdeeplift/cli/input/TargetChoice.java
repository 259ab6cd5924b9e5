package io.github.dl4jdeeplift.cli.input;

import io.github.dl4jdeeplift.DeepLift;
import io.github.dl4jdeeplift.Target;
import io.github.dl4jdeeplift.cli.failure.RefusedException;
import io.github.dl4jdeeplift.rule.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What {@code --target} says.
 *
 * @param name an output's or a layer's name; null where none was given
 * @param index place in its value for one example; null where none was given
 * @param all whether all elements of the output are meant
 * @param scale what of an output is explained
 */
public record TargetChoice(
    @Nullable String name, @Nullable List<Integer> index, boolean all, Scale scale) {

  /** What of an output is explained. */
  public enum Scale {
    /** Its value before a final softmax or sigmoid. */
    LOGIT,
    /** That, less the mean over the classes of a final softmax. */
    MEAN_NORMALIZED_LOGIT,
    /** Its value after them. */
    PROBABILITY;

    /** Returns the option that asks for it, as messages call it. */
    private String option() {
      return this == PROBABILITY ? "--probability" : "--mean-normalized";
    }
  }

  /**
   * Reads a target.
   *
   * @param text as it was given; null where it was not
   * @param scale what of an output is explained
   */
  public static TargetChoice parse(@Nullable String text, Scale scale) {
    if (text == null || text.equals("all")) {
      return new TargetChoice(null, null, text != null, scale);
    }
    int colon = text.lastIndexOf(':');
    String index = text.substring(colon + 1).strip();
    if (!index.matches("[-+]?\\d{1,9}(\\s*,\\s*[-+]?\\d{1,9})*") || colon == 0) {
      throw RefusedException.badInput(
          "--target %s: give INDEX (as 2, or 5,1), NAME:INDEX or all".formatted(text));
    }
    return new TargetChoice(
        colon < 0 ? null : text.substring(0, colon),
        Arrays.stream(index.split("\\s*,\\s*")).map(Integer::valueOf).toList(),
        false,
        scale);
  }

  /**
   * Finds the targets in a network.
   *
   * @param deepLift the network
   * @param shapes shapes of its values for one example
   * @return one target, or those of all elements in C order
   */
  public List<ExplainedTarget> in(DeepLift deepLift, Map<String, Shape> shapes) {
    String node = node(deepLift, shapes);
    boolean hidden = !deepLift.outputNames().contains(node);
    Shape shape = Objects.requireNonNull(shapes.get(node));
    List<ExplainedTarget> targets = new ArrayList<>();
    for (int[] place : places(node, shape)) {
      targets.add(new ExplainedTarget(target(node, place, hidden), label(node, place)));
    }
    return targets;
  }

  private String node(DeepLift deepLift, Map<String, Shape> shapes) {
    List<String> outputs = deepLift.outputNames();
    if (name == null) {
      if (outputs.size() > 1) {
        throw RefusedException.badInput(
            "the network has %d outputs, %s; say which by --target NAME:INDEX"
                .formatted(outputs.size(), outputs));
      }
      return outputs.get(0);
    }
    boolean known = shapes.containsKey(name) && !deepLift.inputNames().contains(name);
    if (!known) {
      List<String> layers = new ArrayList<>(shapes.keySet());
      layers.removeAll(deepLift.inputNames());
      layers.removeIf(layer -> layer.contains("/"));
      throw RefusedException.badInput(
          "--target: no output or layer is named '%s'; there are %s".formatted(name, layers));
    }
    if (scale != Scale.LOGIT && !outputs.contains(name)) {
      throw RefusedException.badInput(
          "%s is for outputs; layer '%s' is explained after its activation, whatever that is"
              .formatted(scale.option(), name));
    }
    return name;
  }

  private List<int[]> places(String node, Shape shape) {
    if (all) {
      return IntStream.range(0, Math.toIntExact(shape.length()))
          .mapToObj(element -> place(element, shape))
          .toList();
    }
    if (index == null) {
      if (shape.length() != 1) {
        throw RefusedException.badInput(
            "output '%s' has %d elements (shape %s); say which by --target INDEX, %s, or --target all"
                .formatted(node, shape.length(), shape, range(shape)));
      }
      return List.of(new int[shape.rank()]);
    }
    return List.of(inside(index.stream().mapToInt(Integer::intValue).toArray(), node, shape));
  }

  private static int[] inside(int[] place, String node, Shape shape) {
    boolean inside = place.length == shape.rank();
    for (int axis = 0; inside && axis < place.length; axis++) {
      inside = place[axis] >= 0 && place[axis] < shape.size(axis);
    }
    if (!inside) {
      throw RefusedException.badInput(
          "--target %s: '%s' has shape %s; give an index %s, counted from 0"
              .formatted(text(place), node, shape, range(shape)));
    }
    return place;
  }

  private static int[] place(int element, Shape shape) {
    int[] place = new int[shape.rank()];
    long rest = element;
    for (int axis = place.length - 1; axis >= 0; axis--) {
      place[axis] = Math.toIntExact(rest % shape.size(axis));
      rest /= shape.size(axis);
    }
    return place;
  }

  private static String range(Shape shape) {
    long[] last = Arrays.stream(shape.dimensions()).map(size -> size - 1).toArray();
    int[] end = Arrays.stream(last).mapToInt(Math::toIntExact).toArray();
    return "from " + text(new int[end.length]) + " to " + text(end);
  }

  private static String text(int[] place) {
    return Arrays.stream(place).mapToObj(String::valueOf).collect(Collectors.joining(","));
  }

  private Target target(String node, int[] place, boolean hidden) {
    if (hidden) {
      return Target.layer(node, place);
    }
    Target target = Target.output(node, place);
    return switch (scale) {
      case LOGIT -> target;
      case MEAN_NORMALIZED_LOGIT -> target.meanNormalized();
      case PROBABILITY -> target.asProbability();
    };
  }

  private String label(String node, int[] place) {
    String what =
        switch (scale) {
          case LOGIT -> "";
          case MEAN_NORMALIZED_LOGIT -> " (less the mean over classes)";
          case PROBABILITY -> " (probability)";
        };
    return node + ":" + text(place) + what;
  }
}
