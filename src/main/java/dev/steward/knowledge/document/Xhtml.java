package dev.steward.knowledge.document;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.xml.sax.Attributes;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;

/** Makes text and blocks of what Tika reports of a document, and breaks off where it becomes too much. */
final class Xhtml extends DefaultHandler {

  private static final Set<String> BLOCKS = Set.of(
    "p",
    "li",
    "tr",
    "pre",
    "blockquote",
    "dt",
    "dd"
  );

  private final int longest;
  private final BooleanSupplier expired;
  private final StringBuilder text = new StringBuilder();
  private final List<Block> blocks = new ArrayList<>();
  private int begins = -1;
  private int level;
  private int page;
  private boolean inBody;

  /**
   * @param longest characters
   * @param expired whether there is no more time
   */
  Xhtml(int longest, BooleanSupplier expired) {
    this.longest = longest;
    this.expired = expired;
  }

  /** There is more than anybody would write. */
  static final class TooMuchException extends SAXException {

    private static final long serialVersionUID = 1L;

    TooMuchException(String reason) {
      super(reason);
    }
  }

  String text() {
    return text.toString();
  }

  List<Block> blocks() {
    return blocks;
  }

  @Override
  public void startElement(String uri, String name, String qName, Attributes attributes) {
    if (name.equals("body")) {
      inBody = true;
    } else if (name.equals("div") && "page".equals(attributes.getValue("class"))) {
      close();
      page++;
    } else if (headingLevel(name) > 0) {
      close();
      level = headingLevel(name);
    } else if (BLOCKS.contains(name)) {
      close();
    } else if (name.equals("td") || name.equals("th") || name.equals("br")) {
      add(" ");
    }
  }

  @Override
  public void endElement(String uri, String name, String qName) {
    if (BLOCKS.contains(name) || headingLevel(name) > 0 || name.equals("div")) {
      close();
    } else if (name.equals("body")) {
      close();
      inBody = false;
    }
  }

  @Override
  public void characters(char[] characters, int start, int length) throws SAXException {
    if (expired.getAsBoolean()) {
      throw new TooMuchException("it takes too long to read");
    }
    if (text.length() + length > longest) {
      throw new TooMuchException("it has more than %,d characters of text".formatted(longest));
    }
    if (inBody) {
      add(new String(characters, start, length));
    }
  }

  @Override
  public void ignorableWhitespace(char[] characters, int start, int length) {
    add(" ");
  }

  private void add(String more) {
    if (begins < 0) {
      if (more.isBlank()) {
        return;
      }
      begins = text.length();
    }
    text.append(more.replace('\0', ' '));
  }

  private void close() {
    if (begins >= 0) {
      int ends = text.length();
      while (ends > begins && Character.isWhitespace(text.charAt(ends - 1))) {
        ends--;
      }
      text.setLength(ends);
      blocks.add(new Block(begins, ends, level, page()));
      text.append("\n\n");
    }
    begins = -1;
    level = 0;
  }

  private @Nullable Integer page() {
    return page == 0 ? null : page;
  }

  private static int headingLevel(String name) {
    return name.length() == 2 &&
      name.charAt(0) == 'h' &&
      name.charAt(1) >= '1' &&
      name.charAt(1) <= '6'
      ? name.charAt(1) - '0'
      : 0;
  }
}
