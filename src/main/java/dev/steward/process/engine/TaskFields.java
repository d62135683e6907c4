package dev.steward.process.engine;

import java.util.LinkedHashMap;
import java.util.Map;
import org.flowable.bpmn.model.FieldExtension;
import org.flowable.bpmn.model.ServiceTask;

/** The {@code flowable:field}s of a service task; expressions in them are texts to us, the engine never evaluates them. */
public final class TaskFields {

  private TaskFields() {}

  public static Map<String, String> of(ServiceTask task) {
    var fields = new LinkedHashMap<String, String>();
    for (FieldExtension field : task.getFieldExtensions()) {
      var value = field.getStringValue() == null ? field.getExpression() : field.getStringValue();
      if (field.getFieldName() != null && value != null) {
        fields.put(field.getFieldName(), value.strip());
      }
    }
    return fields;
  }
}
