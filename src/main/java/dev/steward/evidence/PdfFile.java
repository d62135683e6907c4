package dev.steward.evidence;

import com.openhtmltopdf.pdfboxout.PdfRendererBuilder;
import com.openhtmltopdf.util.XRLog;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.GregorianCalendar;
import java.util.Objects;
import java.util.logging.Level;
import org.apache.pdfbox.pdmodel.PDDocument;

/** Makes a PDF of a page of XHTML: tagged for screen readers, with its font in it, and the same bytes for the same page. */
final class PdfFile {

  /** Comes with PDFBox: Latin, Greek and Cyrillic. */
  private static final String FONT = "/org/apache/pdfbox/resources/ttf/LiberationSans-Regular.ttf";

  static {
    XRLog.listRegisteredLoggers().forEach(logger -> XRLog.setLevel(logger, Level.WARNING));
  }

  private PdfFile() {}

  /** @param at that the file says it was made */
  static byte[] of(String xhtml, Instant at) {
    var builder = new PdfRendererBuilder()
      .useFont(PdfFile::font, "body")
      // A page has all it needs: nothing is fetched, whatever is written in it.
      .useUriResolver((base, uri) -> null)
      .usePdfUaAccessibility(true)
      .withHtmlContent(xhtml, null)
      .withProducer("Steward");
    try (var renderer = builder.buildPdfRenderer()) {
      renderer.createPDFWithoutClosing();
      try (var document = renderer.getPdfDocument(); var out = new ByteArrayOutputStream()) {
        withoutChance(document, at);
        document.save(out);
        return out.toByteArray();
      }
    } catch (IOException e) {
      throw new UncheckedIOException("A PDF cannot be written", e);
    }
  }

  /** Without the time of day and random numbers. */
  private static void withoutChance(PDDocument document, Instant at) {
    var made = GregorianCalendar.from(at.atZone(ZoneOffset.UTC));
    document.setDocumentId(at.getEpochSecond());
    document.getDocumentInformation().setCreationDate(made);
    document.getDocumentInformation().setModificationDate(made);
  }

  private static InputStream font() {
    return Objects.requireNonNull(PDDocument.class.getResourceAsStream(FONT));
  }
}
