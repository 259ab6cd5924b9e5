package io.github.dl4jdeeplift.keras.translate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.github.dl4jdeeplift.keras.layer.SliceVertex;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code x[:, 1:-1, ::-1]}: cells of each dimension, by Python's rules. */
final class Slices implements Operation {
  private static final String SLICE = "__slice__";
  private static final String ELLIPSIS = "__ellipsis__";
  private static final JsonNode WHOLE =
      JsonNodeFactory.instance.objectNode().putNull("start").putNull("stop").putNull("step");

  @Override
  public Translation translate(OperationCall call) {
    TensorShape input = call.input();
    JsonNode written = call.argument(2, "slice_spec", "key");
    List<JsonNode> parts = new ArrayList<>();
    (written.isArray() ? written : List.of(written)).forEach(parts::add);
    fillIn(parts, input.rank() + 1);
    if (parts.isEmpty() || !isWhole(bounds(call, parts.get(0)))) {
      throw call.invalid("a slice that does not take all examples,", written);
    }
    return new Walk(call, input).along(parts.subList(1, parts.size()));
  }

  /** {@code ...} stands for whole slices of all dimensions that are not named. */
  private static void fillIn(List<JsonNode> parts, int rank) {
    for (int place = 0; place < parts.size(); place++) {
      if (parts.get(place).path("class_name").asText().equals(ELLIPSIS)) {
        long named = parts.stream().filter(part -> !part.isNull()).count() - 1;
        parts.remove(place);
        parts.addAll(place, Collections.nCopies((int) Math.max(0, rank - named), WHOLE));
        return;
      }
    }
  }

  /** A slice's start, stop and step; null where it is no slice. */
  private record Bounds(@Nullable Integer start, @Nullable Integer stop, @Nullable Integer step) {}

  private static @Nullable Bounds bounds(OperationCall call, JsonNode part) {
    JsonNode slice = SLICE.equals(part.path("class_name").textValue()) ? part.path("config") : part;
    if (!slice.isObject() || !slice.has("start")) {
      return null;
    }
    return new Bounds(
        bound(call, slice.path("start")),
        bound(call, slice.path("stop")),
        bound(call, slice.path("step")));
  }

  private static @Nullable Integer bound(OperationCall call, JsonNode node) {
    if (!node.isNull() && !node.isMissingNode() && !node.canConvertToInt()) {
      throw call.invalid("a bound", node);
    }
    return node.isIntegralNumber() ? (Integer) node.intValue() : null;
  }

  private static boolean isWhole(@Nullable Bounds bounds) {
    return bounds != null
        && bounds.start == null
        && bounds.stop == null
        && (bounds.step == null || bounds.step == 1);
  }

  /** The dimensions of the input, one after the other. */
  private static final class Walk {
    private final OperationCall call;
    private final List<Long> sizes = new ArrayList<>();
    private @Nullable Translation result;
    private TensorShape cut;
    private int dimension;

    Walk(OperationCall call, TensorShape input) {
      this.call = call;
      this.cut = input;
    }

    Translation along(List<JsonNode> parts) {
      parts.forEach(this::part);
      while (dimension < cut.rank()) {
        sizes.add(cut.size(dimension++));
      }
      TensorShape output = new TensorShape(sizes);
      if (!output.equals(cut)) {
        cut.requireKnown(call.layer());
        if (output.rank() == 0) {
          throw call.layer().unsupported("it leaves no dimension beside the batch: keep one");
        }
        add(Reshapes.to(output));
      }
      return result == null ? Movements.identity(call) : result;
    }

    private void part(JsonNode part) {
      if (part.isNull()) { // a new dimension
        sizes.add(1L);
        return;
      }
      if (dimension == cut.rank()) {
        throw call.layer().unsupported("it slices more dimensions than its input has");
      }
      Bounds bounds = bounds(call, part);
      if (bounds == null && !(part.isIntegralNumber() && part.canConvertToInt())) {
        throw call.invalid("a slice by", part);
      }
      Optional<SliceVertex> slice =
          bounds == null ? Optional.of(cell(part.intValue())) : slice(bounds);
      slice.ifPresent(vertex -> add(Translation.of(vertex, cut.with(dimension, length(vertex)))));
      if (bounds != null) {
        sizes.add(cut.size(dimension));
      }
      dimension++;
    }

    private void add(Translation next) {
      result = result == null ? next : result.then(next);
      if (next.output().rank() == cut.rank()) {
        cut = next.output();
      }
    }

    private long length(SliceVertex vertex) {
      long size = cut.size(dimension);
      long left = size - vertex.getBefore() - vertex.getAfter();
      return size == TensorShape.UNKNOWN ? size : (left + vertex.getStep() - 1) / vertex.getStep();
    }

    private SliceVertex cell(int index) {
      int size = cut.known(call.layer(), dimension);
      int place = index < 0 ? index + size : index;
      if (place < 0 || place >= size) {
        throw call.layer().unsupported("cell " + index + " is not one of its input " + cut);
      }
      return new SliceVertex(dimension + 1, place, size - 1 - place, 1, /* reversed= */ false);
    }

    private Optional<SliceVertex> slice(Bounds bounds) {
      int step = bounds.step == null ? 1 : bounds.step;
      if (isWhole(bounds)) {
        return Optional.empty();
      }
      if (cut.size(dimension) == TensorShape.UNKNOWN) {
        return Optional.of(ofUnknownLength(bounds, step));
      }
      int size = cut.known(call.layer(), dimension);
      int start = place(bounds.start, size, step > 0 ? 0 : size - 1, step);
      int stop = place(bounds.stop, size, step > 0 ? size : -1, step);
      int count = step == 0 ? 0 : Math.floorDiv(stop - start + step - Integer.signum(step), step);
      if (count < 1) {
        throw call.layer().unsupported("it leaves nothing of its input " + cut);
      }
      int last = start + (count - 1) * step;
      return Optional.of(
          new SliceVertex(
              dimension + 1,
              Math.min(start, last),
              size - 1 - Math.max(start, last),
              Math.abs(step),
              step < 0));
    }

    private static int place(@Nullable Integer bound, int size, int byDefault, int step) {
      if (bound == null) {
        return byDefault;
      }
      int place = bound < 0 ? bound + size : bound;
      return step > 0
          ? Math.min(Math.max(place, 0), size)
          : Math.min(Math.max(place, -1), size - 1);
    }

    private SliceVertex ofUnknownLength(Bounds bounds, int step) {
      int start = bounds.start == null ? 0 : bounds.start;
      int stop = bounds.stop == null ? 0 : bounds.stop;
      boolean turned = step == -1 && bounds.start == null && bounds.stop == null;
      if (!turned && (step != 1 || start < 0 || stop > 0 || (bounds.stop != null && stop == 0))) {
        cut.known(call.layer(), dimension);
      }
      return new SliceVertex(dimension + 1, start, -stop, 1, turned);
    }
  }
}
