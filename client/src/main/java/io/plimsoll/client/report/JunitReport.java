package io.plimsoll.client.report;

import io.plimsoll.client.load.Counts.Count;
import io.plimsoll.client.load.Period;
import io.plimsoll.client.load.Periods;
import io.plimsoll.client.report.TestReport.Ending;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * The verdicts as JUnit writes them, which build servers show: a suite for the whole and for each
 * phase that has thresholds or is one of several, and a test case for each threshold. The first
 * case of a suite is the run itself.
 */
final class JunitReport {

  private final TestReport report;
  private final XMLStreamWriter xml;

  /**
   * One test case.
   *
   * @param failure what to show if it failed; empty if it did not
   */
  private record Case(String name, String failure) {}

  private JunitReport(TestReport report, XMLStreamWriter xml) {
    this.report = report;
    this.xml = xml;
  }

  static void write(TestReport report, OutputStream out) throws IOException {
    try {
      XMLStreamWriter xml = XMLOutputFactory.newFactory().createXMLStreamWriter(out, "UTF-8");
      new JunitReport(report, xml).write();
      xml.flush();
    } catch (XMLStreamException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  private void write() throws XMLStreamException {
    xml.writeStartDocument("UTF-8", "1.0");
    xml.writeCharacters("\n");
    xml.writeStartElement("testsuites");
    xml.writeCharacters("\n");
    suite(report.title(), "", report.seconds(), report.whole());
    for (PhaseReport phase : report.phases()) {
      boolean judged =
          report.thresholds().stream().anyMatch(each -> each.phase().equals(phase.name()));
      if (judged || report.phases().size() > 1) {
        suite(
            report.title() + ": " + phase.name(),
            phase.name(),
            phase.period().seconds(),
            phase.period());
      }
    }
    for (String phase : phasesThatNeverBegan()) {
      suite(report.title() + ": " + phase, phase, 0, Periods.merge(List.of()));
    }
    xml.writeEndElement();
    xml.writeCharacters("\n");
    xml.writeEndDocument();
  }

  /** Something was asked of them all the same. */
  private Set<String> phasesThatNeverBegan() {
    Set<String> names = new LinkedHashSet<>();
    report.thresholds().forEach(each -> names.add(each.phase()));
    names.remove("");
    report.phases().forEach(phase -> names.remove(phase.name()));
    return names;
  }

  /**
   * @param phase empty: of the whole
   */
  private void suite(String name, String phase, double seconds, Period period)
      throws XMLStreamException {
    List<Case> cases = cases(phase);
    String output = output(period);
    xml.writeStartElement("testsuite");
    attribute("name", name);
    attribute("time", String.format(Locale.ROOT, "%.3f", seconds));
    attribute("tests", Integer.toString(cases.size()));
    attribute("errors", "0");
    attribute("skipped", "0");
    attribute(
        "failures",
        Long.toString(cases.stream().filter(each -> !each.failure().isEmpty()).count()));
    xml.writeCharacters("\n");
    for (int i = 0; i < cases.size(); i++) {
      // The time of a suite is that of its run, not the sum over what was asked of it.
      testCase(name, cases.get(i), i == 0 ? seconds : 0, i == 0 ? output : "");
    }
    xml.writeEndElement();
    xml.writeCharacters("\n");
  }

  private List<Case> cases(String phase) {
    List<Case> cases = new ArrayList<>();
    cases.add(
        new Case(
            "run", report.ending() == Ending.BROKEN ? "the run broke: " + report.error() : ""));
    for (ThresholdResult each : report.thresholds()) {
      if (each.phase().equals(phase)) {
        String value = each.value() == null ? "no data" : "was " + each.value();
        cases.add(new Case(each.threshold(), each.held() ? "" : each.threshold() + ": " + value));
      }
    }
    return cases;
  }

  private void testCase(String suite, Case each, double seconds, String output)
      throws XMLStreamException {
    xml.writeStartElement("testcase");
    attribute("name", each.name());
    attribute("classname", suite);
    attribute("time", String.format(Locale.ROOT, "%.3f", seconds));
    if (!each.failure().isEmpty()) {
      xml.writeStartElement("failure");
      attribute("message", each.failure());
      attribute("type", each.name().equals("run") ? "broken" : "threshold");
      xml.writeCharacters(clean(each.failure()));
      xml.writeEndElement();
    }
    if (!output.isEmpty()) {
      xml.writeStartElement("system-out");
      xml.writeCharacters(clean(output));
      xml.writeEndElement();
    }
    xml.writeEndElement();
    xml.writeCharacters("\n");
  }

  private String output(Period period) {
    StringBuilder out = new StringBuilder();
    out.append(report.ending().name().toLowerCase(Locale.ROOT)).append('\n');
    out.append(
        String.format(
            Locale.ROOT,
            "%d succeeded, %d failed, %.2f requests per second\n",
            period.succeeded(),
            period.failed(),
            period.requestsPerSecond()));
    for (Count error : period.errors().top()) {
      out.append(error.count()).append("  ").append(error.name()).append('\n');
    }
    if (period.errors().other() > 0) {
      out.append(period.errors().other()).append("  (other)\n");
    }
    return out.toString();
  }

  private void attribute(String name, String value) throws XMLStreamException {
    xml.writeAttribute(name, clean(value));
  }

  /** Without the characters that XML 1.0 cannot hold, not even escaped. */
  static String clean(String text) {
    StringBuilder clean = new StringBuilder(text.length());
    text.codePoints().forEach(c -> clean.appendCodePoint(isXml(c) ? c : '\ufffd'));
    return clean.toString();
  }

  /** XML 1.0, production 2, without the characters that end a line or control a terminal. */
  private static boolean isXml(int c) {
    return c == '\n'
        || c == '\t'
        || (c >= 0x20 && c < 0x7f)
        || (c >= 0xa0 && c <= 0xd7ff)
        || (c >= 0xe000 && c <= 0xfffd)
        || (c >= 0x10000 && c <= 0x10ffff);
  }
}
