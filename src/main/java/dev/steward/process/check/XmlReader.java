package dev.steward.process.check;

import java.io.IOException;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Optional;
import javax.xml.XMLConstants;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.parsers.SAXParserFactory;
import org.jspecify.annotations.Nullable;
import org.xml.sax.Attributes;
import org.xml.sax.InputSource;
import org.xml.sax.Locator;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;
import org.xml.sax.helpers.DefaultHandler;

/**
 * Reads XML that a stranger may have written: no document type and so no entities, nothing from elsewhere, bounded in depth and
 * number. Always as UTF-8, as the engine does: with another encoding the engine would read another document than the one that was
 * checked.
 */
final class XmlReader extends DefaultHandler {

  static final int DEEPEST = 60;
  static final int MOST_ELEMENTS = 20_000;
  static final int MOST_ATTRIBUTES = 60;

  private @Nullable XmlElement root;
  private @Nullable XmlElement open;
  private @Nullable Locator locator;
  private int depth;
  private int elements;

  private XmlReader() {}

  /** Empty where it cannot be read, which is found then. */
  static Optional<XmlElement> read(String resource, byte[] content, Findings findings) {
    var handler = new XmlReader();
    try {
      var text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(content)).toString();
      var source = new InputSource(
        new StringReader(text.startsWith("\uFEFF") ? text.substring(1) : text)
      );
      factory().newSAXParser().parse(source, handler);
      return Optional.ofNullable(handler.root);
    } catch (CharacterCodingException e) {
      findings.add(Rule.XML_MALFORMED, resource, "The file must be encoded in UTF-8");
    } catch (LimitException e) {
      findings.add(Rule.XML_TOO_LARGE, resource, e.getLineNumber(), String.valueOf(e.getMessage()));
    } catch (SAXParseException e) {
      var message = String.valueOf(e.getMessage());
      findings.add(
        message.contains("DOCTYPE") ? Rule.XML_DOCTYPE : Rule.XML_MALFORMED,
        resource,
        e.getLineNumber(),
        message.contains("DOCTYPE")
          ? "A document type is refused, and with it every entity it could declare"
          : "It is no valid BPMN or DMN: " + message
      );
    } catch (SAXException | IOException | ParserConfigurationException e) {
      findings.add(Rule.XML_MALFORMED, resource, "It cannot be read as XML: " + e.getMessage());
    }
    return Optional.empty();
  }

  private static SAXParserFactory factory() throws ParserConfigurationException, SAXException {
    var factory = SAXParserFactory.newInstance();
    factory.setNamespaceAware(true);
    factory.setXIncludeAware(false);
    factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
    factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
    factory.setFeature("http://xml.org/sax/features/external-general-entities", false);
    factory.setFeature("http://xml.org/sax/features/external-parameter-entities", false);
    return factory;
  }

  @Override
  public void setDocumentLocator(Locator locator) {
    this.locator = locator;
  }

  @Override
  public void startElement(String uri, String name, String qualified, Attributes attributes)
    throws SAXException {
    if (++depth > DEEPEST) {
      throw new LimitException("Elements are nested deeper than " + DEEPEST, locator);
    }
    if (++elements > MOST_ELEMENTS) {
      throw new LimitException("It has more than " + MOST_ELEMENTS + " elements", locator);
    }
    if (attributes.getLength() > MOST_ATTRIBUTES) {
      throw new LimitException(
        "An element has more than " + MOST_ATTRIBUTES + " attributes",
        locator
      );
    }
    var own = new ArrayList<XmlElement.Attribute>();
    for (int i = 0; i < attributes.getLength(); i++) {
      own.add(
        new XmlElement.Attribute(
          attributes.getURI(i),
          attributes.getLocalName(i),
          attributes.getValue(i)
        )
      );
    }
    open = new XmlElement(
      open,
      uri,
      name,
      locator == null ? 0 : locator.getLineNumber(),
      locator == null ? 0 : locator.getColumnNumber(),
      own
    );
    if (root == null) {
      root = open;
    }
  }

  @Override
  public void characters(char[] characters, int start, int length) {
    if (open != null) {
      open.append(characters, start, length);
    }
  }

  @Override
  public void endElement(String uri, String name, String qualified) {
    depth--;
    open = open == null ? null : open.parent();
  }

  /** The parser would print them to the console. */
  @Override
  public void fatalError(SAXParseException e) throws SAXException {
    throw e;
  }

  private static final class LimitException extends SAXParseException {

    private static final long serialVersionUID = 1L;

    LimitException(String message, @Nullable Locator locator) {
      super(message, locator);
    }
  }
}
