package io.plimsoll.client.report;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Locale;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * Suites of test cases in the XML that JUnit writes and build servers show. Each suite is as the
 * schema of Maven Surefire says. Stateless for its users.
 */
public final class JunitXml {

  /**
   * One test case.
   *
   * @param type what kind of failure it would be
   * @param failure what to show if it failed; empty if it did not
   */
  public record Case(String name, String type, String failure) {}

  /**
   * Test cases that belong together.
   *
   * @param seconds how long all of it took; counted as the time of the first case
   * @param cases at least one
   * @param output what it printed: shown with the first case
   */
  public record Suite(String name, double seconds, List<Case> cases, String output) {

    public Suite {
      cases = List.copyOf(cases);
    }
  }

  private final XMLStreamWriter xml;

  private JunitXml(XMLStreamWriter xml) {
    this.xml = xml;
  }

  /** Writes all of it, and does not close {@code out}. */
  public static void write(List<Suite> suites, OutputStream out) throws IOException {
    try {
      XMLStreamWriter xml = XMLOutputFactory.newFactory().createXMLStreamWriter(out, "UTF-8");
      new JunitXml(xml).write(suites);
      xml.flush();
    } catch (XMLStreamException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  private void write(List<Suite> suites) throws XMLStreamException {
    xml.writeStartDocument("UTF-8", "1.0");
    xml.writeCharacters("\n");
    xml.writeStartElement("testsuites");
    xml.writeCharacters("\n");
    for (Suite suite : suites) {
      write(suite);
    }
    xml.writeEndElement();
    xml.writeCharacters("\n");
    xml.writeEndDocument();
  }

  private void write(Suite suite) throws XMLStreamException {
    List<Case> cases = suite.cases();
    xml.writeStartElement("testsuite");
    attribute("name", suite.name());
    attribute("time", String.format(Locale.ROOT, "%.3f", suite.seconds()));
    attribute("tests", Integer.toString(cases.size()));
    attribute("errors", "0");
    attribute("skipped", "0");
    attribute(
        "failures",
        Long.toString(cases.stream().filter(each -> !each.failure().isEmpty()).count()));
    xml.writeCharacters("\n");
    for (int i = 0; i < cases.size(); i++) {
      // The time of a suite is that of its run, not the sum over what was asked of it.
      write(suite.name(), cases.get(i), i == 0 ? suite.seconds() : 0, i == 0 ? suite.output() : "");
    }
    xml.writeEndElement();
    xml.writeCharacters("\n");
  }

  private void write(String suite, Case each, double seconds, String output)
      throws XMLStreamException {
    xml.writeStartElement("testcase");
    attribute("name", each.name());
    attribute("classname", suite);
    attribute("time", String.format(Locale.ROOT, "%.3f", seconds));
    if (!each.failure().isEmpty()) {
      xml.writeStartElement("failure");
      attribute("message", each.failure());
      attribute("type", each.type());
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

  private void attribute(String name, String value) throws XMLStreamException {
    xml.writeAttribute(name, clean(value));
  }

  /** Without the characters that XML 1.0 cannot hold, not even escaped. */
  private static String clean(String text) {
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
