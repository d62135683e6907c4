package dev.steward.process.instance;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which instances; each null matches all.
 *
 * @param version of the process; only with its key
 * @param businessKeyPrefix what business keys begin with
 * @param variable one of these variables holds this value
 * @param states any of them, or all where there are none
 * @param from of the start, inclusive
 * @param before of the start, exclusive
 * @param startedBy only instances of this person
 * @param visibleTo only instances that this person has started, whatever else is asked for
 * @param activity where the instance is now, as the diagram calls it
 */
record InstanceFilter(
  @Nullable String processKey,
  @Nullable Integer version,
  @Nullable String businessKey,
  @Nullable String businessKeyPrefix,
  @Nullable VariableValue variable,
  Set<InstanceState> states,
  @Nullable Instant from,
  @Nullable Instant before,
  @Nullable String startedBy,
  @Nullable String visibleTo,
  @Nullable String activity
) {
  InstanceFilter {
    states = Set.copyOf(states);
  }

  static InstanceFilter ofProcess(
    @Nullable String processKey,
    @Nullable Integer version,
    @Nullable String visibleTo
  ) {
    return new InstanceFilter(
      processKey,
      version,
      null,
      null,
      null,
      Set.of(),
      null,
      null,
      null,
      visibleTo,
      null
    );
  }

  InstanceFilter in(InstanceState state) {
    return new InstanceFilter(
      processKey,
      version,
      businessKey,
      businessKeyPrefix,
      variable,
      Set.of(state),
      from,
      before,
      startedBy,
      visibleTo,
      activity
    );
  }
}
