package dev.steward.knowledge.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.encryption.AccessPermission;
import org.apache.pdfbox.pdmodel.encryption.StandardProtectionPolicy;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts;
import org.apache.poi.xwpf.usermodel.XWPFDocument;
import org.apache.poi.xwpf.usermodel.XWPFStyle;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openxmlformats.schemas.wordprocessingml.x2006.main.CTStyle;

class DocumentReaderTest {

  private final DocumentReader reader = new DocumentReader();

  @Test
  void readsMarkdownWithItsFrontMatterAndHeadings() throws Exception {
    var document = read(
      "tone.md",
      """
      ---
      title: How we write
      asOf: 2026-07-01
      validUntil: 2027-06-30
      ---
      # Writing

      Plain words.

      ## Length
      At most 120 words,
      one question.

      | a | b |
      | - | - |
      | 1 | 2 |
      """
    );

    assertThat(document.title()).isEqualTo("How we write");
    assertThat(document.asOf()).isEqualTo(Instant.parse("2026-07-01T00:00:00Z"));
    assertThat(document.validUntil()).isEqualTo(Instant.parse("2027-06-30T00:00:00Z"));
    assertThat(passages(document)).containsExactly(
      "Writing | Plain words.",
      "Writing › Length | At most 120 words,\none question.\n\n| a | b |\n| - | - |\n| 1 | 2 |"
    );
  }

  @Test
  void readsPagesOfAPdf() throws Exception {
    var document = reader.read("any-name", pdf(null, "The first page.", "The second page."));

    assertThat(document.mediaType()).isEqualTo("application/pdf");
    assertThat(Passages.of(document, List.of())).extracting(Passage::page).containsExactly(1, 2);
    assertThat(passages(document)).containsExactly(" | The first page.", " | The second page.");
  }

  @Test
  void readsHeadingsOfADocx() throws Exception {
    var document = reader.read("rules.docx", docx());

    assertThat(passages(document)).containsExactly("Absence | Each approver names a substitute.");
  }

  @Test
  void readsHtmlWithoutWhatBrowsersDo() throws Exception {
    var document = read(
      "page.html",
      "<!doctype html><html><head><title>Page</title><style>p {color: red}</style></head><body><h2>Blocked</h2>" +
        "<script>alert('no')</script><p>Legal lifts a block.</p></body></html>"
    );

    assertThat(document.title()).isEqualTo("Page");
    assertThat(passages(document)).containsExactly("Blocked | Legal lifts a block.");
  }

  @Test
  void refusesWhatIsEncrypted() throws Exception {
    assertRefused("secret.pdf", pdf("pass", "Secret"), "encrypted");
  }

  @Test
  void refusesMacros() throws Exception {
    var macros = zip(
      "[Content_Types].xml",
      """
      <Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
      <Override PartName="/word/document.xml" ContentType="application/vnd.ms-word.document.macroEnabled.main+xml"/></Types>
      """,
      "word/document.xml",
      "<x/>"
    );

    assertRefused("macros.docm", macros, "macroenabled");
  }

  @Test
  void refusesABombAtOnce() throws Exception {
    // Some 30 MB of text, in 30 KB.
    var bomb = zip(
      "[Content_Types].xml",
      """
      <Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
      <Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
      <Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>
      """,
      "_rels/.rels",
      """
      <Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1"
      Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>
      """,
      "word/document.xml",
      "<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body><w:p><w:r><w:t>" +
        "a".repeat(30_000_000) +
        "</w:t></w:r></w:p></w:body></w:document>"
    );

    assertThat(bomb.length).isLessThan(100_000);
    assertThatThrownBy(() -> reader.read("bomb.docx", bomb)).isInstanceOf(
      UnreadableDocumentException.class
    );
  }

  @ParameterizedTest
  @ValueSource(strings = { "%PDF-1.7\n1 0 obj\n<< broken", "PK\u0003\u0004 no zip" })
  void refusesWhatIsDamaged(String content) {
    assertThatThrownBy(() -> read("some.pdf", content)).isInstanceOf(
      UnreadableDocumentException.class
    );
  }

  @Test
  void refusesWhatIsTooLargeOrNoText() {
    assertRefused("large.md", new byte[DocumentReader.MOST_BYTES + 1], "more than 20 MB");
    assertRefused(
      "latin.txt",
      "caf\u00e9 ".repeat(50).getBytes(StandardCharsets.ISO_8859_1),
      "UTF-8"
    );
    assertRefused(
      "front.md",
      "---\nasOf: yesterday\n---\nText".getBytes(StandardCharsets.UTF_8),
      "'asOf' in its front matter is no date"
    );
  }

