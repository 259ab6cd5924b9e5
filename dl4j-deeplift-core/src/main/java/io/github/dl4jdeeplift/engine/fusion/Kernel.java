package io.github.dl4jdeeplift.engine.fusion;

/**
 * What is done to each number.
 *
 * @param name its name
 * @param fast loops that hand NaN on
 * @param exact loops for when NaN is among the numbers
 * @param dropsNaN whether ND4J may make a number of NaN
 */
record Kernel(String name, Loops fast, Loops exact, boolean dropsNaN) {
  static final Kernel ADD = always("add", new Loops(FloatLoops::add, DoubleLoops::add));
  static final Kernel SUBTRACT =
      always("subtract", new Loops(FloatLoops::subtract, DoubleLoops::subtract));
  static final Kernel MULTIPLY =
      always("multiply", new Loops(FloatLoops::multiply, DoubleLoops::multiply));
  static final Kernel DIVIDE = always("divide", new Loops(FloatLoops::divide, DoubleLoops::divide));

  /** The first over the second number, and a given quotient at 0/0. */
  static final Kernel DIVIDE_OR =
      always("divide or", new Loops(FloatLoops::divideOr, DoubleLoops::divideOr));

  static final Kernel ABSOLUTE =
      always("absolute", new Loops(FloatLoops::absolute, DoubleLoops::absolute));
  static final Kernel NEGATIVE =
      always("negative", new Loops(FloatLoops::negative, DoubleLoops::negative));
  static final Kernel MAXIMUM =
      dropping(
          "maximum",
          new Loops(FloatLoops::maximum, DoubleLoops::maximum),
          new Loops(FloatLoops::exactMaximum, DoubleLoops::exactMaximum));
  static final Kernel MINIMUM =
      dropping(
          "minimum",
          new Loops(FloatLoops::minimum, DoubleLoops::minimum),
          new Loops(FloatLoops::exactMinimum, DoubleLoops::exactMinimum));

  /** 1 where the first number is greater than the second, 0 elsewhere. */
  static final Kernel GREATER =
      dropping(
          "greater",
          new Loops(FloatLoops::greater, DoubleLoops::greater),
          new Loops(FloatLoops::exactGreater, DoubleLoops::exactGreater));

  /** 1 where the first number is the second at least, 0 elsewhere. */
  static final Kernel AT_LEAST =
      dropping(
          "at least",
          new Loops(FloatLoops::atLeast, DoubleLoops::atLeast),
          new Loops(FloatLoops::exactAtLeast, DoubleLoops::exactAtLeast));

  /** 1 where both are equal, 0 elsewhere. */
  static final Kernel EQUAL =
      dropping(
          "equal",
          new Loops(FloatLoops::equal, DoubleLoops::equal),
          new Loops(FloatLoops::exactEqual, DoubleLoops::exactEqual));

  private static Kernel always(String name, Loops loops) {
    return new Kernel(name, loops, loops, /* dropsNaN= */ false);
  }

  private static Kernel dropping(String name, Loops fast, Loops exact) {
    return new Kernel(name, fast, exact, /* dropsNaN= */ true);
  }

  /**
   * Returns the loops.
   *
   * @param areExact whether NaN is among the numbers
   */
  Loops loops(boolean areExact) {
    return areExact ? exact : fast;
  }

  /** One kernel for both types. */
  record Loops(OfFloats floats, OfDoubles doubles) {}

  /** A loop over floats; {@code to} may be one of those that are read. */
  interface OfFloats {
    void run(float[] to, float[] a, float[] b, float constant, int count);
  }

  /** A loop over doubles; {@code to} may be one of those that are read. */
  interface OfDoubles {
    void run(double[] to, double[] a, double[] b, double constant, int count);
  }
}
