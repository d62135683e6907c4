package dev.steward.journal;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.springframework.aop.framework.ProxyFactory;
import org.springframework.beans.factory.config.BeanPostProcessor;

/**
 * Kills an execution of durable work at one of its commits. From there on the execution gets nothing onto the record any more; the
 * next one that takes the work lives.
 */
public final class Crashes implements BeanPostProcessor {

  public enum Moment {
    BEFORE_COMMIT,
    AFTER_COMMIT,
  }

  public static final class Killed extends RuntimeException {

    private static final long serialVersionUID = 1L;

    Killed(int commit) {
      super("Killed at commit " + commit);
    }
  }

  private static final class Work {

    final List<String> commits = new ArrayList<>();
    int fatal;
    Moment moment = Moment.BEFORE_COMMIT;
    boolean killed;
    boolean dead;
  }

  private final Map<UUID, Work> known = new HashMap<>();
  private final List<Pause> pauses = new ArrayList<>();
  private final ReadWriteLock gate = new ReentrantReadWriteLock();

  /** For work that has to be known here before it takes its first step. */
  public <T> T whileNothingCommits(Supplier<T> action) {
    gate.writeLock().lock();
    try {
      return action.get();
    } finally {
      gate.writeLock().unlock();
    }
  }

  /** Has the commits of this work counted. */
  public synchronized void watch(UUID work) {
    known.putIfAbsent(work, new Work());
  }

  /** From here on somebody else commits for the work, who has not died with it. */
  public synchronized void leave(UUID work) {
    known.remove(work);
  }

  /** @param commit counted over all executions of the work, from 1 */
  public synchronized void kill(UUID work, Moment moment, int commit) {
    var killed = known.computeIfAbsent(work, id -> new Work());
    killed.fatal = commit;
    killed.moment = moment;
  }

  /** What was committed for the work so far, or was to be: the tables, in the order in which they were written. */
  public synchronized List<String> commits(UUID work) {
    return known.containsKey(work) ? List.copyOf(known.get(work).commits) : List.of();
  }

  public synchronized boolean killed(UUID work) {
    return known.containsKey(work) && known.get(work).killed;
  }

  @Override
  public Object postProcessAfterInitialization(Object bean, String name) {
    if (!(bean instanceof GroupCommit)) {
      return bean;
    }
    var factory = new ProxyFactory(bean);
    factory.setProxyTargetClass(true);
    factory.addAdvice(
      (MethodInterceptor) call ->
        call.getMethod().getName().equals("commit")
          ? commit((Step) call.getArguments()[0], () -> proceed(call))
          : call.proceed()
    );
    return factory.getProxy();
  }

  /** The next execution that takes this work stops there until it may go on. */
  public synchronized Pause pauseBeforeTaking(UUID work) {
    var pause = new Pause(work, new CountDownLatch(1), new CountDownLatch(1));
    pauses.add(pause);
    return pause;
  }

  public record Pause(UUID work, CountDownLatch reached, CountDownLatch over) {}

  private void pause(Step step) {
    Pause pause;
    synchronized (this) {
      pause = pauses
        .stream()
        .filter(planned -> takes(step) && mentions(step, planned.work()))
        .findFirst()
        .orElse(null);
      pauses.remove(pause);
    }
    if (pause != null) {
      pause.reached().countDown();
      try {
        pause.over().await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private Object commit(Step step, Supplier<Object> proceed) {
    pause(step);
    int commit = begin(step);
    var done = proceed.get();
    if (commit > 0) {
      throw new Killed(commit);
    }
    return done;
  }

  /** @return the number of this commit where the execution shall not survive it; 0 otherwise */
  private int begin(Step step) {
    gate.readLock().lock();
    try {
      return counted(step);
    } finally {
      gate.readLock().unlock();
    }
  }

  private synchronized int counted(Step step) {
    var found = known
      .entrySet()
      .stream()
      .filter(work -> mentions(step, work.getKey()))
      .findFirst();
    if (found.isEmpty()) {
      return 0;
    }
    var work = found.get().getValue();
    if (takes(step)) {
      work.dead = false;
    }
    if (work.dead) {
      throw new Killed(work.commits.size());
    }
    work.commits.add(tables(step));
    int commit = work.commits.size();
    if (commit != work.fatal) {
      return 0;
    }
    work.dead = true;
    work.killed = true;
    if (work.moment == Moment.BEFORE_COMMIT) {
      throw new Killed(commit);
    }
    return commit;
  }

  private static boolean takes(Step step) {
    return step
      .guards()
      .stream()
      .anyMatch(guard -> guard.sql().contains("epoch = epoch + 1"));
  }

  private static boolean mentions(Step step, UUID work) {
    return all(step)
      .flatMap(write -> write.values().values().stream())
      .anyMatch(value -> String.valueOf(value).contains(work.toString()));
  }

  private static String tables(Step step) {
    return String.join(
      ", ",
      all(step)
        .map(write -> write.sql().strip().split("\\s+"))
        .map(words -> words[0].equals("UPDATE") ? words[1] : "+" + words[2])
        .toList()
    );
  }

  private static Stream<Write> all(Step step) {
    return Stream.concat(step.guards().stream(), step.writes().stream());
  }

  private static Object proceed(MethodInvocation call) {
    try {
      return call.proceed();
    } catch (RuntimeException e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }
}
