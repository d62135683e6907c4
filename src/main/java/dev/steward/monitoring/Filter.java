package dev.steward.monitoring;

import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Which facts are looked at: by dimension, the one value that is wanted. */
record Filter(Map<Dimension, Object> wanted) {
  Filter {
    wanted = Map.copyOf(wanted);
  }

  static Filter of(
    @Nullable String processKey,
    @Nullable Integer version,
    @Nullable String step,
    @Nullable String agent,
    @Nullable String tool,
    @Nullable String model
  ) {
    var wanted = new EnumMap<Dimension, Object>(Dimension.class);
    put(wanted, Dimension.PROCESS, processKey);
    put(wanted, Dimension.VERSION, version);
    put(wanted, Dimension.STEP, step);
    put(wanted, Dimension.AGENT, agent);
    put(wanted, Dimension.TOOL, tool);
    put(wanted, Dimension.MODEL, model);
    return new Filter(wanted);
  }

  private static void put(Map<Dimension, Object> wanted, Dimension by, @Nullable Object value) {
    if (value != null && !value.equals("")) {
      wanted.put(by, value);
    }
  }

  /** Whether facts that are told apart by these can be asked for. */
  boolean fits(Set<Dimension> dimensions) {
    return dimensions.containsAll(wanted.keySet());
  }

  /** To follow a condition. */
  String sql() {
    var sql = new StringBuilder();
    wanted
      .keySet()
      .forEach(by -> sql.append(" AND ").append(by.column()).append(" = :").append(parameter(by)));
    return sql.toString();
  }

  Map<String, Object> parameters() {
    return wanted
      .entrySet()
      .stream()
      .collect(Collectors.toMap(entry -> parameter(entry.getKey()), Map.Entry::getValue));
  }

  private static String parameter(Dimension by) {
    return "wanted_" + by.id();
  }
}
