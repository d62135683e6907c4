package dev.steward.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;

class PdfFileTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Instant AT = Instant.parse("2026-11-23T12:00:00Z");

  private final ObjectNode instance = JSON.createObjectNode()
    .put("id", "i-1")
    .put("processName", "Zahlung prüfen")
    .put("version", 3);
  private final ObjectNode chain = JSON.createObjectNode().put("name", "instance:i-1");

  @Test
  void isTheSameForTheSamePage() throws InterruptedException {
    var first = PdfFile.of(page("x"), AT);
    // Dates in a PDF have seconds.
    Thread.sleep(Duration.ofMillis(1_100));

    assertThat(PdfFile.of(page("x"), AT)).isEqualTo(first);
    assertThat(PdfFile.of(page("y"), AT)).isNotEqualTo(first);
  }

  @Test
  void showsMarkupAndOddCharactersAsTheyAre() throws IOException {
    var text = text(page("<script>alert('ä & ö')</script>\u0000\u001b"));

    assertThat(text).contains("<script>alert('ä & ö')</script>", "Zahlung prüfen, version 3");
  }

  @Test
  void breaksWhatHasNoBlanksAndSaysWhereTheRestIs() throws IOException {
    var text = text(page("a".repeat(5_000)));

    assertThat(text.replaceAll("\\s", "")).contains("a".repeat(1_900));
    assertThat(text).contains("in full in the other files");
  }

  @Test
  void hasAThousandRowsOnNumberedPages() throws IOException {
    var timeline = JSON.createArrayNode();
    IntStream.range(0, 1_000).forEach(n ->
      timeline
        .addObject()
        .put("at", AT.plusSeconds(n).toString())
        .put("title", "Step no. " + n)
    );
    var made = PdfFile.of(
      SummaryPage.of(instance, timeline, new TrailReport(List.of(), JSON), chain),
      AT
    );

    try (var document = Loader.loadPDF(made)) {
      int pages = document.getNumberOfPages();
      assertThat(pages).isGreaterThan(10);
      assertThat(new PDFTextStripper().getText(document)).contains(
        "Step no. 999",
        "%d / %d".formatted(pages, pages)
      );
      assertThat(document.getDocumentCatalog().getMarkInfo().isMarked()).isTrue();
    }
  }

  private String page(String comment) {
    var detail = JSON.createObjectNode().put("tool", "mail.send").put("comment", comment);
    detail.putObject("proposed").put("text", comment);
    var decided = JSON.createObjectNode()
      .put("type", "review.decided")
      .put("actor", "approver")
      .put("state", "approved")
      .put("at", AT.toString());
    decided.set("detail", detail);
    return SummaryPage.of(
      instance,
      JSON.createArrayNode(),
      new TrailReport(List.of(decided), JSON),
      chain
    );
  }

  private static String text(String page) throws IOException {
    try (var document = Loader.loadPDF(PdfFile.of(page, AT))) {
      return new PDFTextStripper().getText(document);
    }
  }
}
