package io.github.dl4jdeeplift.engine.fusion;

/**
 * Kernels over floats, each a loop that the virtual machine turns into vector instructions. Those
 * of comparisons have no branches and hand NaN on, where ND4J's may drop it: {@code exact} ones are
 * ND4J's to the bit. {@link DoubleLoops} has the same loops.
 */
final class FloatLoops {
  private static final float LARGEST = Float.MAX_VALUE;

  private FloatLoops() {}

  static void add(float[] to, float[] a, float[] b, float unused, int count) {
    for (int i = 0; i < count; i++) {
      to[i] = a[i] + b[i];
    }
  }

  static void subtract(float[] to, float[] a, float[] b, float unused, int count) {
    for (int i = 0; i < count; i++) {
      to[i] = a[i] - b[i];
    }
  }

  static void multiply(float[] to, float[] a, float[] b, float unused, int count) {
    for (int i = 0; i < count; i++) {
      to[i] = a[i] * b[i];
    }
  }

  static void divide(float[] to, float[] a, float[] b, float unused, int count) {
    for (int i = 0; i < count; i++) {
      to[i] = a[i] / b[i];
    }
  }

  static void absolute(float[] to, float[] a, float[] b, float unused, int count) {
    for (int i = 0; i < count; i++) {
      to[i] = Math.abs(a[i]);
    }
  }

  static void negative(float[] to, float[] a, float[] b, float unused, int count) {
    for (int i = 0; i < count; i++) {
      to[i] = -a[i];
    }
  }

  static void maximum(float[] to, float[] a, float[] b, float unused, int count) {
    for (int i = 0; i < count; i++) {
      to[i] = Math.max(a[i], b[i]);
    }
  }

  static void minimum(float[] to, float[] a, float[] b, float unused, int count) {
    for (int i = 0; i < count; i++) {
      to[i] = Math.min(a[i], b[i]);
    }
  }

  static void exactMaximum(float[] to, float[] a, float[] b, float unused, int count) {
    for (int i = 0; i < count; i++) {
      to[i] = a[i] > b[i] ? a[i] : b[i];
    }
  }

  static void exactMinimum(float[] to, float[] a, float[] b, float unused, int count) {
    for (int i = 0; i < count; i++) {
      to[i] = a[i] < b[i] ? a[i] : b[i];
    }
  }

  static void exactGreater(float[] to, float[] a, float[] b, float unused, int count) {
    for (int i = 0; i < count; i++) {
      to[i] = a[i] > b[i] ? 1 : 0;
    }
  }

  static void exactAtLeast(float[] to, float[] a, float[] b, float unused, int count) {
    for (int i = 0; i < count; i++) {
      to[i] = a[i] >= b[i] ? 1 : 0;
    }
  }

  /** Differences of unequal numbers are not 0, and even the least one makes 1 of this. */
  static void greater(float[] to, float[] a, float[] b, float unused, int count) {
    for (int i = 0; i < count; i++) {
      float above = a[i] - b[i];
      to[i] = Math.min((above + Math.abs(above)) * LARGEST * LARGEST, 1);
    }
  }

  static void atLeast(float[] to, float[] a, float[] b, float unused, int count) {
    for (int i = 0; i < count; i++) {
      float below = b[i] - a[i];
      to[i] = 1 - Math.min((below + Math.abs(below)) * LARGEST * LARGEST, 1);
    }
  }

  static void equal(float[] to, float[] a, float[] b, float unused, int count) {
    for (int i = 0; i < count; i++) {
      to[i] = 1 - Math.min(Math.abs(a[i] - b[i]) * LARGEST * LARGEST, 1);
    }
  }

  static void exactEqual(float[] to, float[] a, float[] b, float unused, int count) {
    for (int i = 0; i < count; i++) {
      to[i] = a[i] == b[i] ? 1 : 0;
    }
  }

  /** Divides, with a quotient of its own at 0/0, where {@code none} is 1; it is 0 elsewhere. */
  static void divideOr(float[] to, float[] a, float[] b, float otherwise, int count) {
    for (int i = 0; i < count; i++) {
      float none = 1 - Math.min((Math.abs(a[i]) + Math.abs(b[i])) * LARGEST * LARGEST, 1);
      to[i] = (a[i] - otherwise * none) / (b[i] - none);
    }
  }

  /** A register is cut into as many parts; the virtual machine needs to know their size. */
  private static final int PARTS = 8;

  private static final int PART = Registers.BYTES / Float.BYTES / PARTS;
  private static final int SMALL = PART / PARTS;

  /** Returns the sum of a whole register; both arrays are of a register's length at most. */
  static float sum(float[] parts, float[] a) {
    for (int i = 0; i < PART; i++) {
      float first = a[i] + a[i + PART] + a[i + 2 * PART] + a[i + 3 * PART];
      float last = a[i + 4 * PART] + a[i + 5 * PART] + a[i + 6 * PART] + a[i + 7 * PART];
      parts[i] = first + last;
    }
    float sum = 0;
    for (int i = 0; i < SMALL; i++) {
      float first = parts[i] + parts[i + SMALL] + parts[i + 2 * SMALL] + parts[i + 3 * SMALL];
      float last =
          parts[i + 4 * SMALL] + parts[i + 5 * SMALL] + parts[i + 6 * SMALL] + parts[i + 7 * SMALL];
      sum += first + last;
    }
    return sum;
  }
}
