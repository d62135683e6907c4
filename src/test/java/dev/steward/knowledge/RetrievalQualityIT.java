package dev.steward.knowledge;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.steward.scenario.ApplicationIT;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** How often the passage that answers a question is among the first five, over the sample collections. */
class RetrievalQualityIT extends ApplicationIT {

  private static final Path QUESTIONS = Path.of("src/test/resources/knowledge/questions.yaml");
  private static final Path REPORT = Path.of("target/retrieval-quality.txt");
  private static final Reader EVERYTHING = new Reader(
    Set.of("documents:read", "payments:write", "patients:read", "prices:read"),
    null,
    null
  );

  @Autowired
  private Collections collections;

  @Autowired
  private Ingestion ingestion;

  @Autowired
  private Retrieval retrieval;

  @Autowired
  private Embeddings embeddings;

  @Autowired
  private JdbcClient jdbc;

  private Map<Place, String> places = Map.of();

  private record Answered(String question, String passage) {}

  private record Figures(double recall, double rank) {
    @Override
    public String toString() {
      return "recall@5 %.3f  MRR %.3f".formatted(recall, rank);
    }
  }

  @BeforeEach
  void takeIn() {
    collections.all().forEach(collection -> ingestion.run(collection, "system"));
  }

  @Test
  void findsTheAnswerAmongTheFirstFive() throws IOException {
    var questions = questions();
    places = places();
    assertThat(questions).hasSizeGreaterThanOrEqualTo(100);
    assertThat(places.values()).containsAll(
      questions.stream().map(Answered::passage).distinct().toList()
    );

    var ours = figures(questions, Retrieval.WORDS);
    var words = figures(questions, 1);
    var meaning = figures(questions, 0);

    Files.writeString(
      REPORT,
      "%d questions, %d passages%nwords and meaning  %s%nwords alone        %s%nmeaning alone      %s%n".formatted(
        questions.size(),
        places.size(),
        ours,
        words,
        meaning
      )
    );
    assertThat(ours.recall()).as(ours.toString()).isGreaterThan(words.recall());
    assertThat(ours.recall()).as(ours.toString()).isGreaterThan(0.85);
    assertThat(ours.rank()).as(ours.toString()).isGreaterThan(0.7);
  }

  /** @param words what they count beside meaning */
  private List<String> ranked(String question, float[] meaning, double words) {
    return retrieval
      .ranked(new Retrieval.Question(question, List.of(), 5), EVERYTHING, meaning, words)
      .stream()
      .filter(scored -> scored.score() > 0)
      .map(scored -> Objects.requireNonNull(places.get(scored.place())))
      .distinct()
      .toList();
  }

  private Figures figures(List<Answered> questions, double words) {
    int among = 0;
    double ranks = 0;
    for (var question : questions) {
      var found = ranked(question.question(), embeddings.of(question.question()), words);
      int at = found.indexOf(question.passage());
      if (at >= 0 && at < 5) {
        among++;
      }
      ranks += at < 0 ? 0 : 1.0 / (at + 1);
    }
    return new Figures((double) among / questions.size(), ranks / questions.size());
  }

  private Map<Place, String> places() {
    var found = new HashMap<Place, String>();
    jdbc
      .sql(
        """
        SELECT d.collection, d.key, p.document_id, p.version, p.ordinal, p.heading
        FROM knowledge_passage p JOIN knowledge_document d ON d.id = p.document_id WHERE p.in_force
        """
      )
      .query(row -> {
        found.put(
          new Place(row.getLong("document_id"), row.getInt("version"), row.getInt("ordinal")),
          place(row.getString("collection"), row.getString("key"), row.getString("heading"))
        );
      });
    return found;
  }

  private static String place(String collection, String key, String heading) {
    return "%s/%s#%s".formatted(collection, key, heading.replaceFirst("^.* › ", ""));
  }

  private static List<Answered> questions() throws IOException {
    var file = new YAMLMapper().readValue(
      Files.readString(QUESTIONS),
      new TypeReference<LinkedHashMap<String, List<String>>>() {}
    );
    var questions = new ArrayList<Answered>();
    for (Map.Entry<String, List<String>> entry : file.entrySet()) {
      entry.getValue().forEach(question -> questions.add(new Answered(question, entry.getKey())));
    }
    return questions;
  }
}
