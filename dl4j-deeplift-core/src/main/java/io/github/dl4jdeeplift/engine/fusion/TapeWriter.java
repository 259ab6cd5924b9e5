package io.github.dl4jdeeplift.engine.fusion;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Gives the values of a formula their registers, each as long as it is needed. */
final class TapeWriter {
  private static final int NONE = -1;

  private final List<Formula.Value> values;
  private final int[] lastUses;
  private final int[] uses;
  private final int[] registers;
  private final Deque<Integer> free = new ArrayDeque<>();
  private final List<Tape.Constant> constants = new ArrayList<>();
  private final List<Tape.Step> steps = new ArrayList<>();
  private int count;

  private TapeWriter(Formula formula) {
    this.values = formula.values();
    this.lastUses = new int[values.size()];
    this.uses = new int[values.size()];
    this.registers = new int[values.size()];
    Arrays.fill(registers, NONE);
    for (int number = 0; number < values.size(); number++) {
      if (values.get(number).kernel() != null) {
        use(values.get(number).first(), number);
        use(values.get(number).second(), number);
      }
    }
    formula.written().forEach(each -> use(each.value(), Integer.MAX_VALUE));
  }

  private void use(int value, int by) {
    if (lastUses[value] != by) {
      uses[value]++;
    }
    lastUses[value] = by;
  }

  static Tape write(Formula formula) {
    TapeWriter writer = new TapeWriter(formula);
    for (int number = 0; number < writer.values.size(); number++) {
      writer.write(number);
    }
    List<Tape.Write> writes = writer.writes(formula);
    return new Tape(List.copyOf(writer.constants), List.copyOf(writer.steps), writes, writer.count);
  }

  private List<Tape.Write> writes(Formula formula) {
    List<Tape.Write> writes = new ArrayList<>();
    boolean[] isChecked = new boolean[values.size()];
    for (Formula.Written each : formula.written()) {
      boolean checks = check(each.value(), isChecked);
      writes.add(new Tape.Write(register(each.value()), each.memory(), checks));
    }
    return List.copyOf(writes);
  }

  /** Tells whether NaN that a kernel drops is seen in a value for the first time. */
  private boolean check(int number, boolean[] isChecked) {
    Formula.Value value = values.get(number);
    if (value.kernel() == null || isChecked[number]) {
      return false;
    }
    isChecked[number] = true;
    boolean first = check(value.first(), isChecked);
    boolean second = check(value.second(), isChecked);
    return first || second || value.kernel().dropsNaN();
  }

  private void write(int number) {
    Formula.Value value = values.get(number);
    if (value.kernel() == null) {
      return; // read or filled where it is needed first
    }
    int first = register(value.first());
    int second = register(value.second());
    release(value.first(), number);
    if (value.second() != value.first()) {
      release(value.second(), number);
    }
    registers[number] = take();
    Double bound = bound(number);
    Kernel kernel = bound == null ? value.kernel() : Kernel.DIVIDE_OR;
    double constant = bound == null ? 0 : bound;
    steps.add(new Tape.Step(kernel, registers[number], first, second, constant, null));
  }

  private int register(int number) {
    if (registers[number] != NONE) {
      return registers[number];
    }
    Formula.Value value = values.get(number);
    if (value.isConstant()) {
      // Kept for all chunks: of no use to others before either.
      registers[number] = count++;
      constants.add(new Tape.Constant(registers[number], value.constant()));
    } else {
      registers[number] = take();
      steps.add(new Tape.Step(null, registers[number], 0, 0, 0, value.memory()));
    }
    return registers[number];
  }

  private int take() {
    return free.isEmpty() ? count++ : free.pop();
  }

  private void release(int value, int at) {
    if (lastUses[value] == at && !values.get(value).isConstant()) {
      free.push(registers[value]);
    }
  }

  /**
   * Returns the bound of a quotient that is used for nothing but its maximum or minimum with that:
   * at 0/0, which is not a number, ND4J gives the bound. 0/0 is common where secants are taken;
   * null for other values.
   */
  private @Nullable Double bound(int number) {
    if (!Kernel.DIVIDE.equals(values.get(number).kernel())
        || uses[number] != 1
        || lastUses[number] == Integer.MAX_VALUE) {
      return null;
    }
    Formula.Value user = values.get(lastUses[number]);
    boolean isBound = Kernel.MAXIMUM.equals(user.kernel()) || Kernel.MINIMUM.equals(user.kernel());
    Formula.Value bound = values.get(user.second());
    return isBound
            && user.first() == number
            && bound.isConstant()
            && Double.isFinite(bound.constant())
        ? bound.constant()
        : null;
  }
}
