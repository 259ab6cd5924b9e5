/** The report: a folder with a page that lists examples, and a picture of each. */
@NullMarked
package io.github.dl4jdeeplift.cli.report;

import org.jspecify.annotations.NullMarked;
