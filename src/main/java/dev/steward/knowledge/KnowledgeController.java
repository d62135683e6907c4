package dev.steward.knowledge;

import dev.steward.audit.AuditEntry;
import dev.steward.audit.AuditTrail;
import dev.steward.identity.Actor;
import dev.steward.identity.CurrentActor;
import dev.steward.identity.Role;
import dev.steward.knowledge.CollectionRows.Standing;
import dev.steward.knowledge.DocumentRows.DocumentRow;
import dev.steward.listing.Listing;
import dev.steward.problem.FieldError;
import dev.steward.problem.ProblemException;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RequestPart;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;

@RestController
@RequestMapping("/api/knowledge")
class KnowledgeController {

  private static final int PAGE = 100;
  private static final String NAME = "[^/\\\\\\p{C}]{1,150}";

  private final Collections collections;
  private final CollectionRows rows;
  private final DocumentRows documents;
  private final UploadSource uploads;
  private final IngestionWorker worker;
  private final Retrieval retrieval;
  private final Cited cited;
  private final AuditTrail audit;
  private final CurrentActor current;
  private final TransactionTemplate transaction;

  KnowledgeController(
    Collections collections,
    CollectionRows rows,
    DocumentRows documents,
    UploadSource uploads,
    IngestionWorker worker,
    Retrieval retrieval,
    Cited cited,
    AuditTrail audit,
    CurrentActor current,
    TransactionTemplate transaction
  ) {
    this.collections = collections;
    this.rows = rows;
    this.documents = documents;
    this.uploads = uploads;
    this.worker = worker;
    this.retrieval = retrieval;
    this.cited = cited;
    this.audit = audit;
    this.current = current;
    this.transaction = transaction;
  }

  /**
   * @param maxAge in ISO 8601
   * @param sensitive the columns and headings that need a permission of their own
   * @param mine whether whoever asks may upload and ingest
   */
  @Schema(name = "KnowledgeCollection")
  record CollectionView(
    String name,
    String title,
    String description,
    String owner,
    String sourceOfTruth,
    String requires,
    List<String> agents,
    List<String> processes,
    List<DocumentCollection.Label> labels,
    @Nullable String maxAge,
    @Nullable String validUntil,
    List<String> sensitive,
    boolean database,
    boolean mine,
    Standing standing
  ) {}

  @Schema(name = "KnowledgeQuestion")
  record QuestionView(
    @NotBlank @Size(max = 400) String query,
    @Nullable @Size(max = 10) List<String> collections,
    @Nullable @Min(1) @Max(20) Integer limit
  ) {}

  /** @param withheld passages that match and that whoever asks may not have, or that do not hold any more */
  @Schema(name = "KnowledgeAnswer")
  record AnswerView(
    List<Retrieved.Found> passages,
    List<Retrieved.Stale> stale,
    Map<String, Long> withheld
  ) {}

  @GetMapping("/collections")
  @PreAuthorize("hasAnyRole('analyst', 'approver', 'operator', 'auditor')")
  Listing<CollectionView> collections() {
    var actor = current.get();
    var standings = rows
      .standings()
      .stream()
      .collect(Collectors.toMap(Standing::name, Function.identity()));
    return Listing.whole(
      collections
        .all()
        .stream()
        .map(collection -> view(collection, actor, standings))
        .toList()
    );
  }

  @GetMapping("/collections/{name}/documents")
  @PreAuthorize("hasAnyRole('analyst', 'approver', 'operator', 'auditor')")
  Listing<DocumentRow> documents(
    @PathVariable String name,
    @RequestParam(required = false) @Nullable String page
  ) {
    return Listing.page(documents.of(find(name).name(), page, PAGE + 1), PAGE, DocumentRow::key);
  }

  /** Looks at once for what has changed; {@code GET} tells how far it is. */
  @PostMapping("/collections/{name}/ingestions")
  @PreAuthorize("hasAnyRole('analyst', 'approver', 'operator')")
  @ResponseStatus(HttpStatus.ACCEPTED)
  void ingest(@PathVariable String name) {
    var actor = current.get();
    worker.start(own(find(name), actor), actor.name());
  }

  /** Takes the place of what was uploaded under the same name. Whether it can be read, the list of documents tells soon after. */
  @PostMapping(
    value = "/collections/{name}/documents",
    consumes = MediaType.MULTIPART_FORM_DATA_VALUE
  )
  @PreAuthorize("hasAnyRole('analyst', 'approver', 'operator')")
  @ResponseStatus(HttpStatus.ACCEPTED)
  void upload(@PathVariable String name, @RequestPart("file") MultipartFile file)
    throws IOException {
    var actor = current.get();
    var collection = files(own(find(name), actor));
    var fileName = String.valueOf(file.getOriginalFilename());
    if (!fileName.matches(NAME) || fileName.startsWith(".")) {
      throw refused("has a name that no document may have");
    }
    if (file.isEmpty()) {
      throw refused("is empty");
    }
    var content = file.getBytes();
    transaction.executeWithoutResult(open -> {
      uploads.store(collection, fileName, content, actor.name());
      audit.record(entry("knowledge.uploaded", "Uploaded", collection, fileName, actor));
    });
    worker.start(collection, actor.name());
  }

