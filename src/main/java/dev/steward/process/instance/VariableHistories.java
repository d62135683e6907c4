package dev.steward.process.instance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.steward.audit.AuditLog;
import dev.steward.audit.RecordedEntry;
import dev.steward.identity.Actor;
import dev.steward.json.CanonicalJson;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import org.flowable.engine.HistoryService;
import org.flowable.engine.history.HistoricVariableUpdate;
import org.flowable.engine.impl.persistence.entity.HistoricDetailVariableInstanceUpdateEntity;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * What a variable has held. The engine keeps each value at the history level {@code full} and only the last one at {@code audit};
 * then there is what the trail tells of changes by hand.
 */
@Component
class VariableHistories {

  private final InstanceVariables variables;
  private final HistoryService history;
  private final AuditLog audit;
  private final ObjectMapper json;

  VariableHistories(
    InstanceVariables variables,
    HistoryService history,
    AuditLog audit,
    ObjectMapper json
  ) {
    this.variables = variables;
    this.history = history;
    this.audit = audit;
    this.json = json;
  }

  VariableView.History of(String id, String name, Actor actor) {
    var variable = variables.get(id, name, actor);
    var updates = updates(id, name);
    var byHand = audit
      .ofInstance(id)
      .stream()
      .filter(recorded -> recorded.entry().type().equals(VariableChanges.CHANGED))
      .filter(recorded -> name.equals(recorded.entry().detail().get("variable")))
      .toList();
    var items = new ArrayList<VariableView.Item>();
    if (updates.isEmpty()) {
      kept(variable, byHand, items);
    } else {
      told(id, updates, byHand, items);
    }
    items.sort(Comparator.comparing(VariableView.Item::at));
    return new VariableView.History(items, !updates.isEmpty());
  }

  private List<HistoricVariableUpdate> updates(String id, String name) {
    return history
      .createHistoricDetailQuery()
      .processInstanceId(id)
      .variableUpdates()
      .orderByTime()
      .asc()
      .list()
      .stream()
      .filter(HistoricVariableUpdate.class::isInstance)
      .map(HistoricVariableUpdate.class::cast)
      // Values of single rounds of a loop are no values of the instance.
      .filter(update -> update.getVariableName().equals(name) && id.equals(update.getExecutionId()))
      .toList();
  }

  /** The changes by hand, whose values are known by their digests alone, and the last value. */
  private static void kept(
    VariableView variable,
    List<RecordedEntry> byHand,
    List<VariableView.Item> items
  ) {
    for (var recorded : byHand) {
      var digest = String.valueOf(recorded.entry().detail().get("newDigest"));
      boolean last =
        recorded == byHand.getLast() &&
        digest.equals(variable.digest()) &&
        recorded.entry().actor().equals(variable.origin());
      items.add(byHand(recorded, last ? variable.value() : null, digest));
      if (last) {
        return;
      }
    }
    items.add(
      new VariableView.Item(
        variable.writtenAt(),
        variable.value(),
        variable.digest(),
        variable.activityId(),
        null,
        null
      )
    );
  }

  private void told(
    String id,
    List<HistoricVariableUpdate> updates,
    List<RecordedEntry> byHand,
    List<VariableView.Item> items
  ) {
    var activities = new HashMap<String, String>();
    history
      .createHistoricActivityInstanceQuery()
      .processInstanceId(id)
      .list()
      .forEach(activity -> activities.put(activity.getId(), activity.getActivityId()));
    var open = new ArrayList<>(byHand);
    for (var update : updates) {
      JsonNode value = json.valueToTree(update.getValue());
      var digest = CanonicalJson.sha256(value);
      var activityInstance = activityInstance(update);
      // Nobody but an operator writes from outside of any activity once the instance has begun.
      if (
        activityInstance == null &&
        !open.isEmpty() &&
        digest.equals(open.getFirst().entry().detail().get("newDigest"))
      ) {
        items.add(byHand(open.removeFirst(), value, digest));
      } else {
        items.add(
          new VariableView.Item(
            update.getTime().toInstant(),
            value,
            digest,
            activityInstance == null ? null : activities.get(activityInstance),
            null,
            null
          )
        );
      }
    }
  }

  private static @Nullable String activityInstance(HistoricVariableUpdate update) {
    return update instanceof HistoricDetailVariableInstanceUpdateEntity entity
      ? entity.getActivityInstanceId()
      : null;
  }

  private static VariableView.Item byHand(
    RecordedEntry recorded,
    @Nullable JsonNode value,
    String digest
  ) {
    return new VariableView.Item(
      recorded.at(),
      value,
      digest,
      null,
      recorded.entry().actor(),
      String.valueOf(recorded.entry().detail().get("reason"))
    );
  }
}
