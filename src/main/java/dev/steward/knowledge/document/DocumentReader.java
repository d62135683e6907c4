package dev.steward.knowledge.document;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.poi.openxml4j.util.ZipSecureFile;
import org.apache.tika.detect.DefaultDetector;
import org.apache.tika.exception.EncryptedDocumentException;
import org.apache.tika.exception.TikaException;
import org.apache.tika.exception.ZeroByteFileException;
import org.apache.tika.extractor.EmbeddedDocumentExtractor;
import org.apache.tika.io.TikaInputStream;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.metadata.TikaCoreProperties;
import org.apache.tika.mime.MediaType;
import org.apache.tika.parser.ParseContext;
import org.apache.tika.parser.Parser;
import org.apache.tika.parser.html.JSoupParser;
import org.apache.tika.parser.microsoft.OfficeParserConfig;
import org.apache.tika.parser.microsoft.ooxml.OOXMLParser;
import org.apache.tika.parser.pdf.PDFParser;
import org.apache.tika.parser.pdf.PDFParserConfig;
import org.apache.tika.sax.SecureContentHandler;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.xml.sax.ContentHandler;
import org.xml.sax.SAXException;

/**
 * Reads PDF, DOCX, HTML, Markdown and plain text, whatever their names say they are. Nothing inside of a document is carried out, fetched
 * or unpacked: neither macros nor attachments, pictures or links.
 */
@Component
public class DocumentReader {

  public static final int MOST_BYTES = 20 * 1024 * 1024;

  private static final int MOST_CHARACTERS = 2_000_000;
  private static final Duration LONGEST = Duration.ofSeconds(30);
  private static final String MARKDOWN = "text/x-web-markdown";
  private static final Set<String> PLAIN = Set.of("text/plain", "text/markdown", MARKDOWN);

  private final DefaultDetector detector = new DefaultDetector();
  private final Map<String, Parser> parsers = Map.of(
    "application/pdf",
    pdf(),
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    new OOXMLParser(),
    "text/html",
    new JSoupParser(),
    "application/xhtml+xml",
    new JSoupParser()
  );

  DocumentReader() {
    // Of one part of a DOCX.
    ZipSecureFile.setMaxEntrySize(100L * 1024 * 1024);
    ZipSecureFile.setMaxTextSize(MOST_CHARACTERS * 10L);
  }

  /**
   * @param name of the file, for its type where the content leaves that open
   * @throws UnreadableDocumentException where it is too large, takes too long, or is of no kind that can be read
   */
  public ReadDocument read(String name, byte[] content) throws UnreadableDocumentException {
    if (content.length > MOST_BYTES) {
      throw tooLarge();
    }
    var metadata = new Metadata();
    metadata.set(TikaCoreProperties.RESOURCE_NAME_KEY, name);
    var type = type(content, metadata);
    if (PLAIN.contains(type)) {
      return Markdown.read(text(content));
    }
    var parser = parsers.get(type);
    if (parser == null) {
      throw new UnreadableDocumentException(
        "it is of the type %s; PDF, DOCX, HTML, Markdown and plain text can be read".formatted(type)
      );
    }
    return inTime(parser, type, content, metadata);
  }

  public static UnreadableDocumentException tooLarge() {
    return new UnreadableDocumentException(
      "it has more than %d MB".formatted(MOST_BYTES / 1024 / 1024)
    );
  }

  private String type(byte[] content, Metadata metadata) throws UnreadableDocumentException {
    try (var stream = TikaInputStream.get(content)) {
      return detector.detect(stream, metadata).getBaseType().toString();
    } catch (IOException e) {
      throw new UnreadableDocumentException("its type cannot be told");
    }
  }

