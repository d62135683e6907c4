package dev.steward.knowledge.document;

import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a document into passages: along its headings, of whole paragraphs where they fit, and of whole sentences where they do not.
 * A passage never spans two pages or two headings, and none mixes what is sensitive with what is not.
 */
public final class Passages {

  /** What the embedding model takes in at once, about 250 word pieces. */
  static final int LONGEST = 1_000;

  private final ReadDocument document;
  private final Collection<String> sensitive;
  private final List<Passage> cut = new ArrayList<>();
  private final List<Heading> headings = new ArrayList<>();
  private int begins = -1;
  private int ends;
  private @Nullable Integer page;

  private record Heading(int level, String text) {}

  private Passages(ReadDocument document, Collection<String> sensitive) {
    this.document = document;
    this.sensitive = sensitive;
  }

  /** @param sensitive headings whose text is for some readers only, in any case */
  public static List<Passage> of(ReadDocument document, Collection<String> sensitive) {
    var passages = new Passages(document, sensitive);
    document.blocks().forEach(passages::take);
    passages.close();
    return passages.cut;
  }

  private void take(Block block) {
    if (block.isHeading()) {
      close();
      headings.removeIf(above -> above.level() >= block.level());
      headings.add(new Heading(block.level(), text(block.begins(), block.ends()).strip()));
    } else {
      takeText(block);
    }
  }

  private void takeText(Block block) {
    if (begins >= 0 && (block.ends() - begins > LONGEST || !Objects.equals(page, block.page()))) {
      close();
    }
    if (block.ends() - block.begins() > LONGEST) {
      sentences(block);
    } else {
      extend(block.begins(), block.ends(), block.page());
    }
  }

  private void sentences(Block block) {
    var breaks = BreakIterator.getSentenceInstance(Locale.ROOT);
    breaks.setText(text(block.begins(), block.ends()));
    int from = breaks.first();
    for (int to = breaks.next(); to != BreakIterator.DONE; from = to, to = breaks.next()) {
      for (int part = from; part < to; part += LONGEST) {
        int end = Math.min(to, part + LONGEST);
        if (begins >= 0 && block.begins() + end - begins > LONGEST) {
          close();
        }
        extend(block.begins() + part, block.begins() + end, block.page());
      }
    }
  }

  private void extend(int from, int to, @Nullable Integer on) {
    if (begins < 0) {
      begins = from;
      page = on;
    }
    ends = to;
  }

  private void close() {
    int first = begins;
    int last = ends;
    begins = -1;
    while (first >= 0 && first < last && Character.isWhitespace(document.text().charAt(first))) {
      first++;
    }
    while (last > first && first >= 0 && Character.isWhitespace(document.text().charAt(last - 1))) {
      last--;
    }
    if (first >= 0 && first < last) {
      cut.add(new Passage(first, last, heading(), page, field().orElse(null)));
    }
  }

  private String heading() {
    return headings.stream().map(Heading::text).collect(Collectors.joining(" › "));
  }

  private Optional<String> field() {
    return sensitive
      .stream()
      .filter(name -> headings.stream().anyMatch(heading -> heading.text().equalsIgnoreCase(name)))
      .findFirst();
  }

  private String text(int from, int to) {
    return document.text().substring(from, to);
  }
}
