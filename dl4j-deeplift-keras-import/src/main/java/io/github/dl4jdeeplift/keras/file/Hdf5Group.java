package io.github.dl4jdeeplift.keras.file;

import io.github.dl4jdeeplift.keras.error.UnreadableKerasFileException;
import io.jhdf.api.Attribute;
import io.jhdf.api.Dataset;
import io.jhdf.api.Group;
import io.jhdf.api.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A group of an HDF5 file with the attributes that Keras writes. Links are refused, not followed.
 */
record Hdf5Group(Group group) {
  private static final int MOST_NODES = 1_000_000;
  private static final int DEEPEST = 64;

  /** Returns the group under a path relative to this one, or empty where there is none. */
  Optional<Hdf5Group> child(String path) {
    return node(path)
        .map(
            node -> {
              if (node instanceof Group child) {
                return new Hdf5Group(child);
              }
              throw new UnreadableKerasFileException("'" + node.getPath() + "' is not a group");
            });
  }

  /** Returns the data set under a path relative to this group, or empty where there is none. */
  Optional<Dataset> dataset(String path) {
    return node(path).filter(Dataset.class::isInstance).map(Dataset.class::cast);
  }

  private Optional<Node> node(String path) {
    Node node = group;
    for (String name : path.split("/", -1)) {
      if (!(node instanceof Group parent) || node.isLink()) {
        return Optional.empty();
      }
      node = parent.getChild(name);
    }
    return Optional.ofNullable(node).filter(found -> !found.isLink());
  }

  /** Returns the paths of all data sets below this group, relative to it. */
  List<String> datasetPaths() {
    List<String> paths = new ArrayList<>();
    collect(group, "", 0, paths, new int[] {0});
    return paths;
  }

  private static void collect(
      Group parent, String prefix, int depth, List<String> paths, int[] nodes) {
    if (depth > DEEPEST) {
      throw new UnreadableKerasFileException("'" + prefix + "' lies deeper than any Keras weight");
    }
    for (Node node : parent) {
      if (++nodes[0] > MOST_NODES) {
        throw new UnreadableKerasFileException("has more than " + MOST_NODES + " groups");
      }
      String path = prefix + node.getName();
      if (node.isLink()) {
        throw new UnreadableKerasFileException("'" + path + "' is a link; Keras writes none");
      } else if (node instanceof Group child) {
        collect(child, path + "/", depth + 1, paths, nodes);
      } else {
        paths.add(path);
      }
    }
  }

  /** Returns an attribute that is one text, or empty where there is none of that name. */
  Optional<String> text(String name) {
    Attribute attribute = group.getAttribute(name);
    if (attribute == null) {
      return Optional.empty();
    }
    if (attribute.getData() instanceof String text) {
      return Optional.of(text);
    }
    throw new UnreadableKerasFileException(
        "attribute '" + name + "' of '" + group.getPath() + "' is not a text");
  }

  /**
   * Returns an attribute that is a list of texts, or empty where there is none of that name. Keras
   * splits a long list over attributes whose names end in 0, 1, 2 and so on.
   */
  Optional<List<String>> texts(String name) {
    if (group.getAttribute(name) != null) {
      return Optional.of(texts(name, group.getAttribute(name)));
    }
    List<String> texts = new ArrayList<>();
    int part = 0;
    for (; group.getAttribute(name + part) != null; part++) {
      texts.addAll(texts(name + part, group.getAttribute(name + part)));
    }
    return part == 0 ? Optional.empty() : Optional.of(texts);
  }

  private List<String> texts(String name, Attribute attribute) {
    Object data = attribute.getData();
    if (data == null) { // an empty list, which h5py stores as numbers
      return List.of();
    }
    if (data instanceof String[] texts) {
      return List.of(texts);
    }
    throw new UnreadableKerasFileException(
        "attribute '" + name + "' of '" + group.getPath() + "' is not a list of texts");
  }
}
