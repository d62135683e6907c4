package dev.steward.policy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.xml.sax.ErrorHandler;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;

/**
 * What each rule of a DMN file means to people: the annotation beside it, which Flowable's reader
 * passes over.
 */
final class RuleDescriptions {

  private RuleDescriptions() {}

  /**
   * @return descriptions by rule id; rules without one are left out
   * @throws SAXException where the content is not well-formed, or has a document type, which could
   *     name other files
   */
  static Map<String, String> read(byte[] content) throws SAXException {
    var rules = parse(content).getElementsByTagNameNS("*", "rule");
    var descriptions = new HashMap<String, String>();
    for (int i = 0; i < rules.getLength(); i++) {
      var rule = (Element) rules.item(i);
      for (var child = rule.getFirstChild(); child != null; child = child.getNextSibling()) {
        if ("description".equals(child.getLocalName()) && !child.getTextContent().isBlank()) {
          descriptions.put(rule.getAttribute("id"), child.getTextContent().strip());
        }
      }
    }
    return descriptions;
  }

  private static Document parse(byte[] content) throws SAXException {
    try {
      var factory = DocumentBuilderFactory.newDefaultNSInstance();
      factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
      factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
      var builder = factory.newDocumentBuilder();
      builder.setErrorHandler(new Throwing());
      return builder.parse(new ByteArrayInputStream(content));
    } catch (ParserConfigurationException | IOException e) {
      throw new IllegalStateException("Java's own XML parser fails on memory", e);
    }
  }

  /** The default handler prints to the console as well. */
  private static final class Throwing implements ErrorHandler {
    @Override
    public void warning(SAXParseException e) {}

    @Override
    public void error(SAXParseException e) throws SAXException {
      throw e;
    }

    @Override
    public void fatalError(SAXParseException e) throws SAXException {
      throw e;
    }
  }
}