  /** Only what was uploaded; other documents go where they come from. */
  @DeleteMapping("/collections/{name}/documents")
  @PreAuthorize("hasAnyRole('analyst', 'approver', 'operator')")
  @ResponseStatus(HttpStatus.ACCEPTED)
  void remove(@PathVariable String name, @RequestParam String key) {
    var actor = current.get();
    var collection = own(find(name), actor);
    transaction.executeWithoutResult(open -> {
      if (!uploads.remove(collection, key)) {
        throw ProblemException.notFound(
          "document-not-found",
          "Nothing was uploaded to '%s' as '%s'".formatted(name, key)
        );
      }
      audit.record(entry("knowledge.withdrawn", "Withdrew", collection, key, actor));
    });
    worker.start(collection, actor.name());
  }

  /** For oneself: with one's own permissions, whatever the agents and processes. It goes on record like an agent's. */
  @PostMapping("/search")
  @PreAuthorize("hasAnyRole('analyst', 'approver', 'operator', 'auditor')")
  AnswerView search(@Valid @RequestBody QuestionView question) {
    var actor = current.get();
    var asked = question.collections() == null ? List.<String>of() : question.collections();
    asked.forEach(this::find);
    var limit = question.limit();
    var found = retrieval.search(
      new Retrieval.Question(question.query(), asked, limit == null ? 5 : limit),
      new Reader(actor.permissions(), null, null),
      Retrieval.Occasion.of(actor.name())
    );
    return new AnswerView(found.passages(), found.stale(), found.withheld());
  }

  /** What a citation names, as it was when it was cited. */
  @GetMapping("/passages")
  @PreAuthorize("hasAnyRole('analyst', 'approver', 'operator', 'auditor')")
  Cited.CitedPassage passage(@RequestParam String citation) {
    return cited
      .find(citation, current.get())
      .orElseThrow(() ->
        ProblemException.notFound(
          "passage-not-found",
          "There is no passage '%s', or you may not read it".formatted(citation)
        )
      );
  }

  private CollectionView view(
    DocumentCollection collection,
    Actor actor,
    Map<String, Standing> standings
  ) {
    return new CollectionView(
      collection.name(),
      collection.title(),
      collection.description(),
      collection.owner(),
      collection.sourceOfTruth(),
      collection.requires(),
      collection.agents(),
      collection.processes(),
      collection.labels(),
      collection.maxAge() == null ? null : collection.maxAge().toString(),
      collection.validUntil() == null ? null : collection.validUntil().toString(),
      List.copyOf(collection.sensitive().keySet()),
      collection.database() != null,
      answersFor(collection, actor),
      Objects.requireNonNull(standings.get(collection.name()))
    );
  }

  private DocumentCollection find(String name) {
    return collections
      .find(name)
      .orElseThrow(() ->
        ProblemException.notFound("collection-not-found", "There is no collection '" + name + "'")
      );
  }

  private static DocumentCollection own(DocumentCollection collection, Actor actor) {
    if (!answersFor(collection, actor)) {
      throw ProblemException.forbidden(
        "Only operators and the group '%s' look after the collection '%s'".formatted(
          collection.owner(),
          collection.name()
        )
      );
    }
    return collection;
  }

  private static boolean answersFor(DocumentCollection collection, Actor actor) {
    return actor.groups().contains(collection.owner()) || actor.is(Role.OPERATOR);
  }

  private static DocumentCollection files(DocumentCollection collection) {
    if (collection.database() != null) {
      throw ProblemException.conflict(
        "collection-is-a-database",
        "The documents of '%s' are rows of a database".formatted(collection.name())
      );
    }
    return collection;
  }

  private static ProblemException refused(String message) {
    return ProblemException.invalid(
      "The document cannot be taken",
      List.of(new FieldError("file", message))
    );
  }

  private static AuditEntry entry(
    String type,
    String done,
    DocumentCollection collection,
    String key,
    Actor actor
  ) {
    return new AuditEntry(
      type,
      actor.name(),
      null,
      null,
      null,
      null,
      null,
      "%s %s in %s".formatted(done, key, collection.title()),
      Map.of("collection", collection.name(), "document", key)
    );
  }
}
