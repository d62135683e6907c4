package dev.steward.tool.adapter;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.steward.identity.Actor;
import dev.steward.identity.People;
import dev.steward.knowledge.Reader;
import dev.steward.knowledge.Retrieval;
import dev.steward.knowledge.Retrieved;
import dev.steward.tool.contract.KnowledgeTarget;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Retrieves passages for a call, with no more than everybody who is represented may read at this moment. */
@Component
class KnowledgeAdapter implements Adapter<KnowledgeTarget> {

  private static final int USUAL = 5;
  private static final int MOST = 20;

  private final Retrieval retrieval;
  private final People people;
  private final ObjectMapper json;

  KnowledgeAdapter(Retrieval retrieval, People people, ObjectMapper json) {
    this.retrieval = retrieval;
    this.people = people;
    this.json = json;
  }

  @Override
  public Class<KnowledgeTarget> target() {
    return KnowledgeTarget.class;
  }

  @Override
  public Answer call(KnowledgeTarget target, Order order) {
    var arguments = order.arguments();
    var asked = arguments.path("collections").valueStream().map(JsonNode::asText).toList();
    if (!target.collections().isEmpty() && !target.collections().containsAll(asked)) {
      return new Answer.Failure("Only these collections: " + target.collections());
    }
    var retrieved = retrieval.search(
      new Retrieval.Question(
        arguments.path("query").asText(),
        asked.isEmpty() ? target.collections() : asked,
        Math.clamp(arguments.path("limit").asInt(USUAL), 1, MOST)
      ),
      new Reader(permissions(order), order.agent(), order.context().processKey()),
      occasion(order)
    );
    return new Answer.Success(
      json.valueToTree(new Told(retrieved.passages(), retrieved.stale())),
      retrieved.labels()
    );
  }

  /** What an agent is told. How much is withheld it is not. */
  private record Told(List<Retrieved.Found> passages, List<Retrieved.Stale> stale) {}

  private Set<String> permissions(Order order) {
    Set<String> held = null;
    for (var name : order.context().mandate().principals()) {
      var his = people.find(name).map(Actor::permissions).orElse(Set.of());
      if (held == null) {
        held = new HashSet<>(his);
      } else {
        held.retainAll(his);
      }
    }
    return held == null ? Set.of() : held;
  }

  private static Retrieval.Occasion occasion(Order order) {
    var context = order.context();
    return new Retrieval.Occasion(
      order.agent() == null ? "process:" + context.processKey() : "agent:" + order.agent(),
      context.mandate().principal(),
      context.processKey(),
      context.instanceId(),
      context.activityId(),
      order.idempotencyKey()
    );
  }
}