  @Test
  void fetchesNothing() throws Exception {
    // An external entity that would be read, or at least looked for.
    var html =
      "<?xml version=\"1.0\"?><!DOCTYPE html [<!ENTITY x SYSTEM \"file:///etc/hostname\">]>" +
      "<html xmlns=\"http://www.w3.org/1999/xhtml\"><body><p>a &x; b</p></body></html>";

    var hostname = Path.of("/etc/hostname");
    var text = read("page.xhtml", html).text();

    assertThat(text).contains("a");
    if (Files.exists(hostname)) {
      assertThat(text).doesNotContain(Files.readString(hostname).strip());
    }
  }

  /** Wherever a document is cut, each passage is what stands at its place, and no word is lost. */
  @Test
  void cutsWithoutLosingAnything() throws Exception {
    var random = new Random(3);
    for (int i = 0; i < 50; i++) {
      var text = new StringBuilder();
      for (int block = random.nextInt(1, 12); block > 0; block--) {
        text
          .append(random.nextInt(4) == 0 ? "## " : "")
          .append("Word%d is here. ".formatted(block).repeat(random.nextInt(1, 150)))
          .append("\n\n");
      }
      var document = read("some.md", text.toString());
      var passages = Passages.of(document, List.of());

      int last = 0;
      for (var passage : passages) {
        assertThat(passage.begins()).isGreaterThanOrEqualTo(last);
        assertThat(passage.ends() - passage.begins()).isBetween(1, Passages.LONGEST);
        last = passage.ends();
      }
      var kept = passages
        .stream()
        .mapToInt(p -> words(document.text().substring(p.begins(), p.ends())))
        .sum();
      var all = document
        .blocks()
        .stream()
        .filter(block -> !block.isHeading())
        .mapToInt(block -> words(document.text().substring(block.begins(), block.ends())))
        .sum();
      assertThat(kept).isEqualTo(all);
    }
  }

  @Test
  void keepsSensitiveHeadingsApart() throws Exception {
    var document = read(
      "price.md",
      "# Prices\n\nFor all.\n\n## Limits\n\nFor few.\n\n### Deeper\n\nFor few, too.\n\n## Terms\n\nFor all."
    );

    assertThat(Passages.of(document, List.of("limits")))
      .extracting(Passage::field)
      .containsExactly(null, "limits", "limits", null);
  }

  private static int words(String text) {
    return text.isBlank() ? 0 : text.strip().split("\\s+").length;
  }

  private static List<String> passages(ReadDocument document) {
    return Passages.of(document, List.of())
      .stream()
      .map(
        passage ->
          passage.heading() + " | " + document.text().substring(passage.begins(), passage.ends())
      )
      .toList();
  }

  private ReadDocument read(String name, String content) throws UnreadableDocumentException {
    return reader.read(name, content.getBytes(StandardCharsets.UTF_8));
  }

  private void assertRefused(String name, byte[] content, String reason) {
    assertThatThrownBy(() -> reader.read(name, content))
      .isInstanceOf(UnreadableDocumentException.class)
      .hasMessageContaining(reason);
  }

  private static byte[] pdf(@Nullable String password, String... pages) throws IOException {
    try (var document = new PDDocument(); var bytes = new ByteArrayOutputStream()) {
      for (var text : pages) {
        var page = new PDPage();
        document.addPage(page);
        try (var content = new PDPageContentStream(document, page)) {
          content.beginText();
          content.setFont(new PDType1Font(Standard14Fonts.FontName.HELVETICA), 12);
          content.newLineAtOffset(72, 700);
          content.showText(text);
          content.endText();
        }
      }
      if (password != null) {
        document.protect(new StandardProtectionPolicy(password, password, new AccessPermission()));
      }
      document.save(bytes);
      return bytes.toByteArray();
    }
  }

  private static byte[] docx() throws IOException {
    try (var document = new XWPFDocument(); var bytes = new ByteArrayOutputStream()) {
      var styles = document.createStyles();
      var style = CTStyle.Factory.newInstance();
      style.setStyleId("Heading1");
      style.addNewName().setVal("heading 1");
      styles.addStyle(new XWPFStyle(style));
      var heading = document.createParagraph();
      heading.setStyle("Heading1");
      heading.createRun().setText("Absence");
      document.createParagraph().createRun().setText("Each approver names a substitute.");
      document.write(bytes);
      return bytes.toByteArray();
    }
  }

  private static byte[] zip(String... entries) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var zip = new ZipOutputStream(bytes)) {
      for (int i = 0; i < entries.length; i += 2) {
        zip.putNextEntry(new ZipEntry(entries[i]));
        zip.write(entries[i + 1].getBytes(StandardCharsets.UTF_8));
        zip.closeEntry();
      }
    }
    return bytes.toByteArray();
  }
}
