package dev.steward.journal;

import java.util.ArrayList;
import java.util.List;

/**
 * The steps of one execution of durable work. Each is guarded, so that it is committed only while the work is still this
 * execution's to do. The first commit takes the work.
 */
public final class Steps {

  /** @see GroupCommit#commit */
  private interface Commits {
    List<Condition> commit(Step step);
  }

  private final Commits journal;
  private final Write held;
  private Write guard;
  private Step deferred = new Step();

  /**
   * @param take an update that makes the work this execution's; finds no row where somebody else was faster
   * @param held an update that finds the work's row only while it is this execution's
   */
  public Steps(GroupCommit journal, Write take, Write held) {
    this(journal::commit, take, held);
  }

  private Steps(Commits journal, Write take, Write held) {
    this.journal = journal;
    this.guard = take;
    this.held = held;
  }

  /** Of work that is only tried out: every step holds, and none is written anywhere. */
  public static Steps offTheRecord() {
    var nothing = Write.of("");
    return new Steps(step -> List.of(), nothing, nothing);
  }

  /**
   * Commits a step and what was deferred.
   *
   * @throws LostWorkException where the work is no longer this execution's, or another guard did not hold
   */
  public void commit(Step step) {
    if (!attempt(step)) {
      throw new LostWorkException("Another execution has gone on with this step");
    }
  }

  /**
   * The same, for a step whose guards are expected to fail.
   *
   * @return false where one of them did; nothing is written then
   * @throws LostWorkException where the work is no longer this execution's
   */
  public boolean attempt(Step step) {
    return lost(step).isEmpty();
  }

  /**
   * The same, for a step whose counts may find no room.
   *
   * @return the bounds that did not hold; nothing is written where there is one
   * @throws LostWorkException where the work is no longer this execution's, or another guard did not hold
   */
  public List<Count.Bound> exceeded(Step step) {
    var bounds = new ArrayList<Count.Bound>();
    for (var condition : lost(step)) {
      switch (condition) {
        case Count.Bound bound -> bounds.add(bound);
        case Write guard -> throw new LostWorkException(
          "Another execution has gone on with this step"
        );
      }
    }
    return bounds;
  }

  private List<Condition> lost(Step step) {
    Step before;
    Write own;
    synchronized (this) {
      before = deferred;
      deferred = new Step();
      own = guard;
    }
    var lost = journal.commit(new Step().guard(own).and(before).and(step));
    if (lost.contains(own)) {
      salvage(before);
      throw new LostWorkException("The work was stopped or taken over");
    }
    if (!lost.isEmpty()) {
      defer(before);
      return lost;
    }
    synchronized (this) {
      guard = held;
    }
    return lost;
  }

  /**
   * Commits what has happened already and stays on record, whoever goes on with the work.
   *
   * @throws LostWorkException where the work is no longer this execution's; the step is committed all the same, if its guards hold
   */
  public void record(Step step) {
    try {
      commit(step);
    } catch (LostWorkException e) {
      salvage(step);
      throw e;
    }
  }

  /** Leaves a step to ride with the next commit, where nothing happens in between that relies on it. */
  public synchronized void defer(Step step) {
    deferred.and(step);
  }

  /** Commits what is outstanding. Needed before several threads commit steps side by side. */
  public void flush() {
    boolean outstanding;
    synchronized (this) {
      outstanding = guard != held || !deferred.isEmpty();
    }
    if (outstanding) {
      commit(new Step());
    }
  }

  private void salvage(Step done) {
    if (!done.isEmpty()) {
      journal.commit(done);
    }
  }
}
