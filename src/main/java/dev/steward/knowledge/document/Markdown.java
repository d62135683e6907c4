package dev.steward.knowledge.document;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.commonmark.ext.gfm.tables.TableBlock;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.CustomBlock;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.Heading;
import org.commonmark.node.IndentedCodeBlock;
import org.commonmark.node.Node;
import org.commonmark.node.Paragraph;
import org.commonmark.parser.IncludeSourceSpans;
import org.commonmark.parser.Parser;
import org.jspecify.annotations.Nullable;

/** Reads Markdown with front matter in YAML: {@code title}, {@code asOf} and {@code validUntil}. The text stays as its author wrote it. */
final class Markdown {

  private static final Pattern FRONT_MATTER = Pattern.compile(
    "\\A---\\R(.*?)^---[ \\t]*(?:\\R|\\z)",
    Pattern.DOTALL | Pattern.MULTILINE
  );
  private static final YAMLMapper YAML = new YAMLMapper();
  private static final Parser PARSER = Parser.builder()
    .extensions(List.of(TablesExtension.create()))
    .includeSourceSpans(IncludeSourceSpans.BLOCKS)
    .build();

  private Markdown() {}

  static ReadDocument read(String source) throws UnreadableDocumentException {
    var front = FRONT_MATTER.matcher(source);
    boolean hasFront = front.find();
    var said = hasFront ? frontMatter(front.group(1)) : MissingNode.getInstance();
    var text = hasFront ? source.substring(front.end()) : source;
    var blocks = blocks(text);
    return new ReadDocument(
      "text/markdown",
      said.path("title").asText(title(text, blocks)),
      text,
      blocks,
      instant(said, "asOf"),
      instant(said, "validUntil")
    );
  }

  private static JsonNode frontMatter(String yaml) throws UnreadableDocumentException {
    try {
      return YAML.readTree(yaml);
    } catch (JsonProcessingException e) {
      throw new UnreadableDocumentException("its front matter is no YAML");
    }
  }

  private static @Nullable Instant instant(JsonNode said, String name)
    throws UnreadableDocumentException {
    var value = said.path(name);
    if (value.isMissingNode() || value.isNull()) {
      return null;
    }
    try {
      return LocalDate.parse(value.asText()).atStartOfDay(ZoneOffset.UTC).toInstant();
    } catch (DateTimeParseException e) {
      throw new UnreadableDocumentException(
        "'%s' in its front matter is no date such as 2026-12-31".formatted(name)
      );
    }
  }

  private static List<Block> blocks(String text) {
    var blocks = new ArrayList<Block>();
    PARSER.parse(text).accept(
      new AbstractVisitor() {
        @Override
        public void visit(Heading heading) {
          add(heading, heading.getLevel());
        }

        @Override
        public void visit(Paragraph paragraph) {
          add(paragraph, 0);
        }

        @Override
        public void visit(FencedCodeBlock code) {
          add(code, 0);
        }

        @Override
        public void visit(IndentedCodeBlock code) {
          add(code, 0);
        }

        @Override
        public void visit(CustomBlock block) {
          if (block instanceof TableBlock) {
            add(block, 0);
          }
        }

        private void add(Node node, int level) {
          var spans = node.getSourceSpans();
          if (!spans.isEmpty()) {
            int begins = spans.getFirst().getInputIndex();
            var last = spans.getLast();
            var block = new Block(begins, last.getInputIndex() + last.getLength(), level, null);
            blocks.add(level == 0 ? block : withoutMarks(text, block));
          }
        }
      }
    );
    return blocks;
  }

  /** Of a heading only its words, not the signs that make it one. */
  private static Block withoutMarks(String text, Block heading) {
    int begins = heading.begins();
    int ends = heading.ends();
    int line = text.indexOf('\n', begins);
    if (line >= 0 && line < ends) {
      // Underlined.
      ends = line;
    }
    while (begins < ends && "# \t".indexOf(text.charAt(begins)) >= 0) {
      begins++;
    }
    while (ends > begins && "# \t\r".indexOf(text.charAt(ends - 1)) >= 0) {
      ends--;
    }
    return new Block(begins, ends, heading.level(), null);
  }

  private static String title(String text, List<Block> blocks) {
    return blocks
      .stream()
      .filter(Block::isHeading)
      .findFirst()
      .map(heading -> text.substring(heading.begins(), heading.ends()))
      .orElse("");
  }
}
