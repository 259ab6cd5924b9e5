package io.github.dl4jdeeplift.engine.fusion;

/**
 * Kernels over doubles, each a loop that the virtual machine turns into vector instructions. Those
 * of comparisons have no branches and hand NaN on, where ND4J's may drop it: {@code exact} ones are
 * ND4J's to the bit. {@link FloatLoops} has the same loops.
 */
final class DoubleLoops {
  private static final double LARGEST = Double.MAX_VALUE;

  private DoubleLoops() {}

  static void add(double[] to, double[] a, double[] b, double unused, int count) {
    for (int i = 0; i < count; i++) {
      to[i] = a[i] + b[i];
    }
  }

  static void subtract(double[] to, double[] a, double[] b, double unused, int count) {
    for (int i = 0; i < count; i++) {
      to[i] = a[i] - b[i];
    }
  }

  static void multiply(double[] to, double[] a, double[] b, double unused, int count) {
    for (int i = 0; i < count; i++) {
      to[i] = a[i] * b[i];
    }
  }

  static void divide(double[] to, double[] a, double[] b, double unused, int count) {
    for (int i = 0; i < count; i++) {
      to[i] = a[i] / b[i];
    }
  }

  static void absolute(double[] to, double[] a, double[] b, double unused, int count) {
    for (int i = 0; i < count; i++) {
      to[i] = Math.abs(a[i]);
    }
  }

  static void negative(double[] to, double[] a, double[] b, double unused, int count) {
    for (int i = 0; i < count; i++) {
      to[i] = -a[i];
    }
  }

  static void maximum(double[] to, double[] a, double[] b, double unused, int count) {
    for (int i = 0; i < count; i++) {
      to[i] = Math.max(a[i], b[i]);
    }
  }

  static void minimum(double[] to, double[] a, double[] b, double unused, int count) {
    for (int i = 0; i < count; i++) {
      to[i] = Math.min(a[i], b[i]);
    }
  }

  static void exactMaximum(double[] to, double[] a, double[] b, double unused, int count) {
    for (int i = 0; i < count; i++) {
      to[i] = a[i] > b[i] ? a[i] : b[i];
    }
  }

  static void exactMinimum(double[] to, double[] a, double[] b, double unused, int count) {
    for (int i = 0; i < count; i++) {
      to[i] = a[i] < b[i] ? a[i] : b[i];
    }
  }

  static void exactGreater(double[] to, double[] a, double[] b, double unused, int count) {
    for (int i = 0; i < count; i++) {
      to[i] = a[i] > b[i] ? 1 : 0;
    }
  }

  static void exactAtLeast(double[] to, double[] a, double[] b, double unused, int count) {
    for (int i = 0; i < count; i++) {
      to[i] = a[i] >= b[i] ? 1 : 0;
    }
  }

  /** Differences of unequal numbers are not 0, and even the least one makes 1 of this. */
  static void greater(double[] to, double[] a, double[] b, double unused, int count) {
    for (int i = 0; i < count; i++) {
      double above = a[i] - b[i];
      to[i] = Math.min((above + Math.abs(above)) * LARGEST * LARGEST, 1);
    }
  }

  static void atLeast(double[] to, double[] a, double[] b, double unused, int count) {
    for (int i = 0; i < count; i++) {
      double below = b[i] - a[i];
      to[i] = 1 - Math.min((below + Math.abs(below)) * LARGEST * LARGEST, 1);
    }
  }

  static void equal(double[] to, double[] a, double[] b, double unused, int count) {
    for (int i = 0; i < count; i++) {
      to[i] = 1 - Math.min(Math.abs(a[i] - b[i]) * LARGEST * LARGEST, 1);
    }
  }

  static void exactEqual(double[] to, double[] a, double[] b, double unused, int count) {
    for (int i = 0; i < count; i++) {
      to[i] = a[i] == b[i] ? 1 : 0;
    }
  }

  /** Divides, with a quotient of its own at 0/0, where {@code none} is 1; it is 0 elsewhere. */
  static void divideOr(double[] to, double[] a, double[] b, double otherwise, int count) {
    for (int i = 0; i < count; i++) {
      double none = 1 - Math.min((Math.abs(a[i]) + Math.abs(b[i])) * LARGEST * LARGEST, 1);
      to[i] = (a[i] - otherwise * none) / (b[i] - none);
    }
  }

  /** A register is cut into as many parts; the virtual machine needs to know their size. */
  private static final int PARTS = 8;

  private static final int PART = Registers.BYTES / Double.BYTES / PARTS;
  private static final int SMALL = PART / PARTS;

  /** Returns the sum of a whole register; both arrays are of a register's length at most. */
  static double sum(double[] parts, double[] a) {
    for (int i = 0; i < PART; i++) {
      double first = a[i] + a[i + PART] + a[i + 2 * PART] + a[i + 3 * PART];
      double last = a[i + 4 * PART] + a[i + 5 * PART] + a[i + 6 * PART] + a[i + 7 * PART];
      parts[i] = first + last;
    }
    double sum = 0;
    for (int i = 0; i < SMALL; i++) {
      double first = parts[i] + parts[i + SMALL] + parts[i + 2 * SMALL] + parts[i + 3 * SMALL];
      double last =
          parts[i + 4 * SMALL] + parts[i + 5 * SMALL] + parts[i + 6 * SMALL] + parts[i + 7 * SMALL];
      sum += first + last;
    }
    return sum;
  }
}
