package io.github.dl4jdeeplift.cli.report;

import static io.github.dl4jdeeplift.cli.report.Markup.escaped;
import static io.github.dl4jdeeplift.cli.report.Markup.number;
import static io.github.dl4jdeeplift.cli.report.Markup.small;

import io.github.dl4jdeeplift.Provenance;
import io.github.dl4jdeeplift.cli.result.FirstExamples.FirstScores;
import java.util.Map;

/** The page of a report, without anything from elsewhere. */
final class ReportPage {
  private static final String STYLE =
      """
      body { font: 15px/1.5 system-ui, sans-serif; color: #222; margin: 2rem auto; max-width: 76rem;
        padding: 0 1rem; }
      h1 { font-size: 1.5rem; } h2 { font-size: 1.15rem; margin-top: 2.2rem; }
      h3 { font-size: 1rem; margin: 2rem 0 .2rem; }
      code { font: 13px/1.5 ui-monospace, monospace; background: #f4f4f4; padding: .1em .3em;
        overflow-wrap: anywhere; }
      table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
      th, td { text-align: right; padding: .15rem .8rem .15rem 0; vertical-align: top; }
      th { font-weight: 600; border-bottom: 1px solid #bbb; }
      th.text, td.text, td.name { text-align: left; }
      td.name { white-space: nowrap; color: #666; }
      p.note { color: #666; margin: .2rem 0; }
      a.picture { display: block; overflow-x: auto; }
      img { max-width: max(100%, 50rem); display: block; margin: .4rem 0; }
      """;

  private final ReportContent content;
  private final Pictures pictures;
  private final StringBuilder html = new StringBuilder();

  ReportPage(ReportContent content, Pictures pictures) {
    this.content = content;
    this.pictures = pictures;
  }

  String html() {
    line("<!DOCTYPE html>");
    line("<html lang=\"en\"><head><meta charset=\"utf-8\">");
    line("<meta name=\"viewport\" content=\"width=device-width\">");
    line("<title>DeepLIFT: " + escaped(content.model()) + "</title>");
    line("<style>\n" + STYLE + "</style></head><body>");
    line("<h1>DeepLIFT contributions: " + escaped(content.model()) + "</h1>");
    provenance();
    overview();
    line("<p>" + escaped(pictures.legend()) + "</p>");
    for (int example = 0; example < content.shown(); example++) {
      example(example);
    }
    line("</body></html>");
    return html.toString();
  }

  private void provenance() {
    Provenance provenance = content.first().provenance();
    line("<table>");
    fact("command", "<code>" + escaped(content.commandLine()) + "</code>");
    fact("target", escaped(content.outcome().asked().target()));
    fact("reference", escaped(content.outcome().asked().reference()));
    fact(
        "largest |convergence delta|",
        small(content.outcome().delta().largest()) + escaped(content.outcome().delta().note()));
    fact(
        "made by",
        escaped(
            "dl4j-deeplift %s, Deeplearning4j %s, %s, %s"
                .formatted(
                    provenance.libraryVersion(),
                    provenance.deeplearning4jVersion(),
                    provenance.backend(),
                    provenance.dataType())));
    line("</table>");
    line("<details><summary>What was done at each layer</summary><table>");
    for (Map.Entry<String, String> rule : provenance.rules().entrySet()) {
      fact(escaped(rule.getKey()), escaped(rule.getValue()));
    }
    line("</table></details>");
  }

  private void fact(String name, String value) {
    line("<tr><td class=\"name\">" + name + "</td><td class=\"text\">" + value + "</td></tr>");
  }

  private void overview() {
    long all = content.outcome().asked().examples();
    line("<h2>Examples</h2>");
    if (all > content.shown()) {
      line("<p class=\"note\">The first %d of %d.</p>".formatted(content.shown(), all));
    }
    String first = content.outcome().asked().targets().get(0);
    line("<details><summary>Table of outputs, target " + escaped(first) + "</summary>");
    line("<table><tr><th>row</th><th class=\"text\">name</th>" + headings() + "</tr>");
    for (int example = 0; example < content.shown(); example++) {
      line(
          "<tr><td>%d</td><td class=\"text\"><a href=\"#%s\">%s</a></td>%s</tr>"
              .formatted(
                  example,
                  ReportContent.name(example),
                  escaped(content.label(example)),
                  values(0, example)));
    }
    line("</table></details>");
  }

  private static String headings() {
    return "<th>output</th><th>reference output</th><th>difference</th><th>convergence delta</th>";
  }

  private String values(int target, int example) {
    FirstScores scores = content.first().scores().get(target);
    double output = scores.output().getDouble(example);
    double reference = scores.referenceOutput().getDouble(example);
    return "<td>%s</td><td>%s</td><td>%s</td><td>%s</td>"
        .formatted(
            number(output),
            number(reference),
            number(output - reference),
            small(scores.convergenceDelta().getDouble(example)));
  }

  private void example(int example) {
    String name = ReportContent.name(example);
    line("<h3 id=\"" + name + "\">" + escaped(content.heading(example)) + "</h3>");
    if (!content.description(example).isEmpty()) {
      line("<p class=\"note\">" + escaped(content.description(example)) + "</p>");
    }
    line("<table><tr><th class=\"text\">target</th>" + headings() + "</tr>");
    for (int target = 0; target < content.shownTargets(); target++) {
      String label = content.outcome().asked().targets().get(target);
      line(
          "<tr><td class=\"text\">%s</td>%s</tr>"
              .formatted(escaped(label), values(target, example)));
    }
    line("</table>");
    line(
        "<a class=\"picture\" href=\"%s.svg\"><img src=\"%s.svg\" alt=\"contributions of %s\"></a>"
            .formatted(name, name, escaped(content.label(example))));
  }

  private void line(String text) {
    html.append(text).append('\n');
  }
}
