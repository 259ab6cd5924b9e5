package io.github.dl4jdeeplift.keras.python;

import io.github.dl4jdeeplift.keras.python.Expression.Name;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;

/**
 * The values that instructions hand to one another. Each expression's size is kept, so that code
 * that doubles a value again and again is refused before it fills the memory.
 */
final class Stack {
  /** What stands beside a function that is called, in the place of an object. */
  static final Expression NOTHING = new Name("");

  private static final int LARGEST = 500;

  private final List<Expression> values = new ArrayList<>();
  private final IdentityHashMap<Expression, Integer> sizes = new IdentityHashMap<>();

  /** Puts a value on top that stands for itself, or was on the stack before. */
  void push(Expression value) {
    sizes.putIfAbsent(value, 1);
    values.add(value);
  }

  /** Puts a value on top that was made of others. */
  void push(Expression value, List<Expression> parts) {
    int size = 1 + parts.stream().mapToInt(part -> sizes.getOrDefault(part, 1)).sum();
    if (size > LARGEST) {
      throw new UnknownCodeException("computes more than " + LARGEST + " values");
    }
    sizes.put(value, size);
    values.add(value);
  }

  /** Takes the value from the top. */
  Expression pop() {
    if (values.isEmpty()) {
      throw CodeParts.damaged();
    }
    return values.remove(values.size() - 1);
  }

  /** Takes several values from the top, in the order in which they were put there. */
  List<Expression> pop(int count) {
    if (count < 0 || count > values.size()) {
      throw CodeParts.damaged();
    }
    List<Expression> top = values.subList(values.size() - count, values.size());
    List<Expression> taken = List.copyOf(top);
    top.clear();
    return taken;
  }

  /** Copies the value that is as many places below the top, 1 for the top itself. */
  void copy(int place) {
    push(values.get(index(place)));
  }

  /** Exchanges the top with the value that is as many places below, 1 for the top itself. */
  void swap(int place) {
    int index = index(place);
    Expression lower = values.get(index);
    values.set(index, values.get(values.size() - 1));
    values.set(values.size() - 1, lower);
  }

  /** Puts the top under the values below it. */
  void rotate(int count) {
    int index = index(count);
    values.add(index, pop());
  }

  private int index(int place) {
    if (place < 1 || place > values.size()) {
      throw CodeParts.damaged();
    }
    return values.size() - place;
  }
}