  /** A parser that hangs is left behind, and ends with the next thing that it reports. */
  private ReadDocument inTime(Parser parser, String type, byte[] content, Metadata metadata)
    throws UnreadableDocumentException {
    var until = Instant.now().plus(LONGEST);
    var parsing = new FutureTask<>(() -> parsed(parser, type, content, metadata, until));
    Thread.ofPlatform().daemon().name("document").start(parsing);
    try {
      return parsing.get(LONGEST.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      parsing.cancel(true);
      throw new UnreadableDocumentException("it takes too long to read");
    } catch (InterruptedException e) {
      parsing.cancel(true);
      Thread.currentThread().interrupt();
      throw new UnreadableDocumentException("this node stops");
    } catch (ExecutionException e) {
      throw new UnreadableDocumentException(reason(e.getCause()));
    }
  }

  private ReadDocument parsed(
    Parser parser,
    String type,
    byte[] content,
    Metadata metadata,
    Instant until
  ) throws IOException, SAXException, TikaException {
    var handler = new Xhtml(MOST_CHARACTERS, () -> Instant.now().isAfter(until));
    metadata.set(Metadata.CONTENT_TYPE, MediaType.parse(type).toString());
    try (var stream = TikaInputStream.get(content)) {
      parser.parse(stream, new SecureContentHandler(handler, stream), metadata, context());
    }
    var title = metadata.get(TikaCoreProperties.TITLE);
    return new ReadDocument(
      type,
      title == null ? "" : title.strip(),
      handler.text(),
      handler.blocks(),
      null,
      null
    );
  }

  private static ParseContext context() {
    var context = new ParseContext();
    context.set(EmbeddedDocumentExtractor.class, new NothingEmbedded());
    var office = new OfficeParserConfig();
    office.setUseSAXDocxExtractor(true);
    office.setExtractMacros(false);
    context.set(OfficeParserConfig.class, office);
    return context;
  }

  private static PDFParser pdf() {
    var parser = new PDFParser();
    var config = new PDFParserConfig();
    config.setExtractInlineImages(false);
    config.setExtractActions(false);
    config.setOcrStrategy(PDFParserConfig.OCR_STRATEGY.NO_OCR);
    config.setMaxMainMemoryBytes(64L * 1024 * 1024);
    parser.setPDFParserConfig(config);
    return parser;
  }

  private static String text(byte[] content) throws UnreadableDocumentException {
    try {
      var text = StandardCharsets.UTF_8.newDecoder()
        .onMalformedInput(CodingErrorAction.REPORT)
        .onUnmappableCharacter(CodingErrorAction.REPORT)
        .decode(ByteBuffer.wrap(content))
        .toString();
      if (text.length() > MOST_CHARACTERS) {
        throw new UnreadableDocumentException(
          "it has more than %,d characters of text".formatted(MOST_CHARACTERS)
        );
      }
      return text.startsWith("\uFEFF") ? text.substring(1) : text;
    } catch (CharacterCodingException e) {
      throw new UnreadableDocumentException("it is no text in UTF-8");
    }
  }

  /** What parsers say themselves may quote the document, or this machine. */
  private static String reason(@Nullable Throwable cause) {
    for (Throwable each = cause; each != null; each = each.getCause()) {
      if (each instanceof Xhtml.TooMuchException much) {
        return String.valueOf(much.getMessage());
      }
      if (each instanceof EncryptedDocumentException) {
        return "it is encrypted";
      }
      if (each instanceof ZeroByteFileException) {
        return "it is empty";
      }
      if (String.valueOf(each.getMessage()).toLowerCase(Locale.ROOT).contains("zip bomb")) {
        return "it unpacks to far more than it is";
      }
    }
    return "it is damaged";
  }

  /** Attachments and pictures of documents are documents of their own, which nobody has put there to be read. */
  private static final class NothingEmbedded implements EmbeddedDocumentExtractor {

    @Override
    public boolean shouldParseEmbedded(Metadata metadata) {
      return false;
    }

    @Override
    public void parseEmbedded(
      InputStream stream,
      ContentHandler handler,
      Metadata metadata,
      boolean outputHtml
    ) {
      // Left where it is.
    }
  }
}
