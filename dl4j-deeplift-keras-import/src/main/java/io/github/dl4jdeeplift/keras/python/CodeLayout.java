package io.github.dl4jdeeplift.keras.python;

/** The order in which versions of Python write the parts of a code object. */
enum CodeLayout {
  /** Python 2: no arguments by keyword alone. */
  PYTHON_2,
  /** Python 3.0 to 3.7. */
  PYTHON_3,
  /** Python 3.8 to 3.10: a number of arguments by place alone as well. */
  PYTHON_3_8,
  /** Python 3.11 and later: one list of all variables, a table of exceptions. */
  PYTHON_3_11
}
